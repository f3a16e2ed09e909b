import assert from "node:assert/strict";
import test from "node:test";
import { openNotices } from "../../static/js/room/notice-list.js";

const MINUTE_MS = 60_000;

/** @param {import("node:test").TestContext} context */
function opened({ mock }) {
  mock.timers.enable({ apis: ["setTimeout"] });
  const seen = { text: "" };
  const notices = openNotices((text) => {
    seen.text = text;
  });
  return { seen, notices, wait: () => mock.timers.tick(MINUTE_MS) };
}

test("a refusal goes by itself, and with the next command", (context) => {
  const { seen, notices, wait } = opened(context);
  notices.show("The room is full.");
  assert.equal(seen.text, "The room is full.");
  wait();
  assert.equal(seen.text, "");
  notices.show("The room is full.");
  notices.show("");
  assert.equal(seen.text, "");
});

test("somebody's words stay until they close them, whatever is sent or refused", (context) => {
  const { seen, notices, wait } = opened(context);
  notices.show("The theme is gone. You wrote: “One”", true);
  notices.show("");
  notices.show("The theme is gone. You wrote: “Two”", true);
  notices.show("The room is full.");
  assert.deepEqual(seen.text.split("\n"), [
    "The theme is gone. You wrote: “One”",
    "The theme is gone. You wrote: “Two”",
    "The room is full.",
  ]);
  wait();
  assert.match(seen.text, /“One”\n.*“Two”$/);
  notices.close();
  assert.equal(seen.text, "");
});
