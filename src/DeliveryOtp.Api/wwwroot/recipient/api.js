// @ts-check
/** What the page asks of the service. The capability of the link is the credential; it is in no address that is sent. */

const READ_MS = 4000;
const TAP_MS = 8000;
const KEY_MS = 30_000;

/** @param {string} hash null: the link was cut off on its way */
export const capabilityIn = (hash) => /^#([A-Za-z0-9_-]{64})$/.exec(hash)?.[1] ?? null;

/** A key for a request that may be repeated; `crypto.randomUUID` is missing where the page came without TLS. */
const newKey = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, '0')).join('');

/** @param {Response} response */
export const waitOf = (response) => Math.max(1, Number(response.headers.get('Retry-After')) || 5);

export class Api {
  #headers;
  /** @type {Map<string, { key: string, at: number }>} */ #unanswered = new Map();

  /** @param {string} capability */
  constructor(capability) {
    this.#headers = { Authorization: `Bearer ${capability}` };
  }

  read() {
    return this.#ask('', { signal: AbortSignal.timeout(READ_MS) });
  }

  /**
   * A tap. It arrives even when the page is closed meanwhile, and one whose answer never came is the same tap for half a minute.
   * @param {string} act @param {object} [body]
   */
  async tap(act, body = {}) {
    const id = act + JSON.stringify(body);
    const kept = this.#unanswered.get(id);
    const { key, at } = kept && performance.now() - kept.at < KEY_MS ? kept : { key: newKey(), at: performance.now() };
    const answer = await this.#post(act, body, key);
    if (answer.kind === 'failed') this.#unanswered.set(id, { key, at });
    else this.#unanswered.delete(id);
    return answer;
  }

  /**
   * What stops the code is sent, with one key, until it is answered.
   * @param {string} act @param {object} body @param {() => boolean} isInVain
   */
  async insist(act, body, isInVain) {
    const key = newKey();
    for (let wait = 500; ; wait = Math.min(wait * 2, 4000)) {
      const answer = await this.#post(act, body, key);
      if ((answer.kind !== 'failed' && answer.kind !== 'busy') || isInVain()) return answer;
      await new Promise((resolve) => setTimeout(resolve, wait));
    }
  }

  /** @param {string} act @param {object} body @param {string} key */
  #post(act, body, key) {
    const headers = { ...this.#headers, 'Content-Type': 'application/json', 'Idempotency-Key': key };
    return this.#ask(`/${act}`, { method: 'POST', keepalive: true, body: JSON.stringify(body), headers, signal: AbortSignal.timeout(TAP_MS) });
  }

  /** @param {string} lastId @param {AbortSignal} signal */
  open(lastId, signal) {
    const headers = { ...this.#headers, Accept: 'text/event-stream', ...(lastId && { 'Last-Event-ID': lastId }) };
    return fetch('/v1/tracking/events', { headers, signal, cache: 'no-store', credentials: 'omit' });
  }

  /** @param {string} path @param {RequestInit} options @returns {Promise<Answer>} */
  async #ask(path, options) {
    try {
      const response = await fetch(`/v1/tracking${path}`, { headers: this.#headers, cache: 'no-store', credentials: 'omit', ...options });
      switch (response.status) {
        case 200: return { kind: 'tracking', tracking: await response.json() };
        case 401: case 404: return { kind: 'dead' };
        case 409: return { kind: 'conflict' };
        case 429: case 503: return { kind: 'busy', seconds: waitOf(response) };
        default: return { kind: 'failed' };
      }
    } catch {
      return { kind: 'failed' };
    }
  }
}

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
