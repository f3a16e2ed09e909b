import { count } from "../../shared/format.js";
import { CommandButton } from "../ui/command-button.js";
import { html } from "../ui/html.js";

/**
 * What the facilitator can do with a poll: count it (which asks first while answers are missing), let it go on with the answers that it has, or ask anew.
 * @param {object} props
 * @param {string} props.name
 * @param {import("../types").Poll} props.poll
 * @param {string} props.countLabel
 * @param {string} props.moreLabel
 * @param {string} [props.anewLabel] none: it is asked anew elsewhere
 * @param {string} [props.confirm] the question before the answers go
 */
export function PollButtons({ name, poll, countLabel, moreLabel, anewLabel, confirm }) {
  if (poll.open) {
    const missing = (poll.of ?? 0) - poll.answered;
    const who = `${count(missing, "person", "people")} ${missing === 1 ? "has" : "have"}`;
    return html`<div class="row">
      <${CommandButton} command="close_poll" data=${{ poll: name }} className="button-small"
        confirm=${missing > 0 && `${who} not answered yet. ${countLabel} all the same`}>${countLabel}<//></div>`;
  }
  return html`<div class="row">
    ${
      !poll.final &&
      html`<${CommandButton} command="reopen_poll" data=${{ poll: name }} className="button-small">${moreLabel}<//>`
    }
    ${
      anewLabel &&
      html`<${CommandButton} command="reopen_poll" data=${{ poll: name, anew: true }} className="button-small"
      confirm=${confirm}>${anewLabel}<//>`
    }
  </div>`;
}
