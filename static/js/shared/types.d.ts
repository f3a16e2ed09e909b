/**
 * An earlier entry of the log that fits what is being written. `private`: only the person who reads this can
 * open the entry so far (told in the room only). `no_longer`: somebody noted that it is no longer true.
 */
export interface RecalledEntry {
  id: string;
  title: string;
  date: string;
  outcome: string;
  learning: string;
  /** How many of its actions worked, and how many did not, in words; "" if nobody said. */
  tried: string;
  private?: boolean;
  no_longer: boolean;
  /** Its sentence that is nearest to the text; "" where the learning says it. */
  reason: string;
}
