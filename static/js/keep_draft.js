// Keeps what is typed into a long form as a draft, a few seconds after each change. Without a script a button does it.
const AFTER = 3000;
const AGAIN = 10000;

for (const form of document.querySelectorAll("form[data-draft-url]")) {
  const status = form.querySelector("[data-draft-status]");
  form.querySelector("[data-draft-button]").hidden = true;
  const key = form.elements.namedItem("draft");
  let timer = 0;
  let saved = "";
  let sending = null; // one request at a time: the second one must know the key that the first one brings
  let over = false;

  const say = (words) => {
    if (status.textContent !== words) status.textContent = words;
  };

  const later = (wait) => {
    clearTimeout(timer);
    if (!over) timer = setTimeout(keep, wait);
  };

  const send = async () => {
    const options = { method: "POST", body: new FormData(form), redirect: "error", signal: sending.signal };
    const answer = await fetch(form.dataset.draftUrl, { ...options, headers: { Accept: "application/json" } });
    const told = await answer.json();
    if (answer.ok) {
      key.value = told.draft;
      saved = told.at;
    }
    say(told.words);
  };

  const keep = async () => {
    if (sending) return later(AFTER);
    sending = new AbortController();
    try {
      await send();
    } catch {
      if (over) return;
      say(saved ? form.dataset.draftFailed.replace("{time}", saved) : form.dataset.draftNever);
      later(AGAIN);
    } finally {
      sending = null;
    }
  };

  form.addEventListener("input", () => later(AFTER));
  form.addEventListener("submit", () => {
    over = true;
    clearTimeout(timer);
    sending?.abort();
  });
  window.addEventListener("pageshow", () => (over = false));
}
