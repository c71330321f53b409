/** Any number of several options, as checkboxes. */

import { checkpoint } from './checkpoint.js';
import { options } from './options.js';

export default checkpoint((first, submit) => options(first, submit, 'checkbox'));
