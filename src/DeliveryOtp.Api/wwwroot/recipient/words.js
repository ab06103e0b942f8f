// @ts-check
/** How times, results and events are written. */

const PLACES = { at_your_door: 'inside', away_from_your_address: 'outside', unknown: 'unverified' };

/** Retailers' strings are not ours: what can't be seen, or turns the direction of what can, is shown as such. */
const INVISIBLE = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/g;

/** @param {string} text */
export const visible = (text) => text.replace(INVISIBLE, '\ufffd');

/** What is filled in is not looked at again. @param {string} text @param {Record<string, string | number>} facts */
export const fill = (text, facts) => text.replace(/\{([a-z]+)\}/g, (_, name) => String(facts[name] ?? ''));

/** They are slow to make. @type {Map<string, Intl.DateTimeFormat>} */
const formats = new Map();

/** @param {string} zone IANA's name @param {string | number} at @returns {Record<string, string>} */
function partsOf(zone, at) {
  const format = formats.get(zone) ?? new Intl.DateTimeFormat('en-GB', { timeZone: zone, dateStyle: 'short', timeStyle: 'medium', hourCycle: 'h23' });
  formats.set(zone, format);
  return Object.fromEntries(format.formatToParts(new Date(at)).map((part) => [part.type, part.value]));
}

/** `14:02:31` on the destination's clock. @param {string | number} at @param {string} zone */
export function timeWithSeconds(at, zone) {
  const { hour, minute, second } = partsOf(zone, at);
  return `${hour}:${minute}:${second}`;
}

/** `14:02`. @param {string | number} at @param {string} zone */
export const timeOf = (at, zone) => timeWithSeconds(at, zone).slice(0, 5);

/** The mails' moment. @param {string} at @param {string} zone @param {Texts} texts */
export function momentOf(at, zone, texts) {
  const { day, month, year } = partsOf(zone, at);
  const date = { day: Number(day) === 1 ? texts.first_day : Number(day), month: texts[`month.${Number(month)}`], year };
  return fill(texts.moment, { ...date, time: timeOf(at, zone) }) + (zone === 'UTC' ? ' UTC' : '');
}

/** `8:42`. @param {number} ms */
export function minutesLeft(ms) {
  const seconds = Math.max(0, Math.ceil(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}

/** `47 h 59 min`. @param {number} ms */
export const hoursLeft = (ms) => `${Math.floor(ms / 3_600_000)} h ${Math.floor(ms / 60_000) % 60} min`;

/** @param {Happened} event */
export const isOpening = (event) => event.kind === 'arrived' && event.outcome === 'opened';

/** @param {Happened | undefined} event @param {Texts} texts */
export const placeLine = (event, texts) => (event?.where ? fill(texts['fact.place'], { place: texts[`place.${PLACES[event.where]}`] }) : '');

/** @param {Scene} scene */
const strangersLine = ({ t, texts }) =>
  fill(texts['event.stranger'], { number: t.refused?.count ?? 0, time: timeOf(t.refused?.last_at ?? t.now, t.time_zone) });

/** @param {string | undefined} outcome */
const kindOf = (outcome) => (outcome === 'accepted' ? 'accepted' : outcome === 'wrong_code' ? 'wrong' : 'refused');

/** @param {Happened} attempt @param {number} wrong how many so far @param {Scene} scene */
function resultOfAttempt(attempt, wrong, { t, texts }) {
  const kind = kindOf(attempt.outcome);
  const place = placeLine(attempt, texts);
  return {
    kind,
    key: `${attempt.at} ${attempt.outcome}`,
    title: texts[`${kind}.title`],
    checked: '',
    lines: [
      fill(texts[`${kind}.text`], { time: timeWithSeconds(attempt.at, t.time_zone), wrong }),
      texts[`refused.${attempt.outcome}`],
      kind === 'wrong' ? `${fill(texts['fact.tries'], { tries: 3 - wrong })} · ${place}` : place,
    ].filter(Boolean),
    away: attempt.where === 'away_from_your_address' ? texts.away : '',
  };
}

/** The newest attempt since the last visit opened. @param {Scene} scene @returns {Result} */
export function resultOf(scene) {
  const { t, events, here, texts } = scene;
  const time = timeWithSeconds(here.provedTime, t.time_zone);
  if (here.isStale && t.status !== 'delivered' && t.status !== 'contested') {
    return { kind: 'stale', key: 'stale', title: texts['stale.title'], checked: '', lines: [fill(texts['stale.text'], { time })], away: '' };
  }
  const index = events.findLastIndex((event) => event.kind === 'attempted');
  if (index < 0 || index < events.findLastIndex(isOpening)) {
    const title = texts[index < 0 ? 'none.title' : 'none.visit'];
    return { kind: 'none', key: 'none', title, checked: fill(texts['none.text'], { time }), lines: t.refused ? [strangersLine(scene)] : [], away: '' };
  }
  const unlocked = events.findLastIndex((event) => event.kind === 'unlocked');
  return resultOfAttempt(events[index], events.slice(unlocked + 1, index + 1).filter((event) => event.outcome === 'wrong_code').length, scene);
}

/** What may come next: its place is kept, so that nothing moves under a thumb when it does. @param {Scene} scene @returns {Result[]} */
export const resultsToCome = (scene) => ['wrong_code', 'outside_geofence'].map((outcome, index) =>
  resultOfAttempt({ at: scene.t.now, kind: 'attempted', outcome, where: index ? 'away_from_your_address' : 'at_your_door' }, 1, scene));

const OTHER_EVENTS = /** @type {Texts} */ ({
  renewed: 'renewed', session_closed: 'ended.title', held: 'held.title', cancelled: 'cancelled.title', expired: 'expired.title',
});

/** The last one, since it is asked for with each tick. @type {{ events?: Happened[], texts?: Texts, items: { at: string, time: string, text: string }[] }} */
let told = { items: [] };

/** Newest first. @param {Scene} scene */
export function historyOf(scene) {
  const { t, events, texts } = scene;
  if (told.events === events && told.texts === texts) return told.items;
  const items = events.filter((event) => event.kind !== 'refused').map((event) => {
    const isRefused = event.kind === 'arrived' && event.outcome !== 'opened' && event.outcome !== 'already_open';
    const title = isRefused ? 'event.not_arrived' : OTHER_EVENTS[event.kind] ?? `event.${event.kind}`;
    const parts = [texts[event.kind === 'attempted' ? `${kindOf(event.outcome)}.title` : title], texts[`refused.${event.outcome}`], placeLine(event, texts)];
    return { at: event.at, time: momentOf(event.at, t.time_zone, texts), text: parts.filter(Boolean).join(' · ') };
  });
  if (t.refused) items.push({ at: t.refused.last_at, time: momentOf(t.refused.last_at, t.time_zone, texts), text: strangersLine(scene) });
  items.sort((a, b) => Date.parse(a.at) - Date.parse(b.at)).reverse();
  told = { events, texts, items };
  return items;
}

/** Of another language than the page came in; null: there is none. @param {string} language @returns {Promise<Texts | null>} */
export async function textsOf(language) {
  const response = await fetch(`/r/texts/${language}.json`, { credentials: 'omit' }).catch(() => null);
  return response?.ok ? response.json() : null;
}
