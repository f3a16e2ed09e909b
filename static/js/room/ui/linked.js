import { shared } from "../state.js";
import { splitAtAddresses } from "../web-addresses.js";
import { html } from "./html.js";

/**
 * Somebody's words, in which addresses of web pages are links. Not for buttons and fields. In an anonymous meeting the
 * other page must not learn from which room somebody comes.
 * @param {{text: string}} props
 */
export function Linked({ text }) {
  const rel = `noopener nofollow${shared.value.meeting.secrecy === "anonymous" ? " noreferrer" : ""}`;
  return splitAtAddresses(text).map((part) =>
    part.isAddress
      ? html`<a href=${part.text} target="_blank" rel=${rel} dir="ltr" draggable=${false}>${part.text}</a>`
      : part.text,
  );
}
