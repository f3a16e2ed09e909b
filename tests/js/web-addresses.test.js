import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { splitAtAddresses } from "../../static/js/room/web-addresses.js";

/** @type {[string, string[]][]} a text, and the addresses in it */
const CASES = JSON.parse(readFileSync(new URL("../web-addresses.json", import.meta.url), "utf8"));

test("the addresses in a text are those that the server finds", () => {
  for (const [text, addresses] of CASES) {
    const parts = splitAtAddresses(text);
    const found = parts.filter((part) => part.isAddress).map((part) => part.text);
    assert.deepEqual(found, addresses, text);
    assert.equal(parts.map((part) => part.text).join(""), text);
  }
});

test("no text takes for ever", () => {
  for (const text of ["http://a/(", "http://a/[(", "http://", "."]) {
    splitAtAddresses(`http://a${text.repeat(20_000)}@`);
    splitAtAddresses(`http://a/${text.repeat(20_000)}`);
  }
});
