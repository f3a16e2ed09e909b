/**
 * The secret questions with a few numbers to choose from. `ends`: what the lowest and the highest number mean.
 * @type {Record<"safety" | "roti", {title: string, scores: number[], ends: [string, string]}>}
 */
export const POLLS = {
  safety: {
    title: "How safe is it to speak openly here?",
    scores: [1, 2, 3, 4, 5],
    ends: ["I’d rather keep quiet", "I can say anything"],
  },
  roti: {
    title: "Was it worth your time?",
    scores: [0, 1, 2, 3, 4],
    ends: ["Time lost", "Far more than it cost"],
  },
};
