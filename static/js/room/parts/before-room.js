/** What was put before the room: in the stage, and as a line in the foot while one has scrolled away from it. */

import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { beforeTheRoom } from "../state.js";
import { html } from "../ui/html.js";
import { ShownEntry } from "./earlier-entries.js";
import { Question } from "./question.js";

/** What covers the upper and lower end of the window: bar, rail and foot. */
const COVERED = "-90px 0px";

const isInSight = signal(true);
const place = { current: /** @type {HTMLElement | null} */ (null) };

export function BeforeTheRoom() {
  useEffect(() => {
    const observer = new IntersectionObserver(
      ([entry]) => {
        isInSight.value = entry.isIntersecting;
      },
      { rootMargin: COVERED },
    );
    if (place.current) observer.observe(place.current);
    return () => observer.disconnect();
  }, []);
  return html`<div class="stack" tabindex="-1" ref=${place}><${Question} /><${ShownEntry} /></div>`;
}

/** A press leads to it. */
export function BeforeTheRoomLine() {
  const text = beforeTheRoom.value;
  if (!text || isInSight.value) return null;
  const show = () => {
    place.current?.scrollIntoView({ block: "center" });
    place.current?.focus({ preventScroll: true });
  };
  return html`<button type="button" class="foot-room" onClick=${show}>
    <span class="small quiet">Before the room</span>${" "}<span class="serif" dir="auto">${text}</span></button>`;
}
