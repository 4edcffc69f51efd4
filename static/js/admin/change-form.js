/**
 * Keep what was typed: choosing languages takes it along, leaving the page asks first.
 */

import { entriesOf, fill } from "./entries.js";

const form = document.querySelector("#content-main form[id$='_form']");
const links = document.querySelectorAll(".text-languages a");
const KEPT = `unsaved ${location.pathname}`;

if (form) {
  // After a mistake, nothing of what the page shows has been saved.
  let saved = document.querySelector(".errornote") ? "" : undefined;
  let isSent = false;

  /** All that would be sent: widgets set fields without an event that could be heard. */
  const content = () => JSON.stringify(entriesOf(form));
  const isUnsaved = () => saved !== undefined && content() !== saved;

  const start = () => {
    saved ??= content();
    const kept = sessionStorage.getItem(KEPT);
    sessionStorage.removeItem(KEPT);
    if (kept) {
      fill(form, JSON.parse(kept));
    }
  };
  // Some of Django's scripts wait for the page, others for jQuery, which may be later.
  window.addEventListener("load", () => window.django.jQuery(start));

  for (const link of links) {
    link.addEventListener("click", () => {
      if (isUnsaved()) {
        sessionStorage.setItem(KEPT, content());
        link.href = withShownLanguages(link.href, form.action);
        isSent = true;
      }
    });
  }

  form.addEventListener("submit", () => { isSent = true; });
  window.addEventListener("beforeunload", (event) => {
    if (!isSent && isUnsaved()) {
      event.preventDefault();
    }
  });
}

/** The address with the languages of both: texts that were typed stay shown. */
function withShownLanguages(address, shown) {
  const url = new URL(address);
  const both = [url, new URL(shown)].map((one) => one.searchParams.get("languages"));
  url.searchParams.set("languages", both.join(","));
  return url.href;
}
