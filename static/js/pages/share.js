/** The page on which an entry is shared. */

import "./entry.js";
import { enableCopyButtons } from "./copy-buttons.js";
import { showScriptControls } from "./dom.js";

showScriptControls(document);
enableCopyButtons(document);
