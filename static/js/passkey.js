// Passkeys: a button starts the browser's own dialogue; what it answers is sent with the form of the button.
// Without a script, or in a browser without passkeys, the button stays hidden and the other ways remain.
const shownOptions = () => JSON.parse(document.getElementById("js_data").textContent);

const fetchedOptions = async (address) => {
  const answer = await fetch(address, { headers: { Accept: "application/json" } });
  if (!answer.ok) throw new Error(answer.statusText);
  return answer.json();
};

const created = (options, form) => {
  const selection = options.creation_options.publicKey.authenticatorSelection;
  const alone = form.elements.passwordless.checked;
  selection.residentKey = alone ? "required" : "discouraged";
  selection.requireResidentKey = alone;
  if (alone) selection.userVerification = "required";
  return window.webauthnJSON.create(options.creation_options);
};

for (const button of document.querySelectorAll("[data-passkey]")) {
  if (!window.PublicKeyCredential) break;
  button.hidden = false;
  button.addEventListener("click", async () => {
    const failed = document.getElementById("passkey-failed");
    failed.hidden = true;
    try {
      const options = button.dataset.options ? await fetchedOptions(button.dataset.options) : shownOptions();
      const credential = await (button.dataset.passkey === "create"
        ? created(options, button.form)
        : window.webauthnJSON.get(options.request_options));
      button.form.elements.credential.value = JSON.stringify(credential);
      button.form.submit();
    } catch {
      failed.hidden = false;
    }
  });
}
