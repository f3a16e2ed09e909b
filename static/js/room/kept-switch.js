import { signal } from "@preact/signals";
import { readItem, writeItem } from "../shared/storage.js";

/**
 * Something that this browser has on or off, and remembers.
 * @param {string} name that it is stored under
 * @param {"on" | "off"} [first] what it is until somebody changes it
 */
export function keptSwitch(name, first = "on") {
  const isOn = signal((readItem(name) ?? first) === "on");
  const toggle = () => {
    isOn.value = !isOn.value;
    writeItem(name, isOn.value ? "on" : "off");
  };
  return { isOn, toggle };
}
