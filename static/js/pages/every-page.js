/** What every page does. */

import { warnWithoutCookies } from "./cookies.js";
import { clearErrorsOnChange } from "./field-errors.js";
import { forgetWhatIsOver } from "./kept-seats.js";
import { listUnsentWords } from "./unsent-list.js";

warnWithoutCookies(document);
clearErrorsOnChange(document);
listUnsentWords(document, await forgetWhatIsOver(document));
