// Ctrl+Enter (or Cmd+Enter) sends the form one is writing in, with its main button; with Shift, with its second one.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  const form = event.target.closest("form");
  if (!form) return;
  event.preventDefault();
  const second = event.shiftKey && form.querySelector("[data-second]");
  form.requestSubmit(second || form.querySelector(".btn--main[type=submit], button.btn--main:not([type])"));
});
