// Runs once with Gradio's `element`, `trigger` and `watch`. What changed is read out; progress is not.
let said = element.textContent;
watch("value", () => {
  const line = element.querySelector(".status");
  if (!line || line.classList.contains("busy") || line.textContent === said) return;
  said = line.textContent;
  document.querySelector("#archive-announcer").textContent = said;
});
