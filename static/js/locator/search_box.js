/** The search box: names to choose from while one types. Loaded when it gets the focus. */

const TYPING_MS = 150;

const box = document.querySelector(".search-box");

/** Make the field an ARIA combobox. */
function suggest(input, list) {
  let active, timer, request;

  function activate(option) {
    active?.setAttribute("aria-selected", false);
    option?.setAttribute("aria-selected", true);
    option?.scrollIntoView({ block: "nearest" });
    input.setAttribute("aria-activedescendant", option?.id ?? "");
    active = option;
  }

  function show(rows) {
    activate();
    list.textContent = "";
    for (const row of rows) groupOf(row.group).append(optionOf(row));
    list.hidden = !rows.length;
    input.setAttribute("aria-expanded", !list.hidden);
    const words = `${list.getAttribute("aria-label")}: ${rows.length}`;
    list.nextElementSibling.textContent = list.hidden ? "" : words;
  }

  const options = () => [...list.querySelectorAll("[role=option]")];

  /** The option so many steps from the active one, round the ends. */
  function neighbour(steps) {
    const all = options();
    const place = active ? all.indexOf(active) + steps : Math.min(steps, 0);
    return all[(place + all.length) % all.length];
  }

  /** The group of that name, or a new one. */
  function groupOf(name) {
    const known = [...list.children].find((group) => group.getAttribute("aria-label") === name);
    if (known) return known;
    const group = document.createElement("div");
    const words = document.createElement("b");
    words.textContent = name;
    words.setAttribute("aria-hidden", true);
    group.append(words);
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", name);
    list.append(group);
    return group;
  }

  /** Nodes, since names are not markup. */
  function optionOf({ name, detail, url }) {
    const option = document.createElement("div");
    const small = document.createElement("small");
    small.textContent = detail;
    option.append(name, " ", small);
    option.className = "option";
    option.id = `suggestion-${options().length}`;
    option.dataset.url = url;
    option.dataset.name = name;
    option.setAttribute("role", "option");
    option.setAttribute("aria-selected", false);
    return option;
  }

  function stop() {
    clearTimeout(timer);
    request?.abort();
  }

  function close() {
    stop();
    show([]);
  }

  async function load() {
    const q = input.value.trim();
    // Coordinates, links and single letters, but for Chinese, get no suggestions; nor does a phone number.
    if (!/^(?=.*(\p{Script=Han}|\p{L}.))(?!(.*\p{Nd}){7}).{1,50}$/u.test(q)) return close();
    stop();
    request = new AbortController();
    const { signal } = request;
    let rows = [];
    try {
      const answer = await fetch(`${box.dataset.suggest}?${new URLSearchParams({ q })}`, { signal });
      if (!answer.ok) throw new Error(`${answer.url}: ${answer.status}`);
      rows = await answer.json();
    } catch (error) {
      if (!signal.aborted) console.error("The suggestions could not be loaded.", error);
    }
    if (!signal.aborted) show(rows);
  }

  /** Go to what was chosen; where filters are set, set it among them. */
  function choose({ dataset }) {
    close();
    const others = [...new FormData(input.form)].filter(([name, value]) => name !== "q" && value);
    const { pathname, searchParams } = new URL(dataset.url, location);
    if (!others.length || !pathname.includes("/places/")) {
      location.assign(dataset.url);
      return;
    }
    const submit = input.form.querySelector("[type=submit]");
    if (searchParams.has("q")) {
      input.value = searchParams.get("q");
      // It says where it is: what was chosen before does not.
      for (const name of ["settlement", "lat", "lon"]) {
        if (input.form.elements[name]) input.form.elements[name].value = "";
      }
      submit.click();
      return;
    }
    const brand = searchParams.get("brand");
    const slug = brand ?? pathname.split("/").slice(-2)[0];
    const filter = input.form.elements[brand ? "brand" : "settlement"];
    // Those without places are not offered there.
    if (![...filter.options].some(({ value }) => value === slug)) filter.add(new Option(dataset.name, slug));
    filter.value = slug;
    input.value = "";
    submit.click();
  }

  input.addEventListener("input", () => {
    stop();
    activate();
    timer = setTimeout(load, TYPING_MS);
  });
  input.addEventListener("keydown", (event) => {
    const { key } = event;
    // While Chinese is composed, the keys are for that.
    if (event.isComposing) return;
    if (key === "ArrowDown" && list.hidden) load();
    else if (key === "ArrowDown") activate(neighbour(1));
    else if (key === "ArrowUp") activate(neighbour(-1));
    else if (key === "Enter" && active) choose(active);
    else if (key === "Escape") close();
    else return;
    event.preventDefault();
  });
  input.addEventListener("blur", close);
  input.form.addEventListener("submit", close);
  // The field keeps the focus: the list would close before the click.
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("click", ({ target }) => {
    const option = target.closest("[role=option]");
    if (option) choose(option);
  });
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  close();
}

const input = box.querySelector("input");
suggest(input, box.querySelector("[role=listbox]"));
// It was typed into while this module was on its way.
if (document.activeElement === input && input.value !== input.defaultValue) input.dispatchEvent(new Event("input"));
