// How many rows are chosen, and one box for all of a page. Without a script one ticks them one by one.
for (const form of document.querySelectorAll("[data-choosing]")) {
  const boxes = [...form.querySelectorAll("tbody input[name=id]")];
  const every = form.querySelector("[data-every]");
  const said = form.querySelector("[data-chosen]");

  const tell = () => {
    const count = boxes.filter((box) => box.checked).length;
    said.hidden = count === 0;
    said.querySelector("span").textContent = count;
    every.checked = count > 0 && count === boxes.length;
    every.indeterminate = count > 0 && count < boxes.length;
  };

  every.hidden = false;
  every.addEventListener("change", () => {
    boxes.forEach((box) => (box.checked = every.checked));
    tell();
  });
  form.addEventListener("change", tell);
  window.addEventListener("pageshow", tell);
  tell();
}
