// @ts-check
/** What is on the screen, from what the service said: no DOM, no request, no clock of its own. */
import { fill, historyOf, hoursLeft, isOpening, minutesLeft, momentOf, placeLine, resultOf, resultsToCome, timeOf, timeWithSeconds, visible } from './words.js';

const LAST_MS = 12_000;

const TITLES = /** @type {Texts} */ ({
  opening: 'loading', asked: 'ask.title', door: 'ask.title', lapsing: 'shown.title', accepted: 'receipt.title', objecting: 'contest.title',
});

/** In the order of their importance: act, text, whether it is the main one, and the right that it needs. */
const BUTTONS = /** @type {Record<string, [string, string, boolean, string?][]>} */ ({
  asked: [['reveal', 'ask.yes', true, 'reveal'], ['denial', 'ask.no', false, 'denial']],
  shown: [['keep', 'shown.keep', false], ['hide', 'shown.hide', false]],
  lapsing: [['keep', 'shown.keep', true], ['hide', 'shown.hide', false]],
  hidden: [['reveal', 'hidden.again', true, 'reveal'], ['denial', 'ask.no', false, 'denial']],
  ready: [['uncover', 'ready.show', false]],
  door: [['uncover', 'ready.show', true], ['denial', 'ask.no', false, 'denial']],
  accepted: [['receipt', 'receipt.yes', true, 'receipt'], ['object', 'receipt.no', false, 'contest']],
  received: [['object', 'received.wrong', false, 'contest']],
  contested: [['receipt', 'receipt.yes', false, 'receipt']],
});

/** @param {Scene} scene @returns {string} */
export function stateOf({ t, events, here, now }) {
  switch (t.status) {
    case 'pending': break;
    case 'held': return t.held_because === 'recipient' ? 'reported' : 'held';
    case 'delivered':
      if (here.isObjecting && t.actions.includes('contest')) return 'objecting';
      return t.actions.includes('receipt') ? 'accepted' : 'received';
    default: return t.status;
  }
  const onArrival = t.code_release === 'on_arrival';
  const visit = events.slice(events.findLastIndex(isOpening) + 1);
  if (!t.doorstep || now >= Date.parse(t.doorstep.closes_at)) {
    if (!onArrival && t.code_state === 'visible') return 'ready';
    if (visit.some((event) => event.kind === 'denied')) return 'denied';
    return events.some((event) => isOpening(event) || event.kind === 'session_closed') ? 'ended' : 'waiting';
  }
  if (!onArrival) return 'door';
  if (here.digits && t.showing) return Date.parse(t.showing.until) - now <= LAST_MS ? 'lapsing' : 'shown';
  const wasShown = visit.some((event) => event.kind === 'revealed');
  return wasShown || visit.findLast((event) => event.kind === 'attempted')?.outcome === 'code_not_shown' ? 'hidden' : 'asked';
}

/** Before the first answer, and for a link that shows nothing. @param {string} state @param {string} note @param {Texts} texts @returns {View} */
export const viewWithout = (state, note, texts) => ({
  state, title: texts[TITLES[state] ?? `${state}.title`], pageTitle: texts.title, sentences: [texts[`${state}.text`]].filter(Boolean), note: note && texts[note],
  result: null, toCome: [], digits: null, code: null, visit: '', visitMs: 0, buttons: [], stop: '', stopText: '', order: '', line: '', history: [], historyTitle: '',
});

/** @param {Scene} scene @returns {View} */
export function viewOf(scene) {
  const { t, here, now, texts } = scene;
  const state = stateOf(scene);
  const result = resultOf(scene);
  const history = historyOf(scene);
  const visitMs = t.doorstep && t.status === 'pending' ? Date.parse(t.doorstep.closes_at) - now : 0;
  return {
    state,
    title: texts[TITLES[state] ?? `${state}.title`],
    sentences: sentencesOf(state, scene),
    note: here.note && texts[here.note],
    result,
    toCome: visitMs > 0 ? resultsToCome(scene) : [],
    digits: here.digits,
    code: codeOf(scene),
    visit: visitMs > 0 ? fill(texts['shown.visit'], { left: minutesLeft(visitMs) }) : '',
    visitMs,
    buttons: buttonsOf(state, scene),
    stop: !t.actions.includes('report') && !here.isStopping ? '' : visitMs > 0 || here.isStopping ? 'fixed' : 'quiet',
    stopText: texts[here.isStopping ? 'stop.sending' : 'stop.button'],
    order: fill(texts['page.order'], { number: visible(t.order_id) }) + (t.seller ? ` · ${visible(t.seller)}` : ''),
    line: lineOf(scene),
    history,
    historyTitle: fill(texts['events.title'], { number: history.length }),
    pageTitle: `${result.title} · ${texts.title}`,
  };
}

/** How long the digits work: under `on_issue` they work all the time. @param {Scene} scene */
function codeOf({ t, here, now, texts }) {
  if (!here.digits || !t.showing || t.code_release !== 'on_arrival') return null;
  const ms = Math.max(0, Date.parse(t.showing.until) - now);
  return {
    until: fill(texts['shown.until'], { time: timeWithSeconds(t.showing.until, t.time_zone) }),
    left: fill(texts['shown.left'], { seconds: Math.ceil(ms / 1000) }),
    share: Math.min(1, ms / (t.showing.seconds * 1000)),
  };
}

/** @param {string} state @param {Scene} scene @returns {string[]} */
function sentencesOf(state, { t, events, here, now, texts }) {
  const window = () => {
    const [until, leftMs] = [momentOf(t.contest_until ?? t.now, t.time_zone, texts), Date.parse(t.contest_until ?? t.now) - now];
    return leftMs > 0 ? fill(texts['contest.until'], { until, left: hoursLeft(leftMs) }) : fill(texts['contest.over'], { until });
  };
  switch (state) {
    case 'waiting': return [texts['waiting.text'], texts['waiting.ask']];
    case 'asked': case 'door': {
      const arrival = events.findLast(isOpening);
      const arrived = arrival ? `${fill(texts['ask.text'], { time: timeOf(arrival.at, t.time_zone) })} ${placeLine(arrival, texts)}` : '';
      return [arrived, texts['ask.nohelp']].filter(Boolean);
    }
    case 'lapsing': return [texts['shown.text']];
    case 'hidden': return here.isHiding || here.isStopping ? [texts.loading] : [texts['hidden.text'], texts['ask.title']];
    case 'ready': return [texts['ready.text'], fill(texts['ready.until'], { until: momentOf(t.expires_at, t.time_zone, texts) })];
    case 'accepted': case 'objecting': return [window()];
    case 'received': return [texts['received.text'], window()];
    case 'contested': return [texts['contested.advice']];
    case 'held': return [texts['held.text'], texts[`held.${t.held_because}`]];
    case 'expired': case 'cancelled': return [texts['final.text']];
    default: return [texts[`${state}.text`]];
  }
}

/** The page has no rights of its own: see `actions`. @param {string} state @param {Scene} scene @returns {Button[]} */
function buttonsOf(state, { t, here, texts }) {
  return (BUTTONS[state] ?? []).filter(([, , , right]) => !right || t.actions.includes(right)).map(([act, text, isMain]) => {
    if (act !== 'uncover') return { act, text: texts[text], isMain };
    if (here.digits) return { act: 'hide', text: texts['ready.cover'], isMain: false };
    return { act: t.actions.includes('reveal') ? 'reveal' : act, text: texts[text], isMain };
  });
}

/** @param {Scene} scene */
function lineOf({ t, here, texts }) {
  if (here.busyS > 0) return fill(texts.busy, { seconds: here.busyS });
  return fill(texts[here.isStale && here.mode === 'live' ? 'reconnecting' : here.mode], { time: timeWithSeconds(here.provedTime, t.time_zone) });
}
