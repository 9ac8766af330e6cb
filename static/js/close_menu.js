// Escape, or a press elsewhere, closes an open menu; Escape gives the focus back to its button.
const openMenus = () => document.querySelectorAll(".mast details[open]");

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const open = [...openMenus()].pop();
  if (!open) return;
  open.open = false;
  open.querySelector("summary").focus();
});

document.addEventListener("click", (event) => {
  for (const menu of openMenus()) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});
