/**
 * The main path: what everybody does in a meeting, from its link to the summary. Ben has the browser and soon leads;
 * Ana takes part by wire. Elements are found by their roles and names, as people find them.
 */

const CARD = "The stop switch was behind the door";
const OTHER_CARD = "Nobody knew whom to call";
const THEME = "Whom to call";
const COMPOSED = "扉";
const SUMMARY = /\/meetings\/[^/]+\/summary$/;

/**
 * @param {import("./person.js").Person} ben
 * @param {import("./companion.js").Companion} ana she has the chair at first
 * @param {string} link the meeting's
 */
export async function walk(ben, ana, link) {
  await joins(ben, ana, link);
  await setsTheFrame(ben, ana);
  await saysWhatHappened(ben);
  await writes(ben, ana);
  await putsTogether(ben);
  await votes(ben, ana);
  await talksItThrough(ben, ana);
  await decides(ben, ana);
  await closes(ben);
}

async function joins(ben, ana, link) {
  await ben.opens(link);
  await ben.looks("join");
  await ben.fills("Your name", "Ben");
  await ben.presses("Join");
  await ben.sees("You are in. It starts soon.");
  await ana.send("hand_over", { seat: await ana.seatOf("Ben") });
  await ben.sees("You lead the room now");
  await ben.looks("lobby");
}

async function setsTheFrame(ben, ana) {
  await ben.presses("Start");
  await ben.isAt("Set the frame");
  await ben.presses("4", "How safe is it");
  await ana.send("answer_safety", { score: 5 });
  await ben.sees("2 of 2 answered");
  await ben.looks("frame");
}

async function saysWhatHappened(ben) {
  await ben.presses("Next: What happened");
  await ben.isAt("What happened");
  await ben.writes("When and what", "23:31 The lift stops");
  await ben.sees("The lift stops");
  await ben.looks("recount");
}

/** A half-written card survives a reload; the Enter that ends a composition does not send one, in either order. */
async function writes(ben, ana) {
  const [box, other] = ["Add a card: What drove it", "Add a card: What worked"];
  await ben.presses("Next: Write alone");
  await ben.isAt("Write alone");
  await ben.fills(box, CARD.slice(0, 15));
  await ben.reloads();
  await ben.isAt("Write alone");
  await ben.holds(box, CARD.slice(0, 15));
  await ben.fills(box, CARD.slice(15));
  await ben.pressesEnter(box);
  await ben.sees(CARD);
  await ben.chooses(`What you can do with the card “${CARD}”`, "Move to “What surprised us”");
  await ben.fills(other, COMPOSED);
  await ben.composes(other, "Enter");
  await ben.composes(other, "Escape");
  await ben.holds(other, COMPOSED);
  await ben.pressesEnter(other);
  await ben.holds(other, "");
  await ben.hasInView(other);
  await ana.send("add_card", { card: ana.newId(), key: ana.newId(), column: "surprise", text: OTHER_CARD });
  await ben.looks("reflect");
}

async function putsTogether(ben) {
  await ben.presses("Show the cards");
  await ben.presses("Show the cards now");
  await ben.isAt("Put together");
  await ben.sees(OTHER_CARD);
  await ben.ticks(`Select “${CARD}”`);
  await ben.ticks(`Select “${OTHER_CARD}”`);
  await ben.presses("New theme", "Selected cards");
  await ben.writes("Name of the theme", THEME);
  await ben.sees("2 cards");
  await ben.looks("group");
}

async function votes(ben, ana) {
  await ben.presses("Next: Vote");
  await ben.isAt("Vote");
  await ben.presses("Give one vote", `Your votes for ${THEME}`);
  await ana.send("cast_vote", { theme: await ana.themeOf(THEME) });
  await ben.sees("2 of 2 have voted");
  await ben.looks("vote");
  await ben.presses("Count the votes");
}

async function talksItThrough(ben, ana) {
  await ben.presses("Next: Talk it through");
  await ben.isAt(THEME);
  await ana.send("declare_drift");
  await ben.sees("You are back on the failure.");
  await ana.send("end_drift");
  // What is below that line moves when it goes, and a press would miss it.
  await ben.noLongerSees("You are back on the failure.");
  await ben.presses("Write what this teaches us");
  await ben.fills("We believed", "that somebody knows");
  await ben.fills("we saw", "that nobody did");
  await ben.fills("so next time we", "write it beside the switch");
  await ben.presses("Keep this learning");
  await ben.sees("write it beside the switch");
  await ben.looks("discuss");
}

async function decides(ben, ana) {
  await ben.presses("Next: Decide");
  await ben.isAt("Decide");
  await ben.presses("Without a learning");
  await ben.fills("What we will do", "Put the number beside the switch");
  await ben.fills("Who looks after it if known", "Ben");
  await ben.presses("Add the step");
  await ben.sees("Put the number beside the switch");
  await ana.send("park", { item: ana.newId(), text: "Who pays for the stairs?" });
  await ben.looks("commit");
}

async function closes(ben) {
  await ben.presses("Next: Celebrate and close");
  await ben.isAt("Celebrate and close");
  await ben.looks("celebrate");
  await ben.presses("Close the meeting");
  await ben.presses("Close anyway", "Close the meeting");
  await ben.isAddressed(SUMMARY);
  for (const words of ["write it beside the switch", "Put the number beside the switch", CARD, OTHER_CARD]) {
    await ben.sees(words);
  }
  await ben.looks("summary");
}
