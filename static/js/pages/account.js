/** The pages of people and of one's own account: copying links and tokens, times in the reader's own zone. */

import "./local-time.js";
import { enableCopyButtons } from "./copy-buttons.js";
import { showScriptControls } from "./dom.js";

showScriptControls(document);
enableCopyButtons(document);
