/** What the server sends: the shared view, the private part, and the answers. See docs/wire.md. */
export type Id = string;
/** Collections are objects by id; `pos` is the order. */
export type Placed = { pos: number };
export type Of<T> = Record<Id, T & Placed>;

export interface Stage {
  kind: string;
  title: string;
  intro?: string;
  seconds: number;
  extra_seconds?: number;
  focus: Focus;
  state: "done" | "now" | "next";
  learning_ms?: number;
  failure_ms?: number;
}
export type Focus = "learning" | "failure";
export interface Clock {
  stage?: Id;
  focus?: Focus;
  drift?: boolean;
  running?: boolean;
  since?: number;
  emptied?: boolean;
  warn_seconds?: number;
}
export interface Ledger {
  planned_learning_ms: number;
  planned_failure_ms: number;
  learning_ms: number;
  failure_ms: number;
  budget_ms: number;
  forecast_share?: number;
}
export interface Seat {
  name: string;
  role: string;
  asker?: boolean;
  here?: boolean;
  hand?: number;
  owner?: boolean;
  gone_at?: number;
}
export interface Card {
  column: string;
  text: string;
  theme?: Id;
  author?: Id;
}
export interface Theme {
  name: string;
  cards?: number;
  votes?: number;
  seconds?: number;
  spent_ms?: number;
}
export interface Poll {
  open?: boolean;
  answered: number;
  of?: number;
  lost?: number;
  again?: boolean;
  counted?: number;
  final?: boolean;
  counts?: Record<string, number>;
  mean?: number;
  result?: string;
}
export interface Action {
  kind: "step" | "experiment";
  what?: string;
  hypothesis?: string;
  test?: string;
  signal?: string;
  owner?: string;
  due?: string;
  support?: string;
  learning?: Id;
}
/** An earlier entry of the log; `when` is its day. */
export interface Seen {
  title: string;
  when: string;
  outcome?: string;
  learning?: string;
}
/** An action of an earlier meeting, as it was at the start, and what the room decided about it. */
export interface Review {
  kind: "step" | "experiment";
  what: string;
  owner?: string;
  due?: string;
  state: string;
  worked?: string;
  came_of?: string;
  learned?: string;
  fixed?: boolean;
  decision?: string;
  new_due?: string;
  new_what?: string;
  why?: string;
}
export interface Meeting {
  id: Id;
  title: string;
  category: string;
  secrecy: "anonymous" | "named";
  status: "draft" | "running" | "paused" | "closed";
  minutes: number;
  votes: number;
  capacity: number;
  locked?: boolean;
  leader?: string;
  scheduled_at?: number;
  started_at?: number;
  closed_at?: number;
  entry?: Id;
}
export interface Shared {
  meeting: Meeting;
  clock: Clock;
  stages: Of<Stage>;
  ledger: Ledger;
  seats: Of<Seat>;
  chair?: { vacant_since?: number };
  statement?: string;
  rules?: Of<{ text: string }>;
  recount?: Record<string, string>;
  editing?: Record<string, { count: number; seats?: Of<object> }>;
  timeline?: Of<{ at: string; what: string }>;
  columns?: Of<{ title: string; hint?: string; counts_as?: string }>;
  writing?: { done: number; of: number };
  cards?: Of<Card>;
  themes?: Of<Theme>;
  polls?: Record<string, Poll>;
  discuss?: { theme?: Id; pos?: number; of: number };
  learnings?: Of<{ theme?: Id; text: string }>;
  parked?: Of<{ text: string }>;
  actions?: Of<Action>;
  /** By the id of a card or a learning, how many said each kind. */
  reactions?: Record<Id, Record<string, number>>;
  appreciations?: Of<{ kind: string; text: string }>;
  question?: { text: string };
  seen?: Of<Seen>;
  seen_now?: Id;
  reviews?: Of<Review>;
  turn?: string;
  limits?: Record<string, number>;
}
/** A rule of the wording helper; `field`: where it looks. */
export interface Hint {
  field: string;
  pattern: string;
  unless?: string;
  flags: string;
  sentence: string;
}
/** `from`: the tradition that asks in this way; `category`: of the meetings that it is for, if not for all. */
export interface QuestionGroup {
  purpose: string;
  category?: string;
  questions: { text: string; from: string }[];
}
/** What the page reads once; questions are by the kind of stage, examples by the category of a meeting. */
export interface Words {
  questions: Record<string, QuestionGroup[]>;
  hints: Hint[];
  examples: Record<string, Record<string, string>>;
}
export interface Me {
  seat: Id;
  name: string;
  role: string;
  asker?: boolean;
  can: string[];
  done?: boolean;
  ballots?: { safety?: number; roti?: number; thumb?: string; vote?: Record<Id, number> };
  votes_left?: number;
  returns?: { id: Id; seat: Id; number: number; until: number }[];
  loose_ends?: string[];
  readers?: string;
}
export type Answer = { ok: true; seq?: number } | { ok: false; code: string; message: string };
export type Data = Record<string, any>;

/**
 * A command that the server has not answered yet; this is what the outbox stores. `box` and `text`: the box
 * that gets the text back after a refusal. `until`: not sent after this instant. `quiet`: the caller shows a
 * refusal.
 */
export interface PendingCommand {
  id: Id;
  name: string;
  data: Data;
  box?: string;
  text?: string;
  until?: number;
  quiet?: boolean;
  /** Whether it was transmitted, so that the server may have it. */
  sent?: boolean;
  /** Whether it is a card that was written before the cards were shown. */
  forReveal?: boolean;
}
/** One seat's part of the browser's storage. */
export interface SeatStorage {
  /** `fallback`: given when nothing is stored */
  get(name: string, fallback: any): any;
  set(name: string, value: any): void;
  remove(name: string): void;
  /** Calls `onChange` when another tab has changed it, with what was stored before and after that. */
  watch(name: string, onChange: (before: any, after: any) => void): void;
}
