/** The card for the counter: filled in on the phone, on the whole screen, awake; it sends nothing. */

import { WHOLE, nationalDigits, spaced } from "./phone_number.js";
import { readIssuers } from "./number_lookup.js";

const HASH = "#card";
const TENGE = { kk: "теңге", ru: "тенге" };

const form = document.querySelector(".card-form");
const card = document.querySelector(".card");
const number = form.querySelector("[type=tel]");
const issuers = readIssuers(document.querySelector(".prefixes"));
const chosen = (name) => form.elements[name].value;
let lock;

/** Its style sheet is loaded with it, so that the page needs one file less. */
function loadStyle(address) {
  return new Promise((resolve) => {
    const link = document.createElement("link");
    link.rel = "stylesheet";
    link.href = address;
    // Without it the card is plain, and can still be shown.
    link.onload = resolve;
    link.onerror = resolve;
    document.head.append(link);
  });
}

/** The ten digits that were typed, or nothing. */
function digits() {
  const typed = nationalDigits(number.value, (prefix) => issuers.has(prefix));
  return typed && typed.length === WHOLE && typed[0] === "7" ? typed : "";
}

/** The amount that was typed, or nothing. */
function tenge() {
  const amount = chosen("amount").normalize("NFKC").replace(/[\s,'₸]/g, "");
  return /^\d+$/.test(amount) ? Number(amount) : 0;
}

function amountInWords() {
  return tenge() ? `${tenge().toLocaleString("ru")} ₸` : "";
}

/** Write into a part of the card, or leave the blank that it has on paper. */
function write(selector, text) {
  const part = card.querySelector(selector);
  part.textContent = text || part.dataset.blank;
}

/** Let the card say what the form says. */
function fillIn() {
  const { options, selectedIndex, value } = form.elements.operator;
  for (const line of card.querySelectorAll(".card-line")) {
    line.hidden = Object.entries(line.dataset).some(([name, values]) => !values.split(" ").includes(chosen(name)));
  }
  write(".card-number", spaced(digits()));
  write(".card-with-country > span", spaced(digits()));
  write(".card-operator", value ? options[selectedIndex].text : "");
  write(".card-amount", amountInWords());
  for (const part of card.querySelectorAll("[data-when-operator]")) {
    part.hidden = part.dataset.whenOperator !== value;
  }
}

/** Say in a language all that the card shows in it, the number digit by digit. */
function speak(voice, language) {
  const lines = [...card.querySelectorAll(`.card-line:not([hidden]) .card-saying[lang=${language}]`)];
  const before = lines.findIndex((line) => line.closest(".card-says + .card-says"));
  const words = lines.map((line) => line.textContent);
  const { options, selectedIndex, value } = form.elements.operator;
  const operator = value ? `${options[selectedIndex].text}.` : "";
  const amount = tenge() ? `${tenge()} ${TENGE[language]}.` : "";
  words.splice(before, 0, `${[...digits()].join(" ")}.`, operator, amount);
  const spoken = new SpeechSynthesisUtterance(words.join(" "));
  spoken.voice = voice;
  spoken.lang = voice.lang;
  speechSynthesis.cancel();
  speechSynthesis.speak(spoken);
}

/** Offer to speak in the languages for which the phone has a voice; it may find its voices later. */
function offerSpeech() {
  for (const button of card.querySelectorAll("[data-speak]")) {
    const { speak: language } = button.dataset;
    const voice = speechSynthesis.getVoices().find(({ lang }) => lang.toLowerCase().startsWith(language));
    button.hidden = !voice;
    button.onclick = () => speak(voice, language);
  }
}

async function keepAwake() {
  try {
    lock = await navigator.wakeLock?.request("screen");
  } catch (error) {
    console.error("The screen may go dark.", error);
  }
}

/** The address says whether the card is on the screen, so that “back” leads to the form. */
async function follow() {
  await style;
  const isShown = location.hash === HASH;
  document.body.classList.toggle("shows-card", isShown);
  if (isShown) {
    fillIn();
    card.focus({ preventScroll: true });
    scrollTo(0, 0);
    keepAwake();
  } else {
    // It has a place on the page only now.
    document.getElementById(location.hash.slice(1))?.scrollIntoView();
    lock?.release();
    if (window.speechSynthesis) speechSynthesis.cancel();
  }
}

/** Put the card on the screen; a number that is not whole is asked for again. */
export function submit() {
  if (number.value.trim() && !digits()) {
    number.focus();
    number.dispatchEvent(new Event("change"));
  } else {
    location.hash = HASH;
  }
}

addEventListener("hashchange", follow);
document.addEventListener("visibilitychange", () => {
  // The browser lets the screen go dark when another tab is in front.
  if (document.visibilityState === "visible" && location.hash === HASH) keepAwake();
});
form.addEventListener("input", fillIn);
form.addEventListener("change", fillIn);
if (window.speechSynthesis) {
  offerSpeech();
  speechSynthesis.onvoiceschanged = offerSpeech;
}
const style = form.dataset.style && loadStyle(form.dataset.style);
fillIn();
follow();
