// @ts-check
/** Puts a view on the screen. Nothing else touches the document, and everything goes in as text. */

/** Of a visit's last minutes, those that are said aloud. */
const MARKS_MS = [300_000, 120_000, 60_000, 30_000];

/** @param {string} id */
const $ = (id) => /** @type {HTMLElement} */ (document.getElementById(id));

/** @param {Element} element @param {string} text */
function write(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

/** @param {string} tag @param {string} text @param {Texts} [attributes] */
function make(tag, text, attributes = {}) {
  const element = document.createElement(tag);
  element.textContent = text;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

/** What a part shows now; it is built anew only when that changes, or a reader would hear it again. @type {Map<string, string>} */
const shown = new Map();

/** @param {string} id @param {unknown} content @param {() => (Element | string)[]} build */
function fillWith(id, content, build) {
  const key = JSON.stringify(content);
  if (shown.get(id) === key) return;
  shown.set(id, key);
  $(id).replaceChildren(...build());
}

/** The digits leave the document at once, before anything is asked of anybody. */
export function blankDigits() {
  shown.delete('digits');
  $('digits').replaceChildren();
  $('code').hidden = true;
}

/** The texts that do not depend on the delivery. @param {Texts} texts @param {string} language */
export function relabel(texts, language) {
  document.documentElement.lang = language;
  for (const element of document.querySelectorAll('[data-text]')) write(element, texts[/** @type {HTMLElement} */ (element).dataset.text ?? '']);
}

/** When the stop bar came up: a tap that was meant for what was there before is none on the bar. */
export let stopShownAt = 0;

/** @type {View | null} */
let before = null;

/** @param {View} view @param {boolean} isByUser a change that the recipient caused moves the focus; another one does not */
export function render(view, isByUser) {
  const focused = document.activeElement;
  document.documentElement.dataset.state = view.state;
  write(/** @type {Element} */ (document.querySelector('title')), view.pageTitle);
  write($('title'), view.title);
  write($('order'), view.order);
  write($('line'), view.line);
  write($('note'), view.note);
  fillWith('sentences', view.sentences, () => view.sentences.map((text) => make('p', text)));
  renderResult(view);
  renderCode(view);
  renderButtons(view);
  renderHistory(view);
  $('contest').hidden = view.state !== 'objecting';
  if ($('stop').dataset.place !== view.stop) {
    $('stop').dataset.place = view.stop;
    stopShownAt = performance.now();
  }
  write($('stop-button'), view.stopText);
  announce(view, isByUser);
  const isLost = focused !== document.body && (focused !== document.activeElement || !focused?.getClientRects().length);
  if (isLost || (isByUser && before?.title !== view.title)) $('title').focus();
  before = view;
}

/** @param {Result} result */
const partsOf = (result) => [
  make('p', result.title, { class: 'result-title' }),
  ...(result.checked ? [make('p', result.checked, { id: 'checked', 'aria-hidden': 'true' }), ' '] : []),
  ...result.lines.flatMap((line) => [make('p', line), ' ']),
  ...(result.away ? [make('strong', result.away)] : []),
];

/** @param {View} view */
function renderResult({ result, toCome }) {
  const [box, other] = result && result.kind !== 'none' ? ['result', 'quiet'] : ['quiet', 'result'];
  fillWith(other, null, () => []);
  fillWith(box, result && { ...result, checked: '' }, () => (result ? partsOf(result) : []));
  if (result?.checked) write($('checked'), result.checked);
  $('results').dataset.kind = result?.kind ?? '';
  fillWith('to-come', toCome.map(({ title }) => title), () => toCome.map((next) => {
    const place = make('div', '', { class: `result ${next.kind}` });
    place.append(...partsOf(next));
    return place;
  }));
}

/** @param {View} view */
function renderCode({ digits, code, visit }) {
  $('code').hidden = digits === null;
  fillWith('digits', digits, () => (digits ? [
    make('span', digits.slice(0, 3), { 'aria-hidden': 'true' }),
    make('span', digits.slice(3), { 'aria-hidden': 'true' }),
    make('span', `${[...digits.slice(0, 3)].join(' ')}, ${[...digits.slice(3)].join(' ')}`, { class: 'vh' }),
  ] : []));
  $('showing').hidden = code === null;
  write($('until'), code?.until ?? '');
  write($('left'), code?.left ?? '');
  $('ring').setAttribute('stroke-dasharray', `${((code?.share ?? 0) * 100).toFixed(1)} 100`);
  write($('visit'), visit);
}

/** @param {View} view */
function renderButtons({ buttons }) {
  const old = new Map([...$('buttons').children].map((button) => [/** @type {HTMLElement} */ (button).dataset.act, button]));
  const now = buttons.map(({ act, text, isMain }) => {
    const button = old.get(act) ?? make('button', '', { type: 'button', 'data-act': act });
    write(button, text);
    button.className = isMain ? 'button main' : 'button';
    return button;
  });
  if (now.some((button, index) => $('buttons').children[index] !== button) || now.length !== old.size) $('buttons').replaceChildren(...now);
}

/** @param {View} view */
function renderHistory({ history, historyTitle }) {
  write($('history-title'), historyTitle);
  $('history').hidden = history.length === 0;
  fillWith('events', history, () => history.map(({ at, time, text }) => {
    const item = make('li', '');
    item.append(make('time', time, { datetime: at }), make('span', text));
    return item;
  }));
}

/** One place speaks for what the service changed, and for the ends that come near; what ticks says nothing. @param {View} view @param {boolean} isByUser */
function announce(view, isByUser) {
  const said = [];
  if (before && !isByUser && before.title !== view.title) said.push(view.title);
  if (view.note && before?.note !== view.note) said.push(view.note);
  if (before && view.state === 'lapsing' && before.state === 'shown') said.push(view.code?.until ?? '');
  if (MARKS_MS.some((mark) => (before?.visitMs ?? 0) > mark && view.visitMs <= mark && view.visitMs > 0)) said.push(view.visit);
  if (said.length) $('status').textContent = said.join(' ');
}
