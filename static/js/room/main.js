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
import { pressOnce } from "./ui/press-once.js";
import { loadWords } from "./words.js";

const RETRY_MS = 5_000;

function showRoom() {
  render(h(App, {}), root);
  announceStages();
  endDueStages();
  endOutdatedNotices();
  keepFocus();
  pressOnce();
  reopenLostBoxes();
  loadWords();
  loadLater();
  leaveWhenClosed();
  showTimeInTitle();
}

/** Nothing is written on a shared screen: if its script does not come, the page is loaded anew. */
const showScreen = () =>
  import("./screen/screen.js").then(
    (screen) => screen.showScreen(root),
    () => setTimeout(() => location.reload(), RETRY_MS),
  );

const root = /** @type {HTMLElement} */ (document.getElementById("room"));
root.replaceChildren();
if (boot.screen) showScreen();
else showRoom();
connect(boot);
// What this browser knows, for the console and for tests.
Object.assign(globalThis, { room: { shared, me, serverClock, stageTimeLeft } });
