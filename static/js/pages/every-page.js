/** What every page does. */

import { warnWithoutCookies } from "./cookies.js";
import { clearErrorsOnChange } from "./field-errors.js";

warnWithoutCookies(document);
clearErrorsOnChange(document);
