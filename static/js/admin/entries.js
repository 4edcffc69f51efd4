/** What was typed into a form of the admin, to be typed again into another. */

/** All that would be sent, as [name, value, text]: a choice has a text besides. */
export function entriesOf(form) {
  return [...new FormData(form)].map(([name, value]) => [name, value, textOf(form.elements[name])]);
}

function textOf(field) {
  return field instanceof HTMLSelectElement ? field.selectedOptions[0]?.text : undefined;
}

/** Type the entries into the form, which may lack some of their rows. */
export function fill(form, entries) {
  addRows(form, entries);
  for (const field of form.elements) {
    // What is hidden is the server's, like the keys of rows and the token.
    if (field.name && !["hidden", "submit", "button", "file"].includes(field.type)) {
      type(field, entries.filter(([name]) => name === field.name));
    }
  }
}

/** Press "Add another" until there are as many rows as there were. */
function addRows(form, entries) {
  for (const [name, count] of entries.filter(([name]) => name.endsWith("-TOTAL_FORMS"))) {
    const button = document.querySelector(`#${name.replace("-TOTAL_FORMS", "-group")} .add-row a`);
    for (let rows = Number(form.elements[name].value); rows < count; rows += 1) {
      button?.click();
    }
  }
}

function type(field, entries) {
  const before = valueOf(field);
  if (["checkbox", "radio"].includes(field.type)) {
    field.checked = entries.some(([, value]) => value === field.value);
  } else if (entries.length > 0) {
    const [[, value, text]] = entries;
    if (field.options && ![...field.options].some((option) => option.value === value)) {
      field.add(new Option(text, value));
    }
    field.value = value;
  }
  if (valueOf(field) !== before) {
    field.dispatchEvent(new Event("change", { bubbles: true }));
    field.closest("details")?.setAttribute("open", "");
  }
}

function valueOf(field) {
  return ["checkbox", "radio"].includes(field.type) ? field.checked : field.value;
}
