/** Offer to copy the address of a place, without where its reader is. */

const button = document.querySelector(".copy-link");

/** Browsers without a clipboard for scripts copy what is selected. */
function copySelected(text) {
  const field = document.createElement("textarea");
  field.value = text;
  button.after(field);
  field.select();
  const isCopied = document.execCommand("copy");
  field.remove();
  if (!isCopied) throw new Error("The browser does not copy.");
}

async function copy() {
  const { address, copied } = button.dataset;
  try {
    if (navigator.clipboard) await navigator.clipboard.writeText(address);
    else copySelected(address);
    button.textContent = copied;
  } catch {
    prompt(button.textContent, address);
  }
}

if (button) {
  button.hidden = false;
  button.addEventListener("click", copy);
}
