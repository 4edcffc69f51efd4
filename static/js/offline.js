/** The offline page: save a town, whole or not at all; list what is saved; remove it. */

const section = document.querySelector(".offline");
const words = section.dataset;
const form = section.querySelector("form");
// Of what is loaded at a time; more would not come sooner.
const AT_ONCE = 4;

/** The names of our caches of one kind: “saved:en:almaty:1”, “visited:1”. */
async function cachesOf(kind) {
  return (await caches.keys()).filter((name) => name.startsWith(`${kind}:`));
}

async function remove(names) {
  await Promise.all(names.map((name) => caches.delete(name)));
}

/** Put each address into the cache; return how many bytes they are on this phone. */
async function fill(cache, addresses, tell) {
  const left = [...addresses];
  let bytes = 0;

  async function load() {
    while (left.length) {
      const address = left.shift();
      const answer = await fetch(address);
      if (!answer.ok || answer.redirected) throw new Error(`${address}: ${answer.status}`);
      const [{ size }] = await Promise.all([answer.clone().blob(), cache.put(address, answer)]);
      bytes += size;
      tell(addresses.length - left.length);
    }
  }

  try {
    await Promise.all(Array.from({ length: AT_ONCE }, load));
  } finally {
    // The others stop too.
    left.length = 0;
  }
  return bytes;
}

/** Save a town under a name of its own; what was saved of it before goes only then. */
async function save({ value: list, dataset: { name, page } }, tell) {
  const [, language, , slug] = page.split("/");
  const kind = `saved:${language}:${slug}`;
  const before = await cachesOf(kind);
  const fresh = `${kind}:${Date.now()}`;
  try {
    const answer = await fetch(list);
    if (!answer.ok) throw new Error(`${list}: ${answer.status}`);
    const { pages, files } = await answer.json();
    // One file may be of a page and of the map.
    const addresses = [...new Set([...pages, ...files])];
    const cache = await caches.open(fresh);
    const bytes = await fill(cache, addresses, (done) => tell(done, addresses.length));
    const about = { name: `${name} · ${words.language}`, page, bytes, pages: pages.length, date: Date.now() };
    // Last: it says that all is there.
    await cache.put(list, new Response(JSON.stringify(about)));
  } catch (error) {
    await caches.delete(fresh);
    throw error;
  }
  await remove(before);
}

async function submit(event) {
  event.preventDefault();
  const [button, progress, status] = ["button", "progress", "[role=status]"].map((one) => form.querySelector(one));
  const [town] = form.querySelector("select").selectedOptions;
  button.disabled = true;
  progress.hidden = false;
  progress.value = 0;
  status.textContent = words.saving;
  try {
    // The browser may drop the rest when it needs room, not this.
    navigator.storage?.persist?.();
    await save(town, (done, all) => Object.assign(progress, { max: all, value: done }));
    status.textContent = words.saved;
  } catch (error) {
    console.warn("The town could not be saved.", error);
    status.textContent = error.name === "QuotaExceededError" ? words.full : words.failed;
  }
  progress.hidden = true;
  button.disabled = false;
  await show();
}

/** Return a row of what is kept: what it is, how much, and a button that removes it. */
function rowOf(title, details, names) {
  const row = section.querySelector("template").content.cloneNode(true).firstElementChild;
  const line = document.createElement("p");
  const quiet = document.createElement("span");
  const button = row.querySelector("button");
  quiet.className = "quiet";
  quiet.textContent = details.join(" · ");
  line.append(title, document.createElement("br"), quiet);
  row.prepend(line);
  button.setAttribute("aria-label", `${button.textContent}: ${title.textContent}`);
  button.addEventListener("click", async () => {
    await remove(names);
    await show();
    section.querySelector("h2").focus();
  });
  return row;
}

function sizeInWords(pages, bytes) {
  return words.size.replace("{pages}", pages).replace("{kb}", Math.ceil(bytes / 1024));
}

/** Return the row of a saved town, or undefined where its saving has never ended. */
async function rowOfTown(cacheName) {
  const [, language, slug] = cacheName.split(":");
  const about = await caches.match(`/${language}/offline/${slug}.json`, { cacheName });
  if (!about) return undefined;
  const { name, page, bytes, pages, date } = await about.json();
  const link = document.createElement("a");
  Object.assign(link, { href: page, textContent: name, lang: language });
  // As the worker writes it.
  const inAlmaty = new Date(date + 5 * 3600000).toISOString().slice(0, 16).replace("T", " ");
  return rowOf(link, [words.date.replace("{date}", inAlmaty), sizeInWords(pages, bytes)], [cacheName]);
}

/** Return the row of all pages that were visited, with their files. */
async function rowOfVisited() {
  const names = await cachesOf("visited");
  let [pages, bytes] = [0, 0];
  for (const name of names) {
    const cache = await caches.open(name);
    const requests = await cache.keys();
    pages += requests.filter(({ url }) => !new URL(url).pathname.startsWith("/static/")).length;
    for (const request of requests) bytes += (await (await cache.match(request)).blob()).size;
  }
  const title = document.createElement("b");
  title.textContent = words.visited;
  return pages ? rowOf(title, [sizeInWords(pages, bytes)], names) : undefined;
}

async function show() {
  const list = section.querySelector(".offline-kept");
  const towns = (await cachesOf("saved")).map(rowOfTown);
  const rows = (await Promise.all([...towns, rowOfVisited()])).filter(Boolean);
  list.textContent = "";
  list.append(...rows);
  section.querySelector(".offline-nothing").hidden = rows.length > 0;
}

async function begin() {
  // It fails where nothing may be kept: in a private window, or without a secure address.
  await navigator.serviceWorker.register("/sw.js");
  await show();
  form?.addEventListener("submit", submit);
  document.querySelector(".offline-cannot").hidden = true;
  section.hidden = false;
}

// The page says so already.
begin().catch((error) => console.info("This browser keeps no pages.", error));
