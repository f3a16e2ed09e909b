/** What every page does. */

import { offerColours } from "./colours-choice.js";
import { warnWithoutCookies } from "./cookies.js";
import { clearErrorsOnChange } from "./field-errors.js";
import { tellLimits } from "./field-limits.js";
import { forgetWhatIsOver } from "./kept-seats.js";
import { listUnsentWords } from "./unsent-list.js";
import { tellZone } from "./zone.js";

warnWithoutCookies(document);
clearErrorsOnChange(document);
tellLimits(document);
tellZone();
offerColours(document);
listUnsentWords(document, await forgetWhatIsOver(document));
