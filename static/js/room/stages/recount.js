import { RecountFields } from "../parts/recount-fields.js";
import { html } from "../ui/html.js";

export const Recount = () => html`<${RecountFields} />`;
