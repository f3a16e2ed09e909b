/**
 * The room's own matcher, for tests/meeting/test_wording.py: reads `{rules, texts: [{field, lines}], names}` as JSON and
 * writes for each text the hint that it gets, or null.
 */

import { readFileSync } from "node:fs";
import { wordingHint } from "../../static/js/room/wording.js";

const { rules, texts, names } = JSON.parse(readFileSync(0, "utf8"));
const found = texts.map(({ field, lines }) => wordingHint(field, lines, rules, names) ?? null);
process.stdout.write(JSON.stringify(found));
