// @ts-check
/** Holds the delivery and this window together. */
import { Api, capabilityIn } from './api.js';
import { blankDigits, relabel, render, stopShownAt } from './render.js';
import { ServerClock, Showing, Taps } from './showing.js';
import { Stream } from './stream.js';
import { stateOf, viewOf, viewWithout } from './view.js';
import { textsOf } from './words.js';

const SLOW_MS = 3000;
const STOP_GUARD_MS = 700;
const VIBRATIONS = /** @type {Record<string, number[]>} */ ({ accepted: [400], wrong: [150, 100, 150], refused: [100, 80, 100, 80, 100], none: [] });

let texts = JSON.parse(document.getElementById('texts')?.textContent ?? '{}');
const chosen = new URLSearchParams(location.search).get('lang');
const capability = capabilityIn(location.hash);
const api = new Api(capability ?? '');
const clock = new ServerClock();

/** @type {Tracking | null} */ let tracking = null;
/** What the stream told since. @type {{ id: number, event: Happened }[]} */ let fresh = [];
/** Of both. @type {Happened[]} */ let events = [];
let without = capability ? 'opening' : 'partial';
let [isObjecting, isByUser] = [false, false];
/** When the clock alone changes the state. */ let boundary = Infinity;
/** Said until the state changes; and what will be said with the next answer. */ let [note, notedIn, noteToCome] = ['', '', ''];
let lastResult = '';

const showing = new Showing(api, clock, { blank: () => { blankDigits(); paint(); }, answer: (answer) => take(answer, true) });
const taps = new Taps(api, showing);
const stream = new Stream(api, clock, { message: hear, answer: take });

/** @param {string} key */
const say = (key) => { [note, notedIn] = [key, '']; };

/** @param {Message} message */
function hear(message) {
  const [id, event] = [Number(message.id), JSON.parse(message.data)];
  if (id <= (tracking?.last_event ?? Infinity)) return;
  fresh.push({ id, event });
  events = [...events, event];
  if (event.kind === 'renewed' || event.kind === 'unlocked') noteToCome = 'renewed';
  if (event.kind === 'hidden' && showing.live && Date.parse(event.at) < Date.parse(showing.live.until)) {
    say('hidden.other');
    showing.blank();
  }
  stream.wantNews();
  tick();
}

/** @param {Answer} answer @param {boolean} [isOwn] */
function take(answer, isOwn = false) {
  if (answer.kind === 'dead') return die();
  if (answer.kind === 'conflict') return stream.wantNews();
  if (answer.kind !== 'tracking') return stream.fail(answer.kind === 'busy' ? answer.seconds : 0);
  const next = answer.tracking;
  // An answer that was overtaken on its way says nothing about now.
  if (tracking && next.last_event < tracking.last_event && next.now < tracking.now) return;
  if (tracking?.code && next.code && next.code_release === 'on_issue' && next.code !== tracking.code) noteToCome = 'renewed';
  if (noteToCome) say(noteToCome);
  noteToCome = '';
  if (!tracking && next.language && !chosen) void speak(next.language.split('-')[0].toLowerCase());
  [tracking, without] = [next, ''];
  clock.set(next.now);
  stream.prove(true);
  fresh = fresh.filter(({ id }) => id > next.last_event);
  events = [...next.events, ...fresh.map(({ event }) => event)];
  boundary = Math.min(...[next.showing?.until, next.doorstep?.closes_at, next.contest_until, next.expires_at]
    .map((at) => Date.parse(at ?? '')).filter((at) => at > clock.now()));
  showing.take(next, isOwn);
  paint();
}

/** The link opens nothing any more: nothing of the delivery stays on the screen. */
function die() {
  stream.stop();
  showing.blank();
  [tracking, without] = [null, 'dead'];
  paint();
}

function tick() {
  if (clock.now() > boundary) {
    boundary = Infinity;
    stream.wantNews();
  }
  stream.tick({ isShown: showing.live !== null, isInVisit: !!tracking?.doorstep });
  paint();
}

function paint() {
  if (!tracking) return render(viewWithout(without, without === 'opening' && performance.now() > SLOW_MS ? 'slow' : '', texts), false);
  const { isStopping } = taps;
  const { isStale, provedTime, mode, busyS } = stream;
  const here = { digits: isStopping ? null : showing.digits, isHiding: showing.isHiding, isObjecting, isStopping, isStale, provedTime, mode, busyS, note };
  const scene = { t: tracking, events, here, now: clock.now(), texts };
  const state = stateOf(scene);
  if (notedIn && notedIn !== state) here.note = note = '';
  notedIn = note && state;
  const view = viewOf(scene);
  const { kind, key } = view.result ?? { kind: 'stale', key: '' };
  if (kind !== 'stale') {
    // Browsers refuse to vibrate before the first tap, and complain.
    if (lastResult && key !== lastResult && tracking.doorstep && navigator.userActivation?.hasBeenActive) navigator.vibrate?.(VIBRATIONS[kind]);
    lastResult = key;
  }
  render(view, isByUser);
  isByUser = false;
}

/** @param {string} act @param {object} [body] */
async function tap(act, body) {
  if (act === 'stop' && performance.now() - stopShownAt < STOP_GUARD_MS) return;
  const answer = await taps.tap(act, body);
  if (!answer) return;
  say(answer.kind === 'failed' ? 'failed' : '');
  if (answer.kind === 'conflict') noteToCome = 'conflict';
  if (answer.kind === 'tracking') [isByUser, isObjecting] = [true, false];
  take(answer, true);
  tick();
}

/** What the window does by itself. @type {Record<string, () => void>} */
const MOVES = {
  hide: () => showing.hide(),
  uncover: () => showing.uncover(),
  object: () => { isObjecting = true; },
  back: () => { isObjecting = false; },
};

/** @param {string} language @param {boolean} [isChosen] */
async function speak(language, isChosen = false) {
  const isThere = document.querySelector(`[data-language="${CSS.escape(language)}"]`);
  const other = isThere && language !== document.documentElement.lang && await textsOf(language);
  if (!other) return;
  texts = other;
  if (isChosen) history.replaceState(null, '', `?lang=${language}${location.hash}`);
  relabel(texts, language);
  paint();
}

document.addEventListener('click', ({ target }) => {
  const { act = '', language } = /** @type {Element} */ (target).closest('button')?.dataset ?? {};
  if (language) void speak(language, true);
  else if (act in taps.acts) void tap(act);
  else if (act in MOVES) {
    isByUser = true;
    MOVES[act]();
    paint();
  }
});

document.getElementById('contest')?.addEventListener('submit', (submit) => {
  submit.preventDefault();
  const form = new FormData(/** @type {HTMLFormElement} */ (submit.target));
  void tap('contest', { kind: form.get('kind'), statement: form.get('statement') || undefined });
});

function look() {
  if (document.visibilityState !== 'visible') return stream.stop();
  if (without === 'dead') return;
  stream.start();
  if (tracking) stream.isStale = true;
  tick();
}

if (capability) {
  document.addEventListener('visibilitychange', look);
  addEventListener('pageshow', (event) => event.persisted && look());
  addEventListener('online', look);
  look();
}
addEventListener('hashchange', () => location.reload());
setInterval(tick, 250);
tick();
