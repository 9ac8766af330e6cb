// Places the chosen figure where the caret stands. Without a script the button sends the form, which places it at the end.
const button = document.querySelector("[data-place-figure]");
const text = document.querySelector("textarea[name=text]");

button?.addEventListener("click", (event) => {
  event.preventDefault();
  const chosen = (name) => button.form.elements.namedItem(name);
  const parts = [chosen("figure").value, chosen("country").value, chosen("period").checked ? "period" : ""];
  const reference = `{{${parts.filter(Boolean).join(":")}}}`;
  text.setRangeText(reference, text.selectionStart, text.selectionEnd, "end");
  text.dispatchEvent(new Event("input", { bubbles: true }));
  text.focus();
});
