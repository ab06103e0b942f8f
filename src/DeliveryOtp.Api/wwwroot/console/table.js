// @ts-check
// A table is one tab stop: the arrows move between its rows, and between the links of a row.

/** @param {ParentNode} place where tables may have come in */
export function enhance(place) {
  for (const table of place.querySelectorAll("table[data-rows]")) {
    for (const link of linksOf(table)) link.tabIndex = -1;
    const first = table.querySelector("[data-open]");
    if (!(first instanceof HTMLElement)) continue;
    first.tabIndex = 0;

    // Its links scroll it into view, so that the region needs no stop of its own.
    const region = table.closest("[role=region]");
    if (region instanceof HTMLElement) region.tabIndex = -1;
  }
}

/** @param {Element} place @returns {HTMLElement[]} */
const linksOf = (place) => [...place.querySelectorAll("tbody a, a[data-open]")].filter((link) => link instanceof HTMLElement);

/**
 * Where a key leads from a link; null: nowhere.
 * @param {Element} table @param {HTMLElement} link @param {string} key @returns {HTMLElement | null}
 */
function next(table, link, key) {
  const row = /** @type {Element} */ (link.closest("tr"));
  const inRow = linksOf(row);
  const rows = [...table.querySelectorAll("tbody tr")].filter((each) => each.querySelector("[data-open]"));
  const at = rows.indexOf(row);
  /** @param {number} to */
  const open = (to) => /** @type {HTMLElement | null} */ (rows[Math.min(Math.max(to, 0), rows.length - 1)]?.querySelector("[data-open]"));
  switch (key) {
    case "ArrowDown": return open(at + 1);
    case "ArrowUp": return open(at - 1);
    case "Home": return open(0);
    case "End": return open(rows.length - 1);
    case "ArrowRight": return inRow[inRow.indexOf(link) + 1] ?? link;
    case "ArrowLeft": return inRow[inRow.indexOf(link) - 1] ?? link;
    default: return null;
  }
}

document.addEventListener("keydown", (event) => {
  const link = event.target;
  if (!(link instanceof HTMLElement) || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const table = link.closest("table[data-rows]");
  const target = table && link.closest("tr") ? next(table, link, event.key) : null;
  if (!target) return;
  event.preventDefault();
  target.focus();
});

// The last link that had the focus is where Tab comes back to.
document.addEventListener("focusin", (event) => {
  const link = event.target;
  if (!(link instanceof HTMLAnchorElement)) return;
  const table = link.closest("table[data-rows]");
  if (!table) return;
  for (const other of linksOf(table)) other.tabIndex = other === link ? 0 : -1;
});

enhance(document);

// Where there is little room, filters are in the way of what they have found.
const folds = document.querySelector("[data-folds]");
if (folds instanceof HTMLDetailsElement && matchMedia("(max-width: 45rem)").matches && !folds.querySelector("[aria-invalid]")) folds.open = false;
