import { html } from "../ui/html.js";
import { RecountFields } from "../parts/recount-fields.js";

export const Recount = () => html`<${RecountFields} />`;
