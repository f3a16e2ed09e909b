import { signal } from "@preact/signals";
import { readItem, writeItem } from "../shared/storage.js";

const NAME = "facilitator:chime";
/** Whether the end of a stage is heard in this browser. */
export const chimes = signal(readItem(NAME) === "on");
/** @type {AudioContext | undefined} */
let audio;

export function toggleChime() {
  chimes.value = !chimes.value;
  writeItem(NAME, chimes.value ? "on" : "off");
  if (chimes.value) ring();
}

/** Two soft tones. */
export function ring() {
  if (!chimes.value) return;
  audio ??= new AudioContext();
  for (const [index, pitch] of [523.25, 659.25].entries()) {
    const [tone, gain, at] = [audio.createOscillator(), audio.createGain(), audio.currentTime + index * 0.25];
    tone.frequency.value = pitch;
    gain.gain.setValueAtTime(0, at);
    gain.gain.linearRampToValueAtTime(0.12, at + 0.03);
    gain.gain.exponentialRampToValueAtTime(0.001, at + 1.2);
    tone.connect(gain).connect(audio.destination);
    tone.start(at);
    tone.stop(at + 1.3);
  }
}
