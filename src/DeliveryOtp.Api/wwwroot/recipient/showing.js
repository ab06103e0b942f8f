// @ts-check
/** Whether digits may be on this screen. Nothing else begins, extends or hides a showing (R9). */

/** Goes on from the last answer's `now`, whatever the phone's own clock says. */
export class ServerClock {
  #ahead = Date.now() - performance.now();

  /** @param {string} now of an answer */
  set(now) {
    this.#ahead = Date.parse(now) - performance.now();
  }

  /** @returns {number} milliseconds since 1970 */
  now() {
    return this.#ahead + performance.now();
  }
}

export class Showing {
  /** The showings that were hidden here: whatever answer is still on its way, their digits never come back. @type {Set<number>} */
  #over = new Set();
  /** Hides that the service has not confirmed yet. */
  #unsent = 0;
  #isUncovered = false;
  /** @type {Tracking | null} */ #tracking = null;
  /** @type {Promise<WakeLockSentinel | null> | null} */ #lock = null;

  /**
   * @param {import('./api.js').Api} api @param {ServerClock} clock
   * @param {{ blank: () => void, answer: (answer: Answer) => void }} on
   */
  constructor(api, clock, on) {
    this.api = api;
    this.clock = clock;
    this.on = on;
    document.addEventListener('visibilitychange', () => document.visibilityState === 'hidden' && this.hide());
    document.addEventListener('freeze', () => this.hide());
    addEventListener('pagehide', () => this.hide());
  }

  /** @param {Tracking} tracking @param {boolean} isOwn the answer to a tap here: it may have come after the page was left */
  take(tracking, isOwn) {
    this.#tracking = tracking;
    if (isOwn && document.visibilityState === 'hidden') this.hide();
  }

  /** The showing that lives and was not hidden here; null: none. */
  get live() {
    const showing = this.#tracking?.showing;
    return showing && !this.#over.has(showing.number) && this.clock.now() < Date.parse(showing.until) ? showing : null;
  }

  /** A hide is on its way, and until it is answered the digits may still be good. */
  get isHiding() {
    return this.#unsent > 0;
  }

  /** Under `on_issue` the digits are the recipient's all the time; the cover is the page's own affair. */
  get digits() {
    const tracking = this.#tracking;
    const mayShow = tracking?.code_release === 'on_arrival' ? this.live : this.#isUncovered && (!tracking?.doorstep || this.live);
    const digits = mayShow && document.visibilityState === 'visible' ? tracking?.code ?? null : null;
    this.#keepAwake(digits !== null);
    if (this.#isUncovered && digits === null && tracking?.doorstep) this.#isUncovered = false;
    return digits;
  }

  uncover() {
    this.#isUncovered = true;
  }

  /** "A courier is in front of me". */
  async begin() {
    const answer = await this.api.tap('reveals');
    if (answer.kind === 'tracking') this.#isUncovered = true;
    return answer;
  }

  /** "Keep showing". @returns {Promise<Answer>} */
  async keep() {
    return this.live ? this.api.tap('reveals', { showing: this.live.number }) : { kind: 'conflict' };
  }

  /** Takes the digits off the screen first, and asks for the end of their showing then: once each, until it is answered. */
  hide() {
    const showing = this.live;
    this.#isUncovered = false;
    if (showing) this.#over.add(showing.number);
    this.on.blank();
    this.#keepAwake(false);
    if (showing) void this.#send(showing);
  }

  /** Nothing is shown any more, whoever ends it. */
  blank() {
    if (this.live) this.#over.add(this.live.number);
    this.#isUncovered = false;
    this.on.blank();
  }

  /** @param {{ number: number, until: string }} showing */
  async #send(showing) {
    this.#unsent++;
    const answer = await this.api.insist('hides', { showing: showing.number }, () => this.clock.now() >= Date.parse(showing.until));
    this.#unsent--;
    this.on.answer(answer);
  }

  /** The phone must not lock itself in the middle of a hand-over; where it does, one tap brings the code back. @param {boolean} isShown */
  #keepAwake(isShown) {
    if (isShown === (this.#lock !== null)) return;
    void this.#lock?.then((lock) => lock?.release());
    this.#lock = isShown ? navigator.wakeLock?.request('screen').catch(() => null) ?? null : null;
  }
}

/** The taps that ask for something; the same one only once at a time. */
export class Taps {
  /** @type {Set<string>} */ #underWay = new Set();

  /** @param {import('./api.js').Api} api @param {Showing} showing */
  constructor(api, showing) {
    /** @type {Record<string, (body?: object) => Promise<Answer>>} */
    this.acts = {
      reveal: () => showing.begin(),
      keep: () => showing.keep(),
      denial: () => api.tap('denials'),
      receipt: () => api.tap('receipts'),
      contest: (body) => api.tap('contests', body),
      // Haste is the point: no question, the digits are gone at once, and it is sent until it is answered.
      stop: () => (showing.blank(), api.insist('reports', { kind: 'left_with_parcel' }, () => false)),
    };
  }

  get isStopping() {
    return this.#underWay.has('stop');
  }

  /** @param {string} act @param {object} [body] @returns {Promise<Answer | null>} null: it is under way already */
  async tap(act, body) {
    if (this.#underWay.has(act)) return null;
    this.#underWay.add(act);
    const answer = await this.acts[act](body);
    this.#underWay.delete(act);
    return answer;
  }
}
