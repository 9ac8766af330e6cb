// A chosen file goes in parts and goes on where a line broke. Without this script the form sends it at once.
const PART = 1024 * 1024;
const PAUSES = [1, 2, 4, 8, 16, 30, 30, 30];

class Refused extends Error {}

const wait = (seconds) => new Promise((done) => setTimeout(done, seconds * 1000));

const ask = (form, address, method, headers, body) => {
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  return fetch(address, { method, body, headers: { "X-CSRFToken": token, ...headers } });
};

// The words of a refusal: the first reason of the first field.
const refused = async (answer) => {
  const told = await answer.json().catch(() => ({}));
  return new Refused(told.detail ?? [Object.values(told).at(0)].flat().at(0) ?? answer.statusText);
};

const announce = async (form, file) => {
  const chosen = [...form.querySelectorAll("select, [name=title]")].map((field) => [field.name, field.value]);
  const body = JSON.stringify({ ...Object.fromEntries(chosen), name: file.name, size: file.size });
  const answer = await ask(form, form.dataset.upload, "POST", { "Content-Type": "application/json" }, body);
  if (!answer.ok) throw await refused(answer);
  return answer.json();
};

// How many bytes have arrived after one more part or, where that was not the next one, as the server says.
const sendPart = async (form, address, file, offset) => {
  const headers = { "Content-Type": "application/offset+octet-stream", "Upload-Offset": offset };
  const sent = await ask(form, address, "PATCH", headers, file.slice(offset, offset + PART));
  if (!sent.ok && sent.status !== 409 && sent.status < 500) throw await refused(sent);
  const told = sent.ok ? sent : await ask(form, address, "HEAD");
  return told.ok ? Number(told.headers.get("Upload-Offset")) : offset;
};

const send = async (form, file, bar) => {
  const { id, received } = await announce(form, file);
  let offset = received;
  let failures = 0;
  while (offset < file.size) {
    bar.value = (offset * 100) / file.size;
    const reached = await sendPart(form, `${form.dataset.upload}${id}/`, file, offset).catch((trouble) => {
      if (trouble instanceof Refused || failures >= PAUSES.length) throw trouble;
      return offset;
    });
    failures = reached > offset ? 0 : failures + 1;
    offset = reached;
    if (failures) await wait(PAUSES.at(failures - 1) ?? PAUSES.at(-1));
  }
  location.assign(`${form.dataset.uploadPage}files/${id}/`);
};

for (const form of document.querySelectorAll("form[data-upload]")) {
  const progress = form.querySelector("[data-upload-progress]");
  const trouble = form.querySelector("[data-upload-trouble]");
  form.addEventListener("submit", (event) => {
    const file = form.querySelector("[type=file]").files.item(0);
    if (!file) return;
    event.preventDefault();
    if (!progress.hidden) return;
    progress.hidden = false;
    trouble.hidden = true;
    send(form, file, progress.querySelector("progress")).catch((reason) => {
      progress.hidden = true;
      trouble.textContent = reason instanceof Refused ? reason.message : trouble.dataset.uploadTrouble;
      trouble.hidden = false;
    });
  });
}
