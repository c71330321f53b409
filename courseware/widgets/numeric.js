/** A number, with or without a unit, typed as people type numbers. */

import { checkpoint } from './checkpoint.js';
import { field } from './field.js';

export default checkpoint((_view, submit) => field(submit, 'number'));
