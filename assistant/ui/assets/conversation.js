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

document.addEventListener("keydown", ({ key }) => {
  if (key === "Escape" && element.querySelector(".turn.open")) document.querySelector("#stop").click();
});

// Gradio would run one question beside another. One entered twice, or while an answer comes, is none; one
// entered before the answer has quite stopped waits for that.
const MOST_MS_UNSEEN = 1000;
let enteredAt = 0;
let isStopping = false;
let isWaiting = false;
const isEntered = ({ type, key, shiftKey, target }) => (type === "click"
  ? target.closest("#ask")
  : key === "Enter" && !shiftKey && target.closest("#question"));
const enter = (event) => {
  if (event.type === "click" && event.target.closest("#stop")) isStopping = true;
  if (!isEntered(event)) return;
  const isBusy = element.querySelector(".turn.open") !== null;
  if (isBusy || Date.now() - enteredAt < MOST_MS_UNSEEN) {
    isWaiting = isBusy && isStopping;
    event.preventDefault();
    event.stopPropagation();
  } else if (document.querySelector("#question textarea").value.trim()) {
    enteredAt = Date.now();
    isStopping = false;
  }
};
document.addEventListener("keydown", enter, true);
document.addEventListener("click", enter, true);
const askWhatWaits = () => {
  isStopping = false;
  if (isWaiting) document.querySelector("#ask").click();
  isWaiting = false;
};

const readOut = (turn) => {
  const told = turn.querySelectorAll(".answer, .refusal, .note");
  const text = [...told].map((part) => part.innerText).join("\n");
  document.querySelector("#answer-announcer").textContent = text;
};

// The button that was pressed is gone when the answer is there; a screen keyboard is not called up.
const giveBackFocus = () => {
  const isNowhere = document.activeElement === document.body;
  if (isNowhere && window.matchMedia("(hover: hover)").matches) {
    document.querySelector("#question textarea").focus({ preventScroll: true });
  }
};

// A new question comes to the top, so that its answer is read from its beginning.
let last = null;
let isOpen = false;
watch("value", () => {
  enteredAt = 0;
  const turn = [...element.querySelectorAll(".turn")].pop();
  if (turn && turn.dataset.number !== last) turn.scrollIntoView({ block: "start" });
  const wasOpen = isOpen || turn?.dataset.number !== last;
  last = turn?.dataset.number ?? null;
  isOpen = turn?.classList.contains("open") ?? false;
  if (turn && wasOpen && !isOpen) readOut(turn);
  if (!isOpen) askWhatWaits();
  giveBackFocus();
});
