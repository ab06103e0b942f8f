// @ts-check
// Single letters as keys, outside of fields only; the help says which, and switches them off for as long as the window is open.

const STORED = "console.letters";
const dialog = /** @type {HTMLDialogElement} */ (document.querySelector("#keys"));
const letters = /** @type {HTMLInputElement} */ (dialog.querySelector("[data-letters]"));
const field = /** @type {HTMLInputElement} */ (document.querySelector("#q"));
const help = /** @type {HTMLElement} */ (document.querySelector("[data-open-keys]"));

/** @param {EventTarget | null} target */
const isField = (target) =>
  target instanceof HTMLElement && (target.isContentEditable || target.matches("input, select, textarea, dialog *"));

/** @type {Record<string, () => void>} */
const actions = {
  "/": () => {
    field.focus();
    field.select();
  },
  r: () => location.reload(),
  "?": () => dialog.showModal(),
};

letters.checked = sessionStorage.getItem(STORED) !== "off";
letters.addEventListener("change", () => sessionStorage.setItem(STORED, letters.checked ? "on" : "off"));
help.hidden = false;
help.addEventListener("click", () => dialog.showModal());

document.addEventListener("keydown", (event) => {
  const action = actions[event.key];
  if (!action || !letters.checked || event.altKey || event.ctrlKey || event.metaKey || event.repeat) return;
  if (isField(event.target) || document.querySelector("dialog[open]")) return;
  event.preventDefault();
  action();
});
