// Ctrl+Enter (or Cmd+Enter) sends the form one is writing in, with its main button; with Shift, with its second one.
// Where nothing has the focus it is the one form that the page is about.
const onlyForm = () => {
  const buttons = document.querySelectorAll("main form .btn--main[type=submit]");
  return buttons.length === 1 ? buttons[0].form : null;
};

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  const form = event.target.closest("form") ?? onlyForm();
  if (!form) return;
  event.preventDefault();
  const second = event.shiftKey && form.querySelector("[data-second]");
  form.requestSubmit(second || form.querySelector(".btn--main[type=submit], button.btn--main:not([type])"));
});
