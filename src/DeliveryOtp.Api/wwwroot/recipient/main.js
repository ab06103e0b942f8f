// @ts-check
/** Holds the delivery and this window together. */
import { Api, ServerClock, capabilityIn } from './api.js';
import { blankDigits, relabel, render, stopShownAt } from './render.js';
import { Showing } from './showing.js';
import { Stream } from './stream.js';
import { stateOf, viewOf, viewWithout } from './view.js';

/** @typedef {import('./api.js').Tracking} Tracking @typedef {import('./api.js').Answer} Answer */

const STALE_MS = 20_000;
const STALE_SHOWN_MS = 5000;
const NEWS_MS = 2000;
const RETRY_MS = [0, 1000, 2000, 4000];
const STOP_GUARD_MS = 700;
const VIBRATIONS = /** @type {Record<string, number[]>} */ ({ accepted: [400], wrong: [150, 100, 150], refused: [100, 80, 100, 80, 100] });

let texts = JSON.parse(document.getElementById('texts')?.textContent ?? '{}');
const chosen = new URLSearchParams(location.search).get('lang');
const capability = capabilityIn(location.hash);
const api = new Api(capability ?? '');
const clock = new ServerClock();
const started = performance.now();

/** @type {Tracking | null} */ let tracking = null;
/** What the stream told since. @type {{ id: number, event: import('./api.js').Happened }[]} */ let fresh = [];
let without = capability ? 'opening' : 'partial';
/** @type {'live' | 'reconnecting' | 'polling'} */ let mode = 'reconnecting';
let [isObjecting, isStale, needsAnswer, isByUser, isAsking, wantsNews] = [false, false, true, false, false, true];
let [provedAt, provedTime, askedAt, failedAt, failures, busyUntil, boundary] = [started, 0, -NEWS_MS, 0, 0, 0, Infinity];
let [note, notedIn, lastResult] = ['', '', ''];
/** @type {Set<string>} */ const underWay = new Set();

const showing = new Showing(api, clock, { blank: () => { blankDigits(); paint(); }, answer: (answer) => take(answer, true) });
const stream = new Stream(api, { proof, dead: die, message: hear, mode: (now) => { mode = now; } });

/** Any byte or answer; but after the page was away only an answer says what happened meanwhile. @param {boolean} [isAnswer] */
function proof(isAnswer = false) {
  [provedAt, provedTime, failures] = [performance.now(), clock.now(), 0];
  if (isAnswer) needsAnswer = false;
  isStale = needsAnswer;
}

/** @param {import('./stream.js').Message} message */
function hear(message) {
  const [id, event] = [Number(message.id), JSON.parse(message.data)];
  if (id <= (tracking?.last_event ?? Infinity)) return;
  fresh.push({ id, event });
  if (event.kind === 'renewed' || event.kind === 'unlocked') [note, notedIn] = ['renewed', ''];
  if (event.kind === 'hidden' && showing.live && Date.parse(event.at) < Date.parse(showing.live.until)) {
    [note, notedIn] = ['hidden.other', ''];
    showing.blank();
  }
  wantsNews = true;
  tick();
}

/** @param {Answer} answer @param {boolean} [isOwn] */
function take(answer, isOwn = false) {
  if (answer.kind === 'dead') return die();
  if (answer.kind === 'conflict') return void (wantsNews = true);
  if (answer.kind !== 'tracking') {
    [failedAt, failures] = [performance.now(), failures + 1];
    if (answer.kind === 'busy') busyUntil = failedAt + answer.seconds * 1000;
    return;
  }
  const next = answer.tracking;
  // An answer that was overtaken on its way says nothing about now.
  if (tracking && next.last_event < tracking.last_event) return;
  if (tracking?.code && next.code_release === 'on_issue' && next.code && next.code !== tracking.code) [note, notedIn] = ['renewed', ''];
  if (!tracking && next.language && !chosen) void speak(next.language.split('-')[0].toLowerCase());
  [tracking, without] = [next, ''];
  clock.set(next.now);
  proof(true);
  fresh = fresh.filter(({ id }) => id > next.last_event);
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

async function ask() {
  [isAsking, wantsNews, askedAt] = [true, false, performance.now()];
  take(await api.read());
  isAsking = false;
}

function tick() {
  const now = performance.now();
  const silent = now - provedAt;
  if (!navigator.onLine || silent >= STALE_MS || (failures > 0 && showing.live && silent >= STALE_SHOWN_MS)) isStale = true;
  if (clock.now() > boundary) [boundary, wantsNews] = [Infinity, true];
  const period = mode === 'polling' ? (tracking?.doorstep ? 2000 : 10_000) : showing.live ? 5000 : 17_000;
  const due = failures > 0 ? failedAt + RETRY_MS[Math.min(failures, RETRY_MS.length) - 1] : wantsNews ? askedAt + NEWS_MS : Math.max(askedAt, provedAt) + period;
  const isVisible = document.visibilityState === 'visible' && without !== 'dead' && without !== 'partial';
  if (isVisible && !isAsking && now >= Math.max(due, busyUntil)) void ask();
  paint();
}

function paint() {
  const now = clock.now();
  if (!tracking) return render(viewWithout(without, without === 'opening' && performance.now() - started > 3000 ? 'slow' : '', texts), false);
  const busyS = Math.ceil((busyUntil - performance.now()) / 1000);
  const isStopping = underWay.has('stop');
  const screen = { digits: isStopping ? null : showing.digits, isHiding: showing.isHiding, isObjecting, isStopping, isStale, provedAt: provedTime, mode, busyS, note };
  const scene = { t: tracking, events: [...tracking.events, ...fresh.map(({ event }) => event)], screen, now, texts };
  const state = stateOf(scene);
  if (note && notedIn && notedIn !== state) screen.note = note = '';
  notedIn = note && state;
  const view = viewOf(scene);
  if (lastResult && view.result.key !== lastResult && tracking.doorstep && navigator.userActivation?.hasBeenActive) {
    navigator.vibrate?.(VIBRATIONS[view.result.kind] ?? []);
  }
  if (view.result.kind !== 'stale') lastResult = view.result.key;
  render(view, isByUser);
  isByUser = false;
}

const ACTS = /** @type {Record<string, (body?: object) => Promise<Answer>>} */ ({
  reveal: () => showing.begin(),
  keep: () => showing.keep(),
  denial: () => api.tap('denials'),
  receipt: () => api.tap('receipts'),
  contest: (body) => api.tap('contests', body),
  // Haste is the point: no question, the digits are gone at once, and it is sent until it is answered.
  stop: () => (showing.blank(), api.insist('reports', { kind: 'left_with_parcel' }, () => false)),
});

/** @param {string} act @param {object} [body] */
async function tap(act, body) {
  if (underWay.has(act) || (act === 'stop' && performance.now() - stopShownAt < STOP_GUARD_MS)) return;
  underWay.add(act);
  const answer = await ACTS[act](body);
  underWay.delete(act);
  [note, notedIn] = [answer.kind === 'failed' || answer.kind === 'conflict' ? answer.kind : '', ''];
  isByUser = answer.kind === 'tracking';
  if (isByUser) isObjecting = false;
  take(answer, true);
  tick();
}

/** @param {string} language @param {boolean} [isChosen] */
async function speak(language, isChosen = false) {
  if (language === document.documentElement.lang || !document.querySelector(`[data-language="${CSS.escape(language)}"]`)) return;
  const response = await fetch(`/r/texts/${language}.json`, { credentials: 'omit' }).catch(() => null);
  if (!response?.ok) return;
  texts = await response.json();
  if (isChosen) history.replaceState(null, '', `?lang=${language}${location.hash}`);
  relabel(texts, language);
  paint();
}

document.addEventListener('click', (click) => {
  const button = /** @type {HTMLElement | null} */ (/** @type {Element} */ (click.target).closest('button'));
  if (!button) return;
  const { act, language } = button.dataset;
  if (language) void speak(language, true);
  else if (act === 'hide') [isByUser] = [true], showing.hide();
  else if (act === 'uncover') [isByUser] = [true], showing.uncover(), paint();
  else if (act === 'object' || act === 'back') [isObjecting, isByUser] = [act === 'object', true], paint();
  else if (act && act in ACTS) void tap(act);
});

document.getElementById('contest')?.addEventListener('submit', (submit) => {
  submit.preventDefault();
  const form = new FormData(/** @type {HTMLFormElement} */ (submit.target));
  void tap('contest', { kind: form.get('kind'), statement: form.get('statement') || undefined });
});

function come() {
  [needsAnswer, isStale, wantsNews, failures] = [true, tracking !== null, true, 0];
  stream.start();
  tick();
}

function go() {
  stream.stop();
  [needsAnswer, isStale] = [true, true];
}

if (capability) {
  document.addEventListener('visibilitychange', () => (document.visibilityState === 'visible' ? come() : go()));
  addEventListener('pageshow', (event) => event.persisted && come());
  addEventListener('online', come);
  addEventListener('offline', tick);
  if (document.visibilityState === 'visible') stream.start();
}
addEventListener('hashchange', () => location.reload());
setInterval(tick, 250);
tick();
