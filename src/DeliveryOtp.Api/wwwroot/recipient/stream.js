// @ts-check
/** Server-sent events by fetch, since an EventSource can't send a credential; and how long there was no sign of life. */
import { waitOf } from './api.js';

/** @typedef {{ id: string, event: string, data: string }} Message */

/**
 * WHATWG HTML, 9.2.6. The pieces may be cut anywhere, in the middle of a line end as well.
 * @param {(message: Message) => void} onMessage @returns {(piece: string) => void}
 */
export function parser(onMessage) {
  let rest = '';
  let afterReturn = false;
  let [id, event, data] = ['', '', /** @type {string[]} */ ([])];

  /** @param {string} line */
  function take(line) {
    if (line === '') {
      if (data.length) onMessage({ id, event, data: data.join('\n') });
      [event, data] = ['', []];
      return;
    }
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'id' && !value.includes('\0')) id = value;
    else if (field === 'event') event = value;
    else if (field === 'data') data.push(value);
  }

  return (piece) => {
    // A line feed that belongs to the return at the end of the piece before is no line of its own.
    if (afterReturn && piece.startsWith('\n')) piece = piece.slice(1);
    if (piece === '') return;
    afterReturn = piece.endsWith('\r');
    const lines = (rest + piece).split(/\r\n|\r|\n/);
    rest = lines.pop() ?? '';
    lines.forEach(take);
  };
}

const SILENT_MS = 20_000;
const POLLING_RETRY_MS = 60_000;
const BACKOFF_MS = [2000, 4000, 8000];

/**
 * @typedef {{ proof: () => void, message: (message: Message) => void, dead: () => void, mode: (mode: 'live' | 'reconnecting' | 'polling') => void }} Listener
 */

/** Follows the stream for as long as the page is visible. */
export class Stream {
  #lastId = '';
  #failures = 0;
  #isOn = false;
  /** @type {AbortController | null} */ #connection = null;
  /** @type {(() => void) | null} */ #wake = null;

  /** @param {import('./api.js').Api} api @param {Listener} on */
  constructor(api, on) {
    this.api = api;
    this.on = on;
  }

  start() {
    if (this.#isOn) return this.#wake?.();
    this.#isOn = true;
    void this.#follow();
  }

  stop() {
    this.#isOn = false;
    this.#connection?.abort();
    this.#wake?.();
  }

  async #follow() {
    while (this.#isOn) {
      const wait = await this.#read();
      if (!this.#isOn || wait < 0) break;
      this.on.mode(wait >= POLLING_RETRY_MS ? 'polling' : 'reconnecting');
      await new Promise((resolve) => {
        const timer = setTimeout(resolve, wait);
        this.#wake = () => { clearTimeout(timer); resolve(undefined); };
      });
      this.#wake = null;
    }
    this.#isOn = false;
  }

  /** Until the connection ends. @returns {Promise<number>} the milliseconds to wait before the next one; below 0: never again */
  async #read() {
    const connection = this.#connection = new AbortController();
    let watchdog = setTimeout(() => connection.abort(), SILENT_MS);
    try {
      const response = await this.api.open(this.#lastId, connection.signal);
      if (response.status === 401 || response.status === 404) return this.on.dead(), -1;
      if (response.status === 429 || response.status === 503) return Math.max(POLLING_RETRY_MS, waitOf(response) * 1000);
      if (response.ok && response.body) {
        const feed = parser((message) => { this.#lastId = message.id; this.on.message(message); });
        const [reader, decoder] = [response.body.getReader(), new TextDecoder()];
        for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
          clearTimeout(watchdog);
          watchdog = setTimeout(() => connection.abort(), SILENT_MS);
          this.#failures = 0;
          this.on.proof();
          this.on.mode('live');
          feed(decoder.decode(chunk.value, { stream: true }));
        }
      }
    } catch {
      // Aborted, cut off or never there: the same to whoever waits for news.
    } finally {
      clearTimeout(watchdog);
    }
    const failures = this.#failures++;
    return failures < BACKOFF_MS.length ? BACKOFF_MS[failures] * (0.7 + Math.random() * 0.6) : POLLING_RETRY_MS;
  }
}
