// Ctrl+Enter (or Cmd+Enter) sends the form one is writing in, with its main button.
document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  const form = event.target.closest("form");
  if (!form) return;
  event.preventDefault();
  form.requestSubmit(form.querySelector(".btn--main[type=submit], button.btn--main:not([type])"));
});
