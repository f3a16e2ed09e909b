import { signal } from "@preact/signals";
import { readItem, writeItem } from "../shared/storage.js";

const STORAGE_KEY = "facilitator:chime";
const PITCHES_HZ = [523.25, 659.25];
const TONE_GAP_S = 0.25;

/** Whether this browser rings at the end of a stage. */
export const chimeIsOn = signal(readItem(STORAGE_KEY) === "on");
/** @type {AudioContext | undefined} */
let audio;

export function toggleChime() {
  chimeIsOn.value = !chimeIsOn.value;
  writeItem(STORAGE_KEY, chimeIsOn.value ? "on" : "off");
  if (chimeIsOn.value) playChime();
}

/** Plays two soft tones, if the chime is on. */
export function playChime() {
  if (!chimeIsOn.value) return;
  audio ??= new AudioContext();
  for (const [index, pitch] of PITCHES_HZ.entries()) {
    const start = audio.currentTime + index * TONE_GAP_S;
    const [tone, volume] = [audio.createOscillator(), audio.createGain()];
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0, start);
    volume.gain.linearRampToValueAtTime(0.12, start + 0.03);
    volume.gain.exponentialRampToValueAtTime(0.001, start + 1.2);
    tone.connect(volume).connect(audio.destination);
    tone.start(start);
    tone.stop(start + 1.3);
  }
}
