// What the modules speak of, for whoever checks them (`tsc --checkJs`). No page asks for this file.

type Happened = {
  at: string;
  kind: string;
  outcome?: string;
  where?: 'at_your_door' | 'away_from_your_address' | 'unknown';
};

/** The answer of `GET /v1/tracking` and of each tap. */
type Tracking = {
  order_id: string;
  status: 'pending' | 'locked' | 'held' | 'delivered' | 'contested' | 'cancelled' | 'expired';
  language: string | null;
  code: string | null;
  code_state: 'visible' | 'hidden' | 'used' | 'dead';
  code_release: 'on_issue' | 'on_arrival';
  showing: { number: number; until: string; seconds: number } | null;
  doorstep: { opened_at: string; closes_at: string } | null;
  tries_left: number;
  now: string;
  expires_at: string;
  contest_until: string | null;
  held_because: 'recipient' | 'codes_used_up' | 'seller' | null;
  seller: string | null;
  time_zone: string;
  events: Happened[];
  last_event: number;
  refused: { count: number; first_at: string; last_at: string } | null;
  actions: string[];
};

type Answer =
  | { kind: 'tracking'; tracking: Tracking }
  | { kind: 'dead' | 'conflict' | 'failed' }
  | { kind: 'busy'; seconds: number };

/** Of the stream. */
type Message = { id: string; event: string; data: string };

type Texts = Record<string, string>;

/** What this window adds to the delivery. */
type Here = {
  digits: string | null;
  isHiding: boolean;
  isObjecting: boolean;
  isStopping: boolean;
  isStale: boolean;
  provedTime: number;
  mode: 'live' | 'reconnecting' | 'polling';
  busyS: number;
  note: string;
};

/** All that a view is made of. */
type Scene = { t: Tracking; events: Happened[]; here: Here; now: number; texts: Texts };

/** The box between headline and code. `checked` is what ticks. */
type Result = { kind: string; key: string; title: string; checked: string; lines: string[]; away: string };

type Button = { act: string; text: string; isMain: boolean };

/** What is on the screen, in words. */
type View = {
  state: string;
  title: string;
  pageTitle: string;
  sentences: string[];
  note: string;
  result: Result | null;
  toCome: Result[];
  digits: string | null;
  code: { until: string; left: string; share: number } | null;
  visit: string;
  visitMs: number;
  buttons: Button[];
  stop: '' | 'fixed' | 'quiet';
  stopText: string;
  order: string;
  line: string;
  history: { at: string; time: string; text: string }[];
  historyTitle: string;
};
