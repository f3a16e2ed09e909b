import { h, render } from "preact";
import { effect } from "@preact/signals";
import { App } from "./app.js";
import { boot } from "./boot.js";
import { connect } from "./connection.js";
import { shared } from "./state.js";
import { watchTheRoom } from "./watch.js";

const place = /** @type {HTMLElement} */ (document.getElementById("room"));
place.replaceChildren();
render(h(App, {}), place);
watchTheRoom();
connect(boot);
effect(() => {
  if (shared.value?.meeting.status === "closed") location.assign(`/meetings/${boot.meeting}/summary`);
});
