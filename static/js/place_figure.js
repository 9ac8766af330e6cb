// Places the chosen figure or chart where the caret stands, a chart on a line of its own. Without a script the button sends the form, which places it at the end.
const button = document.querySelector("[data-place-figure]");
const text = document.querySelector("textarea[name=text]");

button?.addEventListener("click", (event) => {
  event.preventDefault();
  const chosen = (name) => button.form.elements.namedItem(name);
  const as = chosen("shown_as").value;
  const isChart = as !== "number";
  const ending = [as === "weeks" && "weeks", chosen("period").checked && "period"];
  const parts = [isChart && "chart", chosen("figure").value, chosen("country").value, ...ending];
  let reference = `{{${parts.filter(Boolean).join(":")}}}`;
  if (isChart) {
    const before = text.value.slice(0, text.selectionStart);
    const after = text.value.slice(text.selectionEnd);
    reference = (/(^|\n)$/.test(before) ? "" : "\n\n") + reference + (/^(\n|$)/.test(after) ? "" : "\n\n");
  }
  text.setRangeText(reference, text.selectionStart, text.selectionEnd, "end");
  text.dispatchEvent(new Event("input", { bubbles: true }));
  text.focus();
});
