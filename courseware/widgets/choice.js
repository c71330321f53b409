/** One of several options, as radio buttons. */

import { checkpoint } from './checkpoint.js';
import { options } from './options.js';

export default checkpoint((first, submit) => options(first, submit, 'radio'));
