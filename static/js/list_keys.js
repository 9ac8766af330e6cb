// Keys of a list: j and k go down and up its rows, as do the arrows inside it; x ticks the row, Enter opens it, n logs a
// new one, ? tells all of this. They do nothing while one writes, and nothing for who turned single keys off.
const rows = [...document.querySelectorAll("[data-rows] tbody tr")];
const help = document.querySelector("[data-keys-help]");
const rowAt = (element) => rows.findIndex((row) => row.contains(element));

const goTo = (place) => {
  const link = rows[Math.max(0, Math.min(place, rows.length - 1))]?.querySelector("th a");
  link?.focus();
  link?.scrollIntoView({ block: "nearest" });
};

const keys = {
  j: (here) => goTo(here + 1),
  k: (here) => goTo(here < 0 ? 0 : here - 1),
  x: (here) => rows[here]?.querySelector("input[type=checkbox]")?.click(),
  n: () => document.querySelector("[data-key=n]")?.click(),
  "?": () => {
    if (!help) return;
    help.open = !help.open;
    help.querySelector("summary").focus();
  },
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("body").dataset.singleKeys === "off") return;
  if (event.target.closest("input:not([type=checkbox]), textarea, select, [contenteditable]")) return;
  const here = rowAt(event.target);
  const arrow = here >= 0 && { ArrowDown: keys.j, ArrowUp: keys.k }[event.key];
  const act = arrow || (event.key.length === 1 && keys[event.key]);
  if (!act) return;
  event.preventDefault();
  act(here);
});
