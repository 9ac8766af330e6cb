// A secret that is shown once: a button copies it. Without a script one selects it by hand.
for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = false;
  button.addEventListener("click", async () => {
    await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim());
    const said = document.getElementById(`${button.dataset.copy}-said`);
    if (said) said.hidden = false;
  });
}
