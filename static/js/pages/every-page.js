/** What every page does. */

import { warnWithoutCookies } from "./cookies.js";
import { clearErrorsOnChange } from "./field-errors.js";
import { forgetWhatIsOver } from "./kept-seats.js";
import { offerThemes } from "./theme-choice.js";
import { listUnsentWords } from "./unsent-list.js";
import { tellZone } from "./zone.js";

warnWithoutCookies(document);
clearErrorsOnChange(document);
tellZone();
offerThemes(document);
listUnsentWords(document, await forgetWhatIsOver(document));
