import { keptSwitch } from "./kept-switch.js";

const PITCHES_HZ = [523.25, 659.25];
const TONE_GAP_S = 0.25;

/** Whether this browser rings at the end of a stage. */
export const chime = keptSwitch("facilitator:chime", "off");
/** @type {AudioContext | undefined} */
let audio;

export function toggleChime() {
  chime.toggle();
  playChime();
}

/** Plays two soft tones, if the chime is on. */
export function playChime() {
  if (!chime.isOn.value) return;
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
