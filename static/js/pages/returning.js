/** Waits for the room's answer to somebody who comes back from another device, and then shows the next page. */

const POLL_MS = 2000;

async function look() {
  try {
    const answer = await fetch(location.href, { headers: { Accept: "application/json" } });
    if (answer.ok && (await answer.json()).stand !== "waiting") return location.reload();
  } catch {
    // The server can't be reached just now. The next look may find it.
  }
  setTimeout(look, POLL_MS);
}

setTimeout(look, POLL_MS);
