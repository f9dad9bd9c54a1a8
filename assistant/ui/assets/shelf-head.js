// Runs once with Gradio's `element`, `trigger` and `watch`. What was typed stays when the language changes.
let typed = "";
element.addEventListener("input", ({ target }) => { typed = target.value; });
watch("value", () => { element.querySelector("input").value = typed; });
