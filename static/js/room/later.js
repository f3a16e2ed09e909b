/** What the room's first page does without: the stages after writing, and the dialogs. load-later.js fetches it. */

import { followColours } from "../shared/colours.js";
import { notifyOfStages } from "./notifications.js";
import { keepOwnReactions } from "./own-reactions.js";
import { AgendaEditor } from "./parts/agenda-editor.js";
import { AskFirst } from "./parts/ask-first.js";
import { CloseMeeting } from "./parts/close-meeting.js";
import { Invite } from "./parts/invite.js";
import { Notes } from "./parts/notes.js";
import { People } from "./parts/people.js";
import { ShortcutHelp } from "./parts/shortcut-help.js";
import { SoundAndColours } from "./parts/sound-and-colours.js";
import { Celebrate } from "./stages/celebrate.js";
import { Commit } from "./stages/commit.js";
import { Discuss } from "./stages/discuss.js";
import { Group } from "./stages/group.js";
import { Vote } from "./stages/vote.js";

/** @type {Record<string, any>} by the kind of stage */
export const STAGES = { group: Group, vote: Vote, discuss: Discuss, commit: Commit, celebrate: Celebrate };

/** @type {Record<string, any>} by the name in `openDialog` */
export const DIALOGS = {
  people: People,
  invite: Invite,
  agenda: AgendaEditor,
  notes: Notes,
  close: CloseMeeting,
  keys: ShortcutHelp,
  settings: SoundAndColours,
  ask: AskFirst,
};

notifyOfStages();
keepOwnReactions();
followColours();
