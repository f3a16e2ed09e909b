/** Starts the room. */

import { h, render } from "preact";
import { announceStages } from "./announcer.js";
import { App } from "./app.js";
import { boot } from "./boot.js";
import { stageTimeLeft } from "./clock.js";
import { connect } from "./connection.js";
import { endDueStages } from "./due-stages.js";
import { leaveWhenClosed } from "./leaving.js";
import { loadLater } from "./load-later.js";
import { endOutdatedNotices } from "./notices.js";
import { me, serverClock, shared } from "./state.js";
import { showTimeInTitle } from "./tab-title.js";
import { keepFocus } from "./ui/focus.js";
import { reopenLostBoxes } from "./ui/lost-boxes.js";
import { loadWords } from "./words.js";

const root = /** @type {HTMLElement} */ (document.getElementById("room"));
root.replaceChildren();
render(h(App, {}), root);
announceStages();
endDueStages();
endOutdatedNotices();
keepFocus();
reopenLostBoxes();
connect(boot);
loadWords();
loadLater();
leaveWhenClosed();
showTimeInTitle();
// What this browser knows, for the console and for tests.
Object.assign(globalThis, { room: { shared, me, serverClock, stageTimeLeft } });
