// The form that a page is about begins with the cursor in its first field, unless something else asked for it.
const form = document.querySelector("form[data-start-here]");
if (form && !document.querySelector("[autofocus]") && !location.hash) {
  form.querySelector("input:not([type=hidden]), select, textarea")?.focus();
}
