// Runs once with Gradio's `element`, `trigger` and `watch`.
let switchedTo = null;

// The head is written anew with the language: what was open stays so, and so does who was in it.
const follow = () => {
  const { language } = element.querySelector(".masthead").dataset;
  document.documentElement.lang = language;
  const isOpen = document.body.classList.contains("shelf-open");
  element.querySelector("[data-action=articles]").setAttribute("aria-expanded", String(isOpen));
  if (switchedTo === language) element.querySelector(`[data-to=${language}]`).focus();
  switchedTo = null;
};

const rememberLanguage = (language) => {
  const address = new URL(window.location.href);
  address.searchParams.set("lang", language);
  window.history.replaceState(null, "", address);
};

// Read out when their text changes; they stay, for one that comes with its text is not read. Answers have one
// of their own: what is told of the archive just after waits its turn, and does not take its place.
for (const id of ["answer-announcer", "archive-announcer"]) {
  const announcer = document.body.appendChild(document.createElement("div"));
  announcer.id = id;
  announcer.className = "announcer";
  announcer.setAttribute("role", "status");
}

// Gradio says it in English whatever the language is.
const LOST = /^Connection to the server was lost/;
const sayLost = () => {
  const said = document.querySelector("[data-testid=toast-text]");
  if (!said || !LOST.test(said.textContent)) return;
  const { lost, dismiss } = element.querySelector(".masthead").dataset;
  said.textContent = lost;
  said.closest("[data-testid=toast-body]").querySelector("[data-testid=toast-close]").ariaLabel = dismiss;
};
new MutationObserver(sayLost).observe(document.body, { childList: true, subtree: true });

const COLOURS = "hemeroteca-colours";
const paint = (colours) => document.body.classList.toggle("dark", colours === "dark");

element.addEventListener("click", ({ target }) => {
  const button = target.closest("button");
  if (!button) return;
  const { action, to } = button.dataset;
  if (action === "clear") trigger("clear");
  if (action === "language") {
    switchedTo = to;
    rememberLanguage(to);
    trigger("language", { to });
  }
  if (action === "colours") {
    const colours = document.body.classList.contains("dark") ? "light" : "dark";
    window.localStorage.setItem(COLOURS, colours);
    paint(colours);
  }
});

const chosen = window.localStorage.getItem(COLOURS);
if (chosen) paint(chosen);
follow();
watch("value", follow);
