/** The card for the counter: filled in on the phone, on the whole screen, awake; it sends nothing. */

import { WHOLE, isLandline, nationalDigits, spaced, withPlainFigures } from "./phone_number.js";
import { readIssuers } from "./number_lookup.js";

const HASH = "#card";
const HIGHEST_AMOUNT = 1_000_000;
const TENGE = { kk: "теңге", ru: "тенге" };

const form = document.querySelector(".card-form");
const card = document.querySelector(".card");
const number = form.querySelector("[type=tel]");
const issuers = readIssuers(document.querySelector(".prefixes"));
const chosen = (name) => form.elements[name].value;
let lock;

/** Its style sheet is loaded with it, so that the page needs one file less; until then the card is plain. */
function loadStyle(address) {
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = address;
  document.head.append(link);
}

/** The ten digits that were typed, or nothing. */
function digits() {
  const [typed = ""] = nationalDigits(number.value, (prefix) => issuers.has(prefix));
  return typed.length === WHOLE && typed[0] === "7" && !isLandline(typed) ? typed : "";
}

/** The amount that was typed, 0 for none; nothing, where it is none (`guides.card.form` reads alike). */
function tenge() {
  const typed = withPlainFigures(chosen("amount")).replace(/[\s'’]|₸|тг\.?|те[нң]ге|kzt/gi, "");
  if (!typed) return 0;
  const isGrouped = /^\d{1,3}([,.]\d{3})+$/.test(typed);
  const amount = Number(isGrouped ? typed.replace(/[,.]/g, "") : typed);
  const isWritten = isGrouped || /^\d+$/.test(typed);
  return isWritten && amount > 0 && amount <= HIGHEST_AMOUNT ? amount : undefined;
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
    // Those of the network need data.
    const voices = speechSynthesis.getVoices().filter(({ localService }) => localService);
    const voice = voices.find(({ lang }) => lang.toLowerCase().startsWith(language));
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
function follow() {
  const isEmpty = ![number.value, chosen("operator"), chosen("amount")].some(Boolean);
  // Somebody came back to it, and the browser has forgotten what was typed.
  if (location.hash === HASH && isEmpty) return location.replace("#card-form");
  const isShown = location.hash === HASH;
  document.body.classList.toggle("shows-card", isShown);
  if (isShown) {
    fillIn();
    card.focus({ preventScroll: true });
    scrollTo(0, 0);
    return keepAwake();
  }
  // It has a place on the page only now.
  const target = document.getElementById(location.hash.slice(1));
  if (target) {
    target.scrollIntoView();
    target.focus();
  }
  if (lock) lock.release();
  if (window.speechSynthesis) speechSynthesis.cancel();
  return undefined;
}

/** Put the card on the screen; a number that is not whole, or an amount that is none, is asked for again. */
export function submit() {
  const { amount } = form.elements;
  amount.setCustomValidity(tenge() === undefined ? form.dataset.amountMessage : "");
  if (number.value.trim() && !digits()) {
    number.focus();
    number.dispatchEvent(new Event("change"));
  } else if (form.reportValidity()) {
    location.hash = HASH;
  }
}

addEventListener("hashchange", follow);
// The browser fills in what was typed before, after this has run.
addEventListener("pageshow", follow);
document.addEventListener("visibilitychange", () => {
  // The browser lets the screen go dark when another tab is in front.
  if (document.visibilityState === "visible" && location.hash === HASH) keepAwake();
});
form.addEventListener("input", () => {
  form.elements.amount.setCustomValidity("");
  fillIn();
});
form.addEventListener("change", fillIn);
if (window.speechSynthesis) {
  offerSpeech();
  speechSynthesis.onvoiceschanged = offerSpeech;
}
if (form.dataset.style) loadStyle(form.dataset.style);
fillIn();
if (document.readyState === "complete") follow();
