// @ts-check
// Pointing at an entry, at its mark in the plan or at its row in a table marks all of them.

/** @type {string | undefined} */
let marked;

/** @param {string | undefined} entry */
function mark(entry) {
  if (entry === marked) return;
  for (const part of document.querySelectorAll("[data-pointed]")) part.removeAttribute("data-pointed");
  marked = entry;
  if (entry === undefined) return;
  for (const part of document.querySelectorAll(`[data-entry="${CSS.escape(entry)}"]`)) part.setAttribute("data-pointed", "");
}

/** @param {Event} event */
function follow(event) {
  const part = event.target instanceof Element ? event.target.closest("[data-entry]") : null;
  mark(part?.getAttribute("data-entry") ?? undefined);
}

// Moves alone count: a page that scrolls under a resting pointer points at nothing.
document.addEventListener("pointermove", follow);
document.addEventListener("pointerdown", follow);
document.addEventListener("focusin", follow);
