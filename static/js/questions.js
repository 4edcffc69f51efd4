/** Questions: sent where there is a network; else they wait in this browser, until their writer sends them. */

import { maskNumbers } from "./privacy.js";

const KEY = "questions";
const MOST = 10;
// Milliseconds. A SIM that has run out may be connected, and no answer ever comes.
const PATIENCE = 30000;
// Here the site has a page that says what is wrong, most with the form and what was typed.
const HAS_PAGE = [400, 403, 429, 503];

const { lang } = document.documentElement;
const TIME = { day: "numeric", hour: "2-digit", minute: "2-digit" };
// Chrome has no Kazakh names of months; in figures a date is written as in Russian.
const DATES = lang === "kk" ? ["ru", { ...TIME, month: "2-digit" }] : [lang, { ...TIME, month: "long" }];
const form = document.querySelector("form.ask");
const field = form.elements.text;
const formStatus = form.querySelector("[role=status]");
const waiting = document.querySelector(".waiting");
const [waitingStatus, section] = waiting.children;
const list = section.querySelector("ul");
const words = JSON.parse(waiting.dataset.words);
// When the question was written that stands in the field to be corrected; it waits until that is sent.
let corrected;
let isSending = false;

/** What waits, the oldest first. A browser may forbid to look. */
function readQuestions() {
  try {
    const kept = JSON.parse(localStorage.getItem(KEY));
    return Array.isArray(kept) ? kept.filter((one) => one && one.text && one.written) : [];
  } catch (error) {
    console.error("What waits cannot be read.", error);
    return [];
  }
}

/** Let these wait, and no others; throws where the browser does not keep them. */
function writeQuestions(questions) {
  if (questions.length) localStorage.setItem(KEY, JSON.stringify(questions));
  else localStorage.removeItem(KEY);
}

const allBut = (moment) => readQuestions().filter(({ written }) => written !== moment);

function forget(moment) {
  try {
    writeQuestions(allBut(moment));
  } catch (error) {
    console.error("The question still waits.", error);
  }
  show();
}

/** Send a question; return the site’s answer, or nothing where none came. */
async function post(address, data) {
  if (!navigator.onLine) return undefined;
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE);
  isSending = true;
  try {
    // Elsewhere is never followed: where a Wi-Fi asks to sign in, no question was sent.
    const options = { method: "POST", mode: "same-origin", signal: patience.signal };
    return await fetch(address, { ...options, body: new URLSearchParams(data) });
  } catch (error) {
    console.error("The question was not sent.", error);
    return undefined;
  } finally {
    clearTimeout(timer);
    isSending = false;
  }
}

/** Whether the site led on to its thanks: nothing else says that it has the question. */
function isThanks(response, address) {
  return response.url.startsWith(`${address}sent/`);
}

/** What the site would say of a text, were it asked. */
function problemWith(text) {
  if (!text) return words.empty;
  if (text.length < field.minLength) return words.short;
  return text.length > field.maxLength ? words.long : "";
}

/** Let what was typed wait here, and empty the field only then; or say why it cannot. */
function keep() {
  const text = maskNumbers(field.value.trim());
  const others = allBut(corrected);
  const problem = problemWith(text) || (others.length >= MOST && words.full);
  if (problem) {
    formStatus.textContent = problem;
    field.focus();
    return;
  }
  try {
    writeQuestions([...others, { text, language: lang, written: Date.now() }]);
  } catch (error) {
    console.error("The question cannot be kept.", error);
    formStatus.textContent = words.notKept;
    return;
  }
  corrected = undefined;
  field.value = "";
  // What the site said of a text that is no longer there.
  for (const said of form.querySelectorAll(".error")) said.remove();
  field.removeAttribute("aria-invalid");
  form.parentElement.after(waiting);
  waitingStatus.textContent = "";
  show();
  formStatus.textContent = words.kept;
}

/** Send what is in the form: to the thanks, to the site’s page of what is wrong, or to wait. */
export async function submit() {
  if (isSending) return;
  formStatus.textContent = words.sending;
  const response = await post(form.action, new FormData(form));
  if (response && isThanks(response, form.action)) {
    // Until the thanks are there, another press would send it again.
    isSending = true;
    if (corrected) forget(corrected);
    location.assign(response.url);
  } else if (response && HAS_PAGE.includes(response.status)) {
    form.submit();
  } else {
    keep();
  }
}

/** Say it of what waits, where it is seen. */
function tell(text) {
  waitingStatus.textContent = text;
  waitingStatus.scrollIntoView({ block: "nearest" });
}

/** Put into the field what the site did not take as it was. */
function correct({ text, written }) {
  if (field.value.trim() && corrected !== written) {
    tell(words.occupied);
    return;
  }
  corrected = written;
  field.value = text;
  tell(words.correct);
  field.focus();
}

async function sendWaiting(question) {
  const { text, language, written } = question;
  if (isSending) return;
  // Another tab may have sent it.
  show();
  if (!readQuestions().some((one) => one.written === written)) return;
  tell(words.sending);
  const address = form.action.replace(`/${lang}/`, `/${language}/`);
  const response = await post(address, { text });
  if (!response) {
    tell(words.stillWaits);
  } else if (isThanks(response, address)) {
    forget(written);
    tell(words.sent);
    waiting.focus();
  } else if (response.status === 400) {
    correct(question);
  } else {
    const reasons = { 429: words.tooMany, 503: words.busy };
    tell(reasons[response.status] ?? words.refused);
  }
}

function deleteWaiting({ written }) {
  forget(written);
  tell(words.deleted);
  waiting.focus();
}

function paragraph(text, more) {
  return Object.assign(document.createElement("p"), { textContent: text }, more);
}

function buttonFor(text, question, act) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button-quiet";
  button.textContent = text;
  button.setAttribute("aria-describedby", `waiting-${question.written}`);
  button.addEventListener("click", () => act(question));
  return button;
}

function rowOf(question) {
  const { text, language, written } = question;
  const row = document.createElement("li");
  const moment = new Date(written).toLocaleString(...DATES);
  row.append(
    paragraph(text, { id: `waiting-${written}`, lang: language }),
    paragraph(words.written.replace("{time}", moment), { className: "quiet" }),
    buttonFor(words.send, question, sendWaiting),
    " ",
    buttonFor(words.delete, question, deleteWaiting),
  );
  return row;
}

/** Show what waits; what is shown already stays, so that no button goes from under a finger. */
function show() {
  const questions = readQuestions();
  const moments = questions.map(({ written }) => written).join(" ");
  section.hidden = !questions.length;
  if (list.dataset.moments === moments) return;
  list.dataset.moments = moments;
  list.textContent = "";
  list.append(...questions.map(rowOf));
}

/** Ask whether to send what waits, where that can be done; nothing is sent without a press. */
function offer() {
  waitingStatus.textContent = navigator.onLine && readQuestions().length ? words.online : "";
}

addEventListener("online", offer);
addEventListener("offline", offer);
addEventListener("storage", show);
addEventListener("pageshow", () => {
  // “Back” from the thanks finds the page as it was left.
  isSending = false;
});
show();
if (!section.hidden) document.querySelector("h1").after(waiting);
offer();
