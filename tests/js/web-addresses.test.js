import assert from "node:assert/strict";
import { test } from "node:test";
import { splitAtAddresses } from "../../static/js/room/web-addresses.js";

const addressesIn = (text) =>
  splitAtAddresses(text)
    .filter((part) => part.isAddress)
    .map((part) => part.text);

test("the parts together are the text", () => {
  for (const text of ["", "no link", "https://a.example", "a https://a.example/b, c http://d.example. e"]) {
    assert.equal(
      splitAtAddresses(text)
        .map((part) => part.text)
        .join(""),
      text,
    );
  }
});

test("an address ends where the sentence goes on", () => {
  const cases = {
    "See https://wiki.example/a.": ["https://wiki.example/a"],
    "(https://wiki.example/a)": ["https://wiki.example/a"],
    "(see https://wiki.example/a).": ["https://wiki.example/a"],
    "https://wiki.example/Rust_(fungus), read it": ["https://wiki.example/Rust_(fungus)"],
    "“https://wiki.example/a?b=c&d=e#f”": ["https://wiki.example/a?b=c&d=e#f"],
    "HTTP://A.example and https://b.example:8080/c": ["HTTP://A.example", "https://b.example:8080/c"],
    "https://例え.example/道。": ["https://例え.example/道"],
  };
  for (const [text, addresses] of Object.entries(cases)) assert.deepEqual(addressesIn(text), addresses, text);
});

test("only addresses of web pages are taken", () => {
  const others =
    "javascript:alert(1) ftp://a.example mailto:a@b.example www.a.example xhttps://a http:// https://[ data:,";
  assert.deepEqual(addressesIn(others), []);
});
