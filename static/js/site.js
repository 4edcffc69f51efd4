/** On every page: what a visitor has said goes along in this tab; “near me”; links to send; paper. */

const KEY = "visitor";
const LANGUAGES = [...document.querySelectorAll(".header-languages a")].map((link) => link.hreflang);
const NAMES = ["have", "operator", "settlement", "lat", "lon"];
// The list of places has filters of its own names, and none for who has no money.
const FILTERS = { operator: "tops_up", have: "holds" };
const NO_FILTERS = ["friend", "nothing"];
const LIST = /^\/[a-z-]+\/places\/$/;
const PLACES = /^\/[a-z-]+\/places\/./;
const OPERATOR = /^\/[a-z-]+\/operators\/([\w-]+)\/$/;
const TOWN = /^\/[a-z-]+\/places\/([\w-]+)\/$/;
const ANSWER = /^\/[a-z-]+\/answer\/$/;

/** What was said so far, as parameters. A browser may forbid to keep it. */
function remembered() {
  try {
    return new URLSearchParams(sessionStorage.getItem(KEY) ?? "");
  } catch (error) {
    return new URLSearchParams();
  }
}

function remember(params) {
  try {
    sessionStorage.setItem(KEY, params);
  } catch (error) {
    console.error("What was chosen cannot be kept.", error);
  }
}

/** Take what this page was asked with; where it is asked for anew, only that. */
function listen() {
  const { pathname } = location;
  const said = new URLSearchParams(document.body.dataset.visitor ?? "");
  const [, operator] = OPERATOR.exec(pathname) ?? [];
  const [, settlement] = TOWN.exec(pathname) ?? [];
  if (operator) said.set("operator", operator);
  if (settlement && !said.has("lat")) said.set("settlement", settlement);
  const known = remembered();
  const isAskedAnew = ANSWER.test(pathname) || LIST.test(pathname);
  const isElsewhere = said.has("settlement") || said.has("lat");
  for (const name of NAMES) {
    const isPlace = !["have", "operator"].includes(name);
    const isHave = name === "have" && !ANSWER.test(pathname);
    if (said.has(name)) known.set(name, said.get(name));
    else if ((isAskedAnew && !isHave) || (isElsewhere && isPlace)) known.delete(name);
  }
  remember(known);
}

/** Return the address of a page of ours with what was said, as the page calls it. */
function withVisitor(address) {
  const url = new URL(address);
  const { pathname, searchParams } = url;
  if (url.origin !== location.origin || pathname === location.pathname) return address;
  if (!LANGUAGES.includes(pathname.split("/")[1])) return address;
  for (const [name, value] of remembered()) {
    const isFilter = LIST.test(pathname) && name in FILTERS;
    if (isFilter && NO_FILTERS.includes(value)) continue;
    const isSomewhere = PLACES.test(pathname) || searchParams.has("bbox");
    if (isSomewhere && name === "settlement") continue;
    const called = isFilter ? FILTERS[name] : name;
    if (!searchParams.has(called)) searchParams.set(called, value);
  }
  return url.href;
}

function follow({ target }) {
  // The same page in another language stays as it is.
  const link = target.closest("a[href]:not([hreflang], [download])");
  if (link) link.href = withVisitor(link.href);
}

/** What is chosen goes along at once, also to the same page in another language. */
function keepChoice({ target: { name, value } }) {
  if (!["have", "operator"].includes(name)) return;
  const known = remembered();
  const put = (params) => value ? params.set(name, value) : params.delete(name);
  put(known);
  remember(known);
  for (const link of document.querySelectorAll(".header-languages a")) {
    const url = new URL(link.href);
    put(url.searchParams);
    link.href = url;
  }
}

/** Ask for the position on a press; go to the page for it, or say why there is none. */
function offerNearMe(box) {
  const [button, status] = box.children;
  const { askPosition, messages, target } = box.dataset;
  const words = JSON.parse(messages);
  let ask;
  let tries = 0;

  function say(text) {
    status.textContent = text;
  }

  function go({ latitude, longitude }) {
    const { form } = button;
    const url = new URL(target ?? `${form.action}?${new URLSearchParams(new FormData(form))}`, location.href);
    for (const name of ["q", "settlement", "bbox"]) url.searchParams.delete(name);
    // About a hundred metres.
    url.searchParams.set("lat", latitude.toFixed(3));
    url.searchParams.set("lon", longitude.toFixed(3));
    say("");
    location.assign(url);
  }

  button.addEventListener("click", async () => {
    try {
      if (!ask) {
        say(words.waiting);
        // Some browsers never ask again for a module that failed to load.
        const { positionAsker } = await import(`${askPosition}?try=${tries += 1}`);
        ask = positionAsker(words, { say, found: go });
      }
      ask();
    } catch (error) {
      console.error("The position could not be asked for.", error);
      say(words.late);
    }
  });
  button.hidden = false;
}

/** Short to share: what was left empty stays out of the address. */
function dropEmpty({ target, formData }) {
  if (target.method !== "get") return;
  for (const [name, value] of [...formData]) if (!value) formData.delete(name);
}

/** A number is sent to nobody: the field takes none, and the page about numbers says whose it may be. */
function keepNumber(event) {
  if (event.target.name !== "q" || !event.target.validity.patternMismatch) return;
  event.preventDefault();
  location.assign(`/${document.documentElement.lang}/operators/#number`);
}

/** Show a part that needs its module, which is loaded when somebody comes to it; a form is its to send. */
function enable(part) {
  let tries = 0;

  async function load() {
    try {
      // Some browsers never ask again for a module that failed to load.
      return await import(part.dataset.module + (tries ? `?try=${tries}` : ""));
    } catch (error) {
      tries += 1;
      part.addEventListener("focusin", prepare, { once: true });
      throw error;
    }
  }

  function prepare() {
    load().catch((error) => console.error("A part does not work.", error));
  }

  async function submit(event) {
    event.preventDefault();
    try {
      const module = await load();
      module.submit(part);
    } catch (error) {
      console.error("A part does not work.", error);
      if (part.dataset.failure) alert(part.dataset.failure);
      else part.submit();
    }
  }

  part.hidden = false;
  part.addEventListener("focusin", prepare, { once: true });
  if (!part.matches("form")) return;
  part.addEventListener("submit", submit);
  if (location.hash) prepare();
}

/** Copy the address of a place, in which nothing says where its reader is, or a code to dial. */
async function copyLink({ target: button }) {
  const { address, copied } = button.dataset;
  try {
    await navigator.clipboard.writeText(address);
    button.textContent = copied;
  } catch (error) {
    prompt(button.textContent, address);
  }
}

/** What a page folds is on paper too, also where the style sheet cannot unfold it. */
function unfoldForPaper() {
  const folded = document.querySelectorAll("main details:not([open]):not(.asked)");
  for (const details of folded) details.open = true;
  addEventListener("afterprint", () => {
    for (const details of folded) details.open = false;
  }, { once: true });
}

for (const button of document.querySelectorAll(".copy-link")) {
  button.hidden = false;
  button.addEventListener("click", copyLink);
}
listen();
addEventListener("click", follow, true);
addEventListener("auxclick", follow, true);
addEventListener("invalid", keepNumber, true);
addEventListener("change", keepChoice);
addEventListener("formdata", dropEmpty);
addEventListener("beforeprint", unfoldForPaper);
if (navigator.geolocation) document.querySelectorAll(".near-me").forEach(offerNearMe);
document.querySelectorAll("[data-module]").forEach(enable);
// Once nothing waits for the network; some browsers have none, or are told to keep nothing.
addEventListener("load", () => navigator.serviceWorker?.register("/sw.js").catch(() => {}));
