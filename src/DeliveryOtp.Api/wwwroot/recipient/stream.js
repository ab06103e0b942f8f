// @ts-check
/** How the page learns what happens: the stream, the answers beside it, and how long there was neither. */
import { parser, waitOf } from './api.js';

const SILENT_MS = 20_000;
const SILENT_SHOWN_MS = 5000;
const NEWS_MS = 2000;
const POLLING_RETRY_MS = 60_000;
const BACKOFF_MS = [2000, 4000, 8000];
const READ_AGAIN_MS = [0, 1000, 2000, 4000];

export class Stream {
  /** @type {'live' | 'reconnecting' | 'polling'} */ mode = 'reconnecting';
  /** Nobody may read "no attempt" from what is on the screen. */
  isStale = false;
  /** The service's clock at the last sign of life. */
  provedTime = 0;
  #needsAnswer = true;
  #wantsNews = true;
  #isAsking = false;
  #isOn = false;
  #lastId = '';
  #readFailures = 0;
  #streamFailures = 0;
  #provedAt = performance.now();
  #askedAt = -NEWS_MS;
  #failedAt = 0;
  #busyUntil = 0;
  /** @type {AbortController | null} */ #connection = null;
  /** @type {(() => void) | null} */ #wake = null;

  /**
   * @param {import('./api.js').Api} api @param {import('./showing.js').ServerClock} clock
   * @param {{ message: (message: Message) => void, answer: (answer: Answer) => void }} on
   */
  constructor(api, clock, on) {
    this.api = api;
    this.clock = clock;
    this.on = on;
  }

  get busyS() {
    return Math.max(0, Math.ceil((this.#busyUntil - performance.now()) / 1000));
  }

  /** The page is visible again: only an answer says what happened meanwhile. */
  start() {
    [this.#needsAnswer, this.#wantsNews, this.#readFailures] = [true, true, 0];
    if (this.#isOn) this.#wake?.();
    else void this.#follow();
    this.#isOn = true;
  }

  stop() {
    [this.#isOn, this.#needsAnswer, this.isStale] = [false, true, true];
    this.#connection?.abort();
    this.#wake?.();
  }

  wantNews() {
    this.#wantsNews = true;
  }

  /** Any byte or answer. */
  prove(isAnswer = false) {
    [this.#provedAt, this.provedTime, this.#readFailures] = [performance.now(), this.clock.now(), 0];
    if (isAnswer) this.#needsAnswer = false;
    this.isStale = this.#needsAnswer;
  }

  /** @param {number} seconds that the service asks to wait */
  fail(seconds) {
    [this.#failedAt, this.#readFailures] = [performance.now(), this.#readFailures + 1];
    this.#busyUntil = seconds && this.#failedAt + seconds * 1000;
  }

  /** @param {{ isShown: boolean, isInVisit: boolean }} need what is at stake */
  tick({ isShown, isInVisit }) {
    const now = performance.now();
    const silent = now - this.#provedAt;
    if (!navigator.onLine || silent >= SILENT_MS || (this.#readFailures > 0 && isShown && silent >= SILENT_SHOWN_MS)) this.isStale = true;
    const period = this.mode === 'polling' ? (isInVisit ? NEWS_MS : 10_000) : isShown ? SILENT_SHOWN_MS : SILENT_MS - 3000;
    const again = READ_AGAIN_MS[Math.min(this.#readFailures, READ_AGAIN_MS.length) - 1];
    const due = this.#readFailures ? this.#failedAt + again : this.#wantsNews ? this.#askedAt + NEWS_MS : Math.max(this.#askedAt, this.#provedAt) + period;
    if (this.#isOn && !this.#isAsking && now >= Math.max(due, this.#busyUntil)) void this.#ask();
  }

  async #ask() {
    [this.#isAsking, this.#wantsNews, this.#askedAt] = [true, false, performance.now()];
    this.on.answer(await this.api.read());
    this.#isAsking = false;
  }

  async #follow() {
    this.#isOn = true;
    while (this.#isOn) {
      const wait = await this.#read();
      if (!this.#isOn) return;
      this.mode = wait >= POLLING_RETRY_MS ? 'polling' : 'reconnecting';
      await new Promise((resolve) => {
        const timer = setTimeout(resolve, wait);
        this.#wake = () => { clearTimeout(timer); resolve(undefined); };
      });
    }
  }

  /** Until the connection ends. @returns {Promise<number>} the milliseconds to wait before the next one */
  async #read() {
    const connection = this.#connection = new AbortController();
    const abort = () => connection.abort();
    let watchdog = setTimeout(abort, SILENT_MS);
    try {
      const response = await this.api.open(this.#lastId, connection.signal);
      if (response.status === 401 || response.status === 404) return this.on.answer({ kind: 'dead' }), POLLING_RETRY_MS;
      if (response.status === 429 || response.status === 503) return Math.max(POLLING_RETRY_MS, waitOf(response) * 1000);
      if (response.ok && response.body) {
        const take = parser((message) => { this.#lastId = message.id; this.on.message(message); });
        const [reader, decoder] = [response.body.getReader(), new TextDecoder()];
        for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
          clearTimeout(watchdog);
          watchdog = setTimeout(abort, SILENT_MS);
          [this.mode, this.#streamFailures] = ['live', 0];
          this.prove();
          take(decoder.decode(chunk.value, { stream: true }));
        }
      }
    } catch {
      // Aborted, cut off or never there: the same to whoever waits for news.
    } finally {
      clearTimeout(watchdog);
    }
    return this.#streamFailures < BACKOFF_MS.length ? BACKOFF_MS[this.#streamFailures++] * (0.7 + Math.random() * 0.6) : POLLING_RETRY_MS;
  }
}
