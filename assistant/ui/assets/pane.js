// Runs once with Gradio's `element`, `trigger` and `watch`.
let opener = null;
let isAskedFor = false;

// What was used to open the article stays lit while it is open.
const light = (button) => {
  opener?.removeAttribute("aria-current");
  opener = button;
  opener?.setAttribute("aria-current", "true");
};

const shut = () => {
  trigger("shut");
  (opener?.isConnected ? opener : document.querySelector("#question textarea")).focus();
  light(null);
  isAskedFor = false;
};

element.addEventListener("click", ({ target }) => {
  if (target.closest("[data-action=shut]")) shut();
});

document.addEventListener("keydown", ({ key }) => {
  if (key === "Escape" && element.querySelector(".pane") && !document.querySelector(".turn.open")) shut();
});

document.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-action=cite], [data-path]");
  isAskedFor = button !== null;
  if (!button) return;
  light(button);
  showCited();
});

// Also when the same source is opened again, which changes nothing in the page.
const showCited = () => {
  const pane = element.querySelector(".pane");
  if (!pane) return;
  const mark = pane.querySelector("mark");
  const room = pane.querySelector("article").clientHeight;
  if (mark) mark.scrollIntoView({ block: mark.offsetHeight < room ? "center" : "start" });
  else pane.querySelector("article").scrollTop = 0;
};

watch("value", () => {
  showCited();
  // Written anew in another language, or because its article has gone, it takes nobody from where they are.
  if (isAskedFor) element.querySelector(".pane")?.focus({ preventScroll: true });
  isAskedFor = false;
});
