import assert from "node:assert/strict";
import test from "node:test";
import { newId } from "../../static/js/shared/ids.js";

test("ids are 22 characters of base64url and never the same", () => {
  const ids = new Set(Array.from({ length: 500 }, newId));
  assert.equal(ids.size, 500);
  for (const id of ids) assert.match(id, /^[A-Za-z0-9_-]{22}$/);
});
