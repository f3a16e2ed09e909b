import { useEffect, useRef, useState } from "preact/hooks";
import { copyText } from "../../shared/clipboard.js";
import { boot } from "../boot.js";
import { can, shared } from "../state.js";
import { Dialog } from "../ui/dialog.js";
import { html } from "../ui/html.js";

const FAILED = "The link could not be fetched. Close this and try again in a moment.";

/**
 * @param {boolean} [renew] whether to end the link and make a new one
 * @returns {Promise<{url: string, qr: string}>} `qr`: an SVG image
 */
async function fetchInvite(renew = false) {
  const headers = { "X-CSRFToken": boot.csrf, Accept: "application/json" };
  const path = `/room/${boot.meeting}/${renew ? "link" : "invite"}`;
  const answer = await fetch(path, { method: renew ? "POST" : "GET", headers });
  const body = await answer.json();
  if (!answer.ok) throw new Error(body.message ?? FAILED);
  return body;
}

export function Invite() {
  const [invite, setInvite] = useState(/** @type {{url: string, qr: string} | undefined} */ (undefined));
  const [status, setStatus] = useState("");
  const [isAsking, setAsking] = useState(false);
  const link = useRef(/** @type {HTMLInputElement | null} */ (null));
  const showError = (error) =>
    setStatus(error instanceof TypeError || error instanceof SyntaxError ? FAILED : error.message);
  const load = (renew = false) =>
    fetchInvite(renew)
      .then((newInvite) => {
        setInvite(newInvite);
        setAsking(false);
        setStatus(renew ? "The old link has ended. This is the new one." : "");
      })
      .catch(showError);
  useEffect(() => {
    load();
  }, []);
  /** Without access to the clipboard the link is selected, ready to be copied. */
  const copy = async () => {
    link.current?.select();
    const isCopied = (await copyText(invite?.url ?? "")) || document.execCommand("copy");
    setStatus(isCopied ? "Copied." : "The link is marked. Copy it from there.");
  };
  return html`<${Dialog} title="Invite people">
    ${
      shared.value.meeting.locked
        ? html`<p class="notice">The room is locked: nobody new can join until it is opened again, under People.</p>`
        : html`<p class="quiet">Whoever opens this link types a name and is in. No account is needed.</p>`
    }
    ${
      invite &&
      html`
      <div class="copy"><input class="input" readonly aria-label="Link to join" value=${invite.url} ref=${link}
          onFocus=${(event) => event.target.select()} />
        <button type="button" class="button button-main" onClick=${copy}>Copy</button></div>
      <div class="qr" role="img" aria-label="The link as a QR code"
        dangerouslySetInnerHTML=${{ __html: invite.qr }}></div>`
    }
    <p role="status" class="small">${status}</p>
    <p class="small"><a href=${`/room/${boot.meeting}/screen`} target="_blank" rel="noopener">Show it large, with a short
      address, on a shared screen</a></p>
    ${
      can("lock_room") &&
      html`<p class="small quiet">
      <button type="button" class="link-button" aria-describedby="new-link"
        onClick=${() => (isAsking ? load(true) : setAsking(true))} onBlur=${() => setAsking(false)}
        >${isAsking ? "Press again to end the old link" : "Make a new link"}</button>${" "}
      <span id="new-link">Whoever has the old one can then no longer join. Who is here stays.</span></p>`
    }
  <//>`;
}
