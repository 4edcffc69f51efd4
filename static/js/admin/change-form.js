/** Ask before what was typed is left behind, for example by choosing languages. */

const form = document.querySelector("#content-main form[id$='_form']");

/** All that would be sent: widgets set fields without an event that could be heard. */
function content() {
  return new URLSearchParams(new FormData(form)).toString();
}

if (form) {
  let saved;
  let isSent = false;

  window.addEventListener("load", () => { saved = content(); });
  form.addEventListener("submit", () => { isSent = true; });
  window.addEventListener("beforeunload", (event) => {
    if (!isSent && saved !== undefined && content() !== saved) {
      event.preventDefault();
    }
  });
}
