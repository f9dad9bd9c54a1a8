// Runs once with Gradio's `element`, `trigger` and `watch`. The list of articles, and its head.
const OPEN = "shelf-open";
const plain = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
const filterBox = () => document.querySelector("#shelf-head input");

const sift = () => {
  const wanted = plain(filterBox().value).split(/\s+/);
  for (const line of element.querySelectorAll(".articles li")) {
    const text = plain(line.textContent);
    line.hidden = !wanted.every((word) => text.includes(word));
  }
};

const swing = (isOpen) => {
  document.body.classList.toggle(OPEN, isOpen);
  const opener = document.querySelector(".masthead [data-action=articles]");
  opener.setAttribute("aria-expanded", String(isOpen));
  (isOpen ? filterBox() : opener).focus();
};

document.addEventListener("click", ({ target }) => {
  if (!target.closest("[data-action=articles]")) return;
  // An article that is open covers the list, and makes way for it.
  const covering = document.querySelector(".pane [data-action=shut]");
  covering?.click();
  swing(covering !== null || !document.body.classList.contains(OPEN));
});

document.addEventListener("input", ({ target }) => {
  if (target === filterBox()) sift();
});

document.addEventListener("keydown", ({ key }) => {
  const isNext = !document.querySelector(".turn.open") && !document.querySelector(".pane");
  if (key === "Escape" && isNext && document.body.classList.contains(OPEN)) swing(false);
});

element.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-path]");
  if (button) trigger("read", { article: button.dataset.path });
});

// A list that is written anew keeps what was typed, where one was in it, and how far one had scrolled.
let held = null;
element.addEventListener("focusin", ({ target }) => { held = target.dataset.path ?? null; });
element.addEventListener("focusout", ({ relatedTarget }) => { if (relatedTarget) held = null; });

watch("value", () => {
  sift();
  if (held === null || document.activeElement !== document.body) return;
  const same = [...element.querySelectorAll("[data-path]")].find(({ dataset }) => dataset.path === held);
  same?.focus({ preventScroll: true });
});
