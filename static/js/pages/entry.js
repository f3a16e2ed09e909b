/** The page of an entry. It deletes the draft of the form that led here. */

import "./local-time.js";
import { focusMarked } from "./dom.js";
import { deleteSubmittedDrafts } from "./submission.js";

deleteSubmittedDrafts();
focusMarked();
