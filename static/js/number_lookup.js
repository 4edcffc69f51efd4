/** Who issued a number: looked up in the page’s own table of first digits, and sent nowhere. */

import { WHOLE, isLandline, nationalDigits, withPlainFigures } from "./phone_number.js";

/** Read the table of first digits: for each three, the operators with their names and sheets. */
export function readIssuers(table) {
  return new Map([...table.tBodies[0].rows].map((row) => [
    row.dataset.digits,
    [...row.querySelectorAll("[data-operator]")].map((element) => ({
      slug: element.dataset.operator,
      name: element.textContent.trim(),
      url: element.getAttribute("href"),
      isSure: !element.hasAttribute("data-unsure"),
    })),
  ]));
}

/** Return a text of the page with the values in the place of their names in braces. */
export function fill(text, values) {
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
  // What the number has chosen, or the place: not the visitor. Another number may choose anew.
  let chosen = choice?.dataset.assumed ?? "";
  // Of several that have these digits, the one that was pressed.
  let pressed = "";

  /** Choose as if by hand: whoever listens to the choice hears of it, this part too. */
  function choose(slug) {
    if (choice.value === slug) return;
    choice.value = slug;
    choice.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function buttonFor(operator) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button-quiet";
    button.textContent = operator.name;
    button.translate = false;
    button.addEventListener("click", () => {
      pressed = operator.slug;
      chosen = "";
      choose(pressed);
    });
    return button;
  }

  /** To the operator’s sheet; where the table leads nowhere, to this page for that operator. */
  function linkTo({ name, slug, url }) {
    const link = document.createElement("a");
    const here = new URL(location.href);
    here.searchParams.set("operator", slug);
    link.href = url ?? here;
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

  /** Say whose the digits are; by two readings, where a first 7 may be the country’s. */
  function answer(digits, found) {
    const operators = found.flat();
    const names = operators.map(({ name }) => name).join(" / ");
    const isSure = operators.every((operator) => operator.isSure);
    const shown = found.length > 1 ? digits : `+7 ${digits.slice(0, 3)}`;
    const issued = fill(isSure ? words.issued : words.said, { digits: shown, operators: names });
    if (!choice) return say([issued, words.moved], operators);
    if (operators.length === 1 && [chosen, pressed, ""].includes(choice.value)) {
      chosen = operators[0].slug;
      choose(chosen);
    } else if (operators.length > 1 && choice.value === chosen) {
      takeBack();
    }
    const mine = operators.find(({ slug }) => slug === choice.value);
    if (!mine) {
      takeBack();
      return say([issued, words.moved, words.choose], operators);
    }
    const isChosen = [chosen, pressed].includes(mine.slug) ? [fill(words.chosen, { operator: mine.name })] : [];
    return say([issued, ...isChosen, words.moved]);
  }

  /** Choose nothing any more, where the number before this one had chosen. */
  function takeBack() {
    const isMine = choice?.value && [chosen, pressed].includes(choice.value);
    chosen = "";
    pressed = "";
    if (isMine) choose("");
  }

  function look(isWhole) {
    const readings = nationalDigits(field.value, (prefix) => issuers.has(prefix));
    const [digits] = readings;
    const found = readings.map((reading) => issuers.get(reading.slice(0, 3)) ?? []);
    if (digits?.length <= WHOLE && found[0].length) return answer(digits, found);
    takeBack();
    return say(objections(digits, isWhole));
  }

  /** What is to be said of digits that no operator of ours has. */
  function objections(digits, isWhole) {
    if (digits === undefined) return [words.foreign];
    if (!digits) return isWhole && /[^\s+]/.test(withPlainFigures(field.value)) ? [words.figures] : [];
    if (digits.length > 2 && digits[0] !== "7") return [words.foreign];
    if (digits.length > WHOLE) return [words.long];
    const isShort = digits && isWhole && digits.length < WHOLE;
    const missing = isShort ? [fill(words.short, { missing: WHOLE - digits.length })] : [];
    if (digits.length < 3) return missing;
    if (isLandline(digits)) return [words.landline];
    return [fill(words.unknown, { digits: `+7 ${digits.slice(0, 3)}` }), ...missing];
  }

  field.addEventListener("input", () => look(false));
  if (choice) choice.addEventListener("change", () => look(false));
  field.addEventListener("change", () => look(true));
  field.addEventListener("keydown", (event) => {
    // The number is no part of the form, and goes nowhere.
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    look(true);
  });
  // Typed while this module was on its way: perhaps not to the end.
  if (field.value) look(document.activeElement !== field);
}

document.querySelectorAll(".number").forEach(lookUp);
