// One more row of a formset. Without a script the form has empty rows; with one the spare rows fold behind a button.
const isEmpty = (row) =>
  ![...row.querySelectorAll("input:not([type=hidden]), textarea")].some((field) =>
    ["checkbox", "radio"].includes(field.type) ? field.checked && !field.defaultChecked : field.value.trim(),
  );

for (const many of document.querySelectorAll("[data-add-another]")) {
  const button = many.querySelector("[data-add]");
  const rows = [...many.querySelectorAll("[data-row]")];
  const spare = rows.slice(1).filter((row) => isEmpty(row) && !row.querySelector("[aria-invalid]"));
  spare.forEach((row) => (row.hidden = true));
  button.hidden = spare.length === 0;
  button.addEventListener("click", () => {
    const row = spare.shift();
    row.hidden = false;
    row.querySelector("input:not([type=hidden]), select, textarea").focus();
    button.hidden = spare.length === 0;
  });
}
