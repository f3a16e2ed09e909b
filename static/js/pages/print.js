/** A button that prints the page. Without this script it stays hidden; the browser's own menu prints too. */

import { findAll, showScriptControls } from "./dom.js";

showScriptControls(document);
for (const button of findAll(document, "[data-print]")) button.addEventListener("click", () => print());
