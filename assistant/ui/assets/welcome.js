// Runs once with Gradio's `element`, `trigger` and `watch`.
element.addEventListener("click", ({ target }) => {
  const button = target.closest("[data-question]");
  if (!button) return;
  trigger("example", { question: button.dataset.question });
  document.querySelector("#question textarea").focus();
});
