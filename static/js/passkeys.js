// Lets a form with data-passkey make ("create") or show ("get") a passkey before it is sent.
// Without this script the form stays hidden, and all else works.
const knows = window.PublicKeyCredential?.parseCreationOptionsFromJSON;
for (const form of knows ? document.querySelectorAll("form[data-passkey]") : []) {
  const trouble = form.querySelector("[data-trouble]");
  const answer = form.elements.namedItem("credential");
  form.hidden = false;
  form.addEventListener("submit", async (event) => {
    if (answer.value) return;
    event.preventDefault();
    trouble.hidden = true;
    try {
      const asked = await (await fetch(form.dataset.options)).json();
      const made =
        form.dataset.passkey === "create"
          ? await navigator.credentials.create({
              publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(asked),
            })
          : await navigator.credentials.get({
              publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(asked),
            });
      answer.value = JSON.stringify(made.toJSON());
      form.requestSubmit();
    } catch {
      trouble.hidden = false;
    }
  });
}
