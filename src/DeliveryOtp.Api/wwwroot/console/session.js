// @ts-check
// Tells before the session ends, and brings it back without losing what was typed.

const WARN_S = 120;
const ends = /** @type {HTMLDialogElement} */ (document.querySelector("#session-ends"));
const over = /** @type {HTMLDialogElement} */ (document.querySelector("#session-over"));
const countdown = /** @type {HTMLElement} */ (ends.querySelector("[data-countdown]"));
const signIn = /** @type {HTMLFormElement} */ (over.querySelector("[data-sign-in]"));
const key = /** @type {HTMLInputElement} */ (over.querySelector("input"));
const error = /** @type {HTMLElement} */ (over.querySelector("[data-error]"));

let endsAt = 0;

/** @param {number} secondsLeft */
function goOn(secondsLeft) {
  endsAt = Date.now() + secondsLeft * 1000;
  if (ends.open) ends.close();
  if (over.open) over.close();
}

/** @returns {NodeListOf<HTMLInputElement>} */
const tokens = () => document.querySelectorAll("input[name=__RequestVerificationToken]");

/** @param {string} path @param {URLSearchParams} form */
const post = (path, form) =>
  fetch(path, { method: "POST", body: form, headers: { Accept: "application/json" }, redirect: "manual" });

async function stay() {
  const response = await post("/console/session", new URLSearchParams({ __RequestVerificationToken: tokens()[0].value }));
  if (response.ok) goOn((await response.json()).seconds_left);
  else endsAt = 0;
}

async function signInAgain() {
  const fresh = await (await fetch("/console/sign-in", { headers: { Accept: "application/json" } })).json();
  const response = await post("/console/sign-in", new URLSearchParams({ key: key.value, __RequestVerificationToken: fresh.token }));
  const answer = await response.json();
  if (!response.ok) {
    error.textContent = answer.error;
    key.focus();
    return;
  }
  key.value = error.textContent = "";
  tokens().forEach((token) => (token.value = answer.token));
  goOn(answer.seconds_left);
}

function tick() {
  const left = Math.round((endsAt - Date.now()) / 1000);
  if (left > WARN_S) return;
  if (left > 0) {
    const shown = left > 60 ? `${Math.ceil(left / 60)} minutes` : `${Math.ceil(left / 15) * 15} seconds`;
    if (countdown.textContent !== shown) countdown.textContent = shown;
    if (!ends.open && !over.open) ends.showModal();
    return;
  }
  if (ends.open) ends.close();
  if (!over.open) over.showModal();
}

// Whatever is sent after the end would be lost: it waits for a sign-in.
document.addEventListener("submit", (event) => {
  if (event.target === signIn || Date.now() < endsAt) return;
  event.preventDefault();
  tick();
});
ends.addEventListener("cancel", () => void stay());
ends.querySelector("[data-stay]")?.addEventListener("click", () => void stay());
over.addEventListener("cancel", (event) => event.preventDefault());
signIn.addEventListener("submit", (event) => {
  event.preventDefault();
  signInAgain().catch(() => (error.textContent = "There is no connection. Try again."));
});
document.addEventListener("visibilitychange", tick);
goOn(Number(document.body.dataset.secondsLeft));
setInterval(tick, 1000);
