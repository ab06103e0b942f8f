// @ts-check
// Shows the key to whoever wants to see what they pasted.
const key = /** @type {HTMLInputElement} */ (document.querySelector("#key"));
const show = /** @type {HTMLButtonElement} */ (document.querySelector("[data-show-key]"));

show.hidden = false;
show.addEventListener("click", () => {
  const isShown = key.type === "text";
  key.type = isShown ? "password" : "text";
  show.setAttribute("aria-pressed", String(!isShown));
});
if (document.querySelector("[role=alert]")) key.focus();
