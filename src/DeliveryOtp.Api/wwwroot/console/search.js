// @ts-check
// Searches 400 ms after the last key, at once on Enter, and never twice at a time. Each run is recorded, so nothing runs ahead.
import { completionsOf, hasTokens, isBegun } from "./completion.js";
import { enhance } from "./table.js";

const WAIT_MS = 400;
const SLOW_MS = 300;

/** @template {Element} T @param {string} selector @param {ParentNode} [place] */
const find = (selector, place = document) => /** @type {T} */ (place.querySelector(selector));

const form = /** @type {HTMLFormElement} */ (find("[data-search]"));
const field = /** @type {HTMLInputElement} */ (find("input", form));
const error = /** @type {HTMLElement} */ (find("[data-search-error]", form));
const found = /** @type {HTMLElement} */ (find("[data-found]", form));
const status = /** @type {HTMLElement} */ (find("[data-search-status]", form));
const filters = /** @type {HTMLFormElement | null} */ (find("[data-filters]"));
const results = /** @type {HTMLElement | null} */ (find("[data-results]"));
const count = /** @type {HTMLElement | null} */ (find("main [data-count]"));

/** @type {AbortController | undefined} */
let running;
/** @type {ReturnType<typeof setTimeout> | undefined} */
let waiting;

/** @param {string} sentence */
function complain(sentence) {
  error.textContent = sentence;
  field.setAttribute("aria-invalid", String(sentence !== ""));
}

/** @param {boolean} isBusy */
function setBusy(isBusy) {
  results?.setAttribute("aria-busy", String(isBusy));
  status.textContent = isBusy ? "Searching" : "";
}

/** @param {string} url @param {boolean} byForm the filter form asks, and not the field */
async function run(url, byForm) {
  clearTimeout(waiting);
  running?.abort();
  const own = (running = new AbortController());
  const slow = setTimeout(() => setBusy(true), SLOW_MS);
  try {
    // Elsewhere than on the list, the answer to filters is the way to the list: it is left for Enter, and nothing is read.
    const response = await fetch(url, { signal: own.signal, redirect: results ? "follow" : "manual", headers: { Accept: "text/html" } });
    const page = response.type === "opaqueredirect" ? null : new DOMParser().parseFromString(await response.text(), "text/html");
    clearTimeout(slow);
    setBusy(false);
    show(page, response, byForm);
  } catch (failure) {
    if (own.signal.aborted) return;
    setBusy(false);
    complain("There is no connection. Nothing was changed; search again.");
  } finally {
    clearTimeout(slow);
  }
}

/** @param {Document | null} page @param {Response} response @param {boolean} byForm */
function show(page, response, byForm) {
  if (!page) {
    status.textContent = "Press Enter to search the attempts";
    return;
  }
  const said = page.querySelector("[data-search-error]");
  if (!said || !page.querySelector("[data-open-keys]")) {
    const trouble = page.querySelector(".problem");
    complain(trouble ? `${trouble.querySelector("h1")?.textContent} ${trouble.querySelector(".quiet")?.textContent}` : "You are signed out. Load the page anew.");
    return;
  }
  complain(said.textContent ?? "");
  const hits = page.querySelector("[data-hits]");
  showFound(hits ? [...hits.children] : []);
  status.textContent = hits?.querySelector("[data-count]")?.textContent ?? "";
  const rows = page.querySelector("[data-results]");
  if (!rows || !results || (response.status === 400 && !byForm)) return;
  results.replaceChildren(...rows.childNodes);
  enhance(results);
  find("[data-export]")?.replaceChildren(...(page.querySelector("[data-export]")?.childNodes ?? []));
  if (count) count.textContent = page.querySelector("main [data-count]")?.textContent ?? "";
  const fresh = page.querySelector("[data-filters]");
  if (fresh && filters && !filters.contains(document.activeElement)) filters.replaceChildren(...fresh.childNodes);
  if (byForm) field.value = /** @type {HTMLInputElement} */ (page.querySelector("#q")).value;
  history.replaceState(null, "", response.url);
}

/** @param {Element[]} hits */
function showFound(hits) {
  const completions = document.activeElement === field ? completionsOf(field.value) : [];
  const buttons = completions.map(({ whole, word }) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "completion";
    button.textContent = word;
    button.addEventListener("click", () => {
      field.value = whole;
      field.focus();
      field.dispatchEvent(new Event("input", { bubbles: true }));
    });
    return button;
  });
  found.replaceChildren(...buttons, ...hits);
  found.hidden = found.childElementCount === 0;
}

const search = () => run(`/console/search?${new URLSearchParams({ q: field.value })}`, false);

field.addEventListener("input", () => {
  clearTimeout(waiting);
  complain("");
  showFound([]);
  const text = field.value;
  if (text.trim() === "" || isBegun(text) || (!results && hasTokens(text))) return;
  waiting = setTimeout(() => void search(), WAIT_MS);
});

form.addEventListener("submit", (event) => {
  clearTimeout(waiting);
  running?.abort();
  if (!results || field.value.trim() === "") return;
  event.preventDefault();
  void search();
});

filters?.addEventListener("change", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => filters.requestSubmit(), WAIT_MS);
});
filters?.addEventListener("submit", (event) => {
  event.preventDefault();
  const given = [...new FormData(filters)].filter(([, value]) => value !== "");
  const asked = given.some(([name]) => name === "near") ? given : given.filter(([name]) => name !== "radius_m");
  void run(`/console/attempts?${new URLSearchParams(/** @type {[string, string][]} */ (asked))}`, true);
});

// Esc empties; the arrows lead into what was found and out of it.
form.addEventListener("keydown", (event) => {
  const items = /** @type {HTMLElement[]} */ ([...found.querySelectorAll("a, button")]);
  const at = items.indexOf(/** @type {HTMLElement} */ (document.activeElement));
  if (event.key === "Escape") {
    event.preventDefault();
    clearTimeout(waiting);
    running?.abort();
    setBusy(false);
    field.value = "";
    complain("");
    showFound([]);
    field.focus();
  } else if (event.key === "ArrowDown" && items.length > 0 && at + 1 < items.length) {
    event.preventDefault();
    items[at + 1].focus();
  } else if (event.key === "ArrowUp" && at >= 0) {
    event.preventDefault();
    (items[at - 1] ?? field).focus();
  }
});
document.addEventListener("focusin", (event) => {
  if (!form.contains(/** @type {Node} */ (event.target))) found.hidden = true;
});
