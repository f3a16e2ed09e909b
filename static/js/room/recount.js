/** The texts of the recount, each with its title: in the room and on the shared screen. */
export const RECOUNT = [
  ["expected", "What we expected"],
  ["happened", "What happened"],
  ["impact", "What came of it"],
];
