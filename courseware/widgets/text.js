/** A few words. */

import { checkpoint } from './checkpoint.js';
import { field } from './field.js';

export default checkpoint((_view, submit) => field(submit, 'wide'));
