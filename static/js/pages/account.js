/** The pages of people and of one's own account: copying links and tokens, times in the reader's own zone. */
import "./local-time.js";
import { all, copy, reveal } from "./dom.js";

reveal(document);
for (const button of all(document, "[data-copy]")) button.addEventListener("click", () => copy(button));
