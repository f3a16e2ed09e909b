import { html } from "./html.js";

/**
 * A box to tick for something that this browser has on or off.
 * @param {{of: ReturnType<typeof import("../kept-switch.js").keptSwitch>, children: any}} props
 */
export const Check = ({ of, children }) => html`<label class="check">
  <input type="checkbox" checked=${of.isOn.value} onChange=${of.toggle} />${" "}<span>${children}</span></label>`;
