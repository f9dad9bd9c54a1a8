// Runs once with Gradio's `element`, `trigger` and `watch`.
// Only secure origins have a clipboard, and a page served to a local network is not one.
const copyBySelection = (text) => {
  const box = document.body.appendChild(document.createElement("textarea"));
  box.value = text;
  box.select();
  document.execCommand("copy");
  box.remove();
};

const copy = async (button) => {
  const { text, copied } = button.dataset;
  if (navigator.clipboard) await navigator.clipboard.writeText(text);
  else copyBySelection(text);
  const label = button.textContent;
  if (label === copied) return;
  button.textContent = copied;
  window.setTimeout(() => { button.textContent = label; }, 1500);
};

element.addEventListener("click", ({ target }) => {
  const button = target.closest("button");
  if (!button) return;
  const { action, turn, source } = button.dataset;
  if (action === "copy") copy(button);
  if (action === "again") trigger("again");
  if (action === "cite") trigger("cite", { turn: Number(turn), source: Number(source) });
});

// A new question comes to the top, so that its answer is read from its beginning.
let seen = 0;
watch("value", () => {
  const turns = element.querySelectorAll(".turn");
  if (turns.length > seen) turns[turns.length - 1].scrollIntoView({ block: "start" });
  seen = turns.length;
});
