import { useEffect, useState } from "preact/hooks";
import { ask } from "../beside-socket.js";
import { formatPlanned, joinNames } from "../format.js";
import { inOrder } from "../lists.js";
import { plannedSeconds, shared } from "../state.js";
import { html } from "../ui/html.js";

/** The short address ends some time after it was last asked for. */
const ASK_AGAIN_MS = 60_000;

/** @typedef {{qr: string, address: string}} WayIn `qr`: an SVG image */

function useInvitation() {
  const [invitation, setInvitation] = useState(/** @type {WayIn | undefined} */ (undefined));
  useEffect(() => {
    // Without a connection the last one stays.
    const load = () => ask("short-link", {}).then(setInvitation, () => {});
    load();
    const timer = setInterval(load, ASK_AGAIN_MS);
    return () => clearInterval(timer);
  }, []);
  return invitation;
}

/** The way in, for people with a phone in their hand. */
function Invitation() {
  const invitation = useInvitation();
  const isNamed = shared.value.meeting.secrecy === "named";
  if (shared.value.meeting.locked)
    return html`<p>The room is locked: nobody new can join until it is opened again.</p>`;
  if (!invitation) return null;
  return html`<div class="screen-qr" role="img" aria-label="The link as a QR code"
      dangerouslySetInnerHTML=${{ __html: invitation.qr }}></div>
    <div><p class="quiet">Point your phone at the square, or go to</p>
      <p class="screen-address">${invitation.address}</p>
      <p>No account needed. A name is enough, and ${
        isNamed
          ? "once the cards are shown, each has its writer’s name on it"
          : "nobody sees whose card is whose"
      }.</p>
      <${PeopleHere} /></div>`;
}

function PeopleHere() {
  const names = inOrder(shared.value.seats)
    .filter((seat) => seat.here)
    .map((seat) => seat.name);
  return html`<p><span class="quiet">Here so far: </span><span dir="auto">${joinNames(names) || "nobody yet"}</span></p>`;
}

/** How the time will be spent. */
function Plan() {
  const { planned_failure_ms: failure, planned_learning_ms: learning } = shared.value.ledger;
  const share = Math.round((100 * failure) / Math.max(1, failure + learning));
  return html`<section class="meter" aria-label="How the time will be spent">
    <div class="meter-track" aria-hidden="true" style=${{ "--failure": share, "--learning": 100 - share }}>
      <span class="meter-failure"></span><span class="meter-learning"></span></div>
    <dl class="meter-legend">
      <div><dt><span class="dot dot-full dot-failure"></span>The failure</dt><dd>${share}\u202f%</dd></div>
      <div><dt><span class="dot dot-full"></span>Learning</dt><dd>${100 - share}\u202f%</dd></div></dl></section>`;
}

export function Lobby() {
  const { meeting, ledger } = shared.value;
  const planned = (/** @type {number} */ ms) => formatPlanned(ms / 1000);
  return html`<header class="screen-head">
      <div><p class="quiet">We begin when <bdi>${meeting.leader || "the facilitator"}</bdi> starts the clock</p>
        <h1 dir="auto">${meeting.title}</h1></div>
      <div class="screen-time"><p class="clock">${formatPlanned(plannedSeconds())}</p>
        <p class="quiet">${planned(ledger.planned_failure_ms)} on the failure,${" "}
          ${planned(ledger.planned_learning_ms)} on what it teaches us</p></div></header>
    <main id="main" class="screen-main screen-door" tabindex="-1"><${Invitation} /></main>
    <${Plan} />`;
}
