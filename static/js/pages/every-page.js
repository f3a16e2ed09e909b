/** What every page does. */

import { clearErrorsOnChange } from "./field-errors.js";

clearErrorsOnChange(document);
