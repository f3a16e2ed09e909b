/** The page of a template. */

import { deleteSubmittedDrafts } from "./submission.js";

deleteSubmittedDrafts();
