/** Who issued a number: looked up in the page’s own table of first digits, and sent nowhere. */

import { WHOLE, isLandline, nationalDigits } from "./phone_number.js";

/** Read the table of first digits: for each three, the operators with their names and sheets. */
export function readIssuers(table) {
  return new Map([...table.tBodies[0].rows].map((row) => [
    row.dataset.digits,
    [...row.querySelectorAll("[data-operator]")].map((element) => ({
      slug: element.dataset.operator,
      name: element.textContent.trim(),
      url: element.href,
      isSure: !element.hasAttribute("data-unsure"),
    })),
  ]));
}

function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (whole, name) => values[name]);
}

/** Say of what is typed into a part’s field who issued it; fill in “My SIM” of the form around. */
function lookUp(part) {
  const words = JSON.parse(part.dataset.words);
  const issuers = readIssuers(document.querySelector(".prefixes"));
  const field = part.querySelector("input");
  const status = part.querySelector("[role=status]");
  const choice = part.closest("form")?.elements.operator;
  const language = document.documentElement.lang;
  // What the number has chosen, and not the visitor: another number may choose anew.
  let chosen = "";

  function choose({ slug, name }, before = []) {
    choice.value = slug;
    chosen = slug;
    say([...before, fill(words.chosen, { operator: name }), words.moved]);
  }

  function buttonFor(operator) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-quiet";
    button.textContent = operator.name;
    button.translate = false;
    button.addEventListener("click", () => choose(operator));
    return button;
  }

  function linkTo({ name, url }) {
    const link = document.createElement("a");
    link.href = url;
    link.textContent = name;
    link.translate = false;
    return link;
  }

  function say(sentences, offered = []) {
    const text = document.createElement("p");
    text.textContent = sentences.join(language.startsWith("zh") ? "" : " ");
    // A button that is made anew while somebody presses it does nothing.
    if (status.firstChild && status.firstChild.textContent === text.textContent) return;
    status.textContent = "";
    if (sentences.length) status.append(text, ...offered.map(choice ? buttonFor : linkTo));
  }

  function answer(digits, operators) {
    const names = operators.map(({ name }) => name).join(" / ");
    const isSure = operators.every((operator) => operator.isSure);
    const issued = fill(isSure ? words.issued : words.said, { digits: `+7 ${digits.slice(0, 3)}`, operators: names });
    if (!choice) return say([issued, words.moved], operators);
    const isFree = [chosen, ""].includes(choice.value);
    const isOneOfThem = operators.some(({ slug }) => slug === choice.value);
    if (operators.length === 1 && isFree) return choose(operators[0], [issued]);
    if (isOneOfThem) return say([issued, words.moved]);
    return say([issued, words.moved, words.choose], operators);
  }

  function look(isWhole) {
    const digits = nationalDigits(field.value, (prefix) => issuers.has(prefix));
    if (digits === null || (digits.length > 2 && digits[0] !== "7")) return say([words.foreign]);
    if (digits.length > WHOLE) return say([words.long]);
    const isShort = digits && isWhole && digits.length < WHOLE;
    const missing = isShort ? [fill(words.short, { missing: WHOLE - digits.length })] : [];
    if (digits.length < 3) return say(missing);
    const operators = issuers.get(digits.slice(0, 3));
    if (operators) return answer(digits, operators);
    if (isLandline(digits)) return say([words.landline]);
    return say([fill(words.unknown, { digits: `+7 ${digits.slice(0, 3)}` }), ...missing]);
  }

  field.addEventListener("input", () => look(false));
  field.addEventListener("change", () => look(true));
  field.addEventListener("keydown", (event) => {
    // The number is no part of the form, and goes nowhere.
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    look(true);
  });
  if (field.value) look(true);
}

document.querySelectorAll(".number").forEach(lookUp);
