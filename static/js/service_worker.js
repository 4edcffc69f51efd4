/**
 * Keep the pages that were visited, and show them where there is no network.
 *
 * `SITE` stands before it: kztopup/offline/views.py. What was visited is in one cache for
 * each version of the static files, every page with the files that it names, so that no
 * page is ever shown with files of another version. What was saved (offline.js) is in a
 * cache for each language and town.
 */

const VISITED = `visited:${SITE.version}`;
const MOST_PAGES = 60;
const PATIENCE_MS = 3000;
const COLUMNS = "/api/places.columns.json";
const HASHED = /^\/static\/.+\.[0-9a-f]{12}\.\w+$/;
const STAFFS = /^\/static\/(\w+\/)?admin\b/;
const NAMED = /(?:src|href)="(\/static\/[^"]+)"/g;
const LANGUAGE = /^\/([a-z-]+)\//;
const OFFLINE = /^\/[a-z-]+\/offline\/$/;
// What these show, they read from the address themselves.
const ALIKE = /^\/[a-z-]+\/(offline|pack\/[\w-]+)\/$/;
const PLACES = /^\/([a-z-]+)\/places\/(?:([\w-]+)\/(?:(\d+)\/)?)?$/;
// They say where somebody is, or where they look.
const POSITIONS = ["lat", "lon", "q", "geocode", "bbox", "near"];
// Of what was asked, a copy that knows less is better than none.
const LESS = [...POSITIONS, "operator", "have"];
// One file, and one page, is the same for every request.
const FILE = { ignoreSearch: true, ignoreVary: true };
const COPY = { ignoreVary: true };

/** Kazakhstan is at UTC+5: written so that nobody takes the month for the day. */
function inAlmaty(date) {
  return new Date(date.getTime() + 5 * 3600000).toISOString().slice(0, 16).replace("T", " ");
}

function savedOn(answer) {
  return new Date(answer.headers.get("Date"));
}

function languageOf({ pathname }) {
  const [, language] = LANGUAGE.exec(pathname) ?? [];
  return language in SITE.words ? language : undefined;
}

/** Return the address of a page in one spelling. */
function keyOf(address) {
  const url = new URL(address, location);
  url.hash = "";
  if (ALIKE.test(url.pathname)) url.search = "";
  for (const [name, value] of [...url.searchParams]) if (!value) url.searchParams.delete(name);
  url.searchParams.sort();
  return url;
}

/** Whether it is one of the pages that are counted: files and the offline page are not. */
function isPage({ pathname }) {
  return !HASHED.test(pathname) && !OFFLINE.test(pathname);
}

function mayKeep(address, answer) {
  const { searchParams } = new URL(address, location);
  const isPage = /^text\/html/.test(answer.headers.get("Content-Type"));
  const isWhole = answer.status === 200 && answer.type === "basic" && !answer.redirected;
  return isWhole && isPage && !POSITIONS.some((name) => searchParams.has(name));
}

/** Return a file, whose name changes with its content, and keep it with this version. */
async function keepFile(address) {
  const own = await caches.match(address, { ...FILE, cacheName: VISITED });
  if (own) return own;
  const answer = await caches.match(address, FILE) ?? await fetch(address);
  if (answer.status === 200) await (await caches.open(VISITED)).put(address, answer.clone());
  return answer;
}

/** Keep a page after the files that it names, and no older copy of it. */
async function keep(address, answer) {
  const key = keyOf(address);
  const text = await answer.clone().text();
  const files = [...text.matchAll(NAMED)].map(([, file]) => new URL(file, location).href);
  await Promise.all(files.map(keepFile));
  const cache = await caches.open(VISITED);
  await cache.delete(key, COPY);
  await cache.put(key, answer);
  const offline = `/${languageOf(key)}/offline/`;
  if (!await cache.match(offline, COPY)) await visit(offline);
  await tidy(key);
}

async function visit(address) {
  // As it was shown, however old: nothing is loaded twice.
  const answer = await fetch(address, { cache: "force-cache" });
  if (mayKeep(address, answer)) await keep(address, answer);
}

/** Drop copies of the page in other versions, pages beyond the most, versions without any. */
async function tidy(key) {
  const kept = [];
  for (const name of (await caches.keys()).filter((one) => one.startsWith("visited:"))) {
    const cache = await caches.open(name);
    if (name !== VISITED) await cache.delete(key, COPY);
    const requests = await cache.keys();
    const pages = requests.filter(({ url }) => isPage(new URL(url)));
    if (!pages.length && name !== VISITED) await caches.delete(name);
    kept.push(...pages.map((request) => ({ cache, request })));
  }
  if (kept.length <= MOST_PAGES) return;
  for (const one of kept) one.date = savedOn(await one.cache.match(one.request, COPY));
  kept.sort((one, other) => other.date - one.date);
  for (const { cache, request } of kept.slice(MOST_PAGES)) await cache.delete(request, COPY);
}

/** Return the newest copy of a page among what was visited and what was saved. */
async function copyOf(address) {
  const names = await caches.keys();
  const copies = await Promise.all(names.map((cacheName) => caches.match(address, { ...COPY, cacheName })));
  const [newest] = copies.filter(Boolean).sort((one, other) => savedOn(other) - savedOn(one));
  return newest;
}

/** Return a copy that says at its head, in its language, of when it is and what is amiss. */
async function withNotice(copy, ...sentences) {
  const page = await copy.text();
  const words = SITE.words[/<html lang="([\w-]+)"/.exec(page)[1]];
  const text = sentences.map((name) => words[name]).join(" ").replace("{date}", inAlmaty(savedOn(copy)));
  const headers = new Headers(copy.headers);
  for (const name of ["Content-Encoding", "Content-Length"]) headers.delete(name);
  const notice = `<p class="notice" role="status">${text}</p>`;
  return new Response(page.replace(/<main[^>]*>/, (main) => main + notice), { headers });
}

/** Return where the pack of a town answers what is asked of places, if it is kept. */
async function packFor({ pathname, search, searchParams }) {
  const [isPlaces, language, slug, place] = PLACES.exec(pathname) ?? [];
  if (!isPlaces) return undefined;
  const saved = (await caches.keys()).filter((name) => name.startsWith(`saved:${language}:`));
  const only = saved.length === 1 ? saved[0].split(":")[2] : undefined;
  const pack = `/${language}/pack/${slug ?? searchParams.get("settlement") ?? only}/`;
  return await copyOf(pack) ? `${pack}${search}${place ? `#place-${place}` : ""}` : undefined;
}

/** Return the address of the newest home page. */
async function home() {
  const homes = Object.keys(SITE.words).map((language) => `/${language}/`);
  const copies = await Promise.all(homes.map(copyOf));
  const dates = copies.map((copy) => copy ? savedOn(copy).getTime() : 0);
  const newest = Math.max(...dates);
  return newest ? homes[dates.indexOf(newest)] : undefined;
}

/** Return what stands in for a page that is not kept. */
async function substituteFor(key) {
  const elsewhere = key.pathname === "/" ? await home() : await packFor(key);
  if (elsewhere) return Response.redirect(elsewhere);
  for (const name of [...LESS, ""]) {
    if (name) key.searchParams.delete(name);
    else key.search = "";
    const copy = await copyOf(key);
    if (copy) return withNotice(copy, "saved", "less");
  }
  const offline = await copyOf(`/${languageOf(key)}/offline/`);
  return offline ? withNotice(offline, "missing") : Response.error();
}

/** Return what comes first: the answer, or undefined when patience ends. */
function soon(answer) {
  return Promise.race([answer, new Promise((resolve) => setTimeout(resolve, PATIENCE_MS))]);
}

async function pageOf(request, answer) {
  const key = keyOf(request.url);
  const copy = await copyOf(key);
  try {
    return (await (copy ? soon(answer) : answer)) ?? withNotice(copy, "saved");
  } catch (error) {
    return copy ? withNotice(copy, "saved") : substituteFor(key);
  }
}

/** Return the places around, or those of the whole country that were saved. */
async function columnsOf(request) {
  const answer = fetch(request);
  const url = new URL(request.url);
  url.searchParams.delete("bbox");
  const copy = await caches.match(url, COPY);
  if (!copy) return answer;
  return (await soon(answer.catch(() => {}))) ?? copy;
}

async function install() {
  const windows = await clients.matchAll({ includeUncontrolled: true, type: "window" });
  await Promise.all(SITE.files.map(keepFile));
  // What was loaded before this began to listen.
  for (const { url } of windows) if (languageOf(new URL(url))) await visit(url).catch(() => {});
}

addEventListener("install", (event) => {
  skipWaiting();
  event.waitUntil(install());
});

addEventListener("activate", (event) => event.waitUntil(clients.claim()));

addEventListener("fetch", (event) => {
  const { request } = event;
  const { mode, method, url } = request;
  const { origin, pathname } = new URL(url);
  if (method !== "GET" || origin !== location.origin) return;
  if (HASHED.test(pathname) && !STAFFS.test(pathname)) {
    event.respondWith(keepFile(url).catch(() => fetch(request)));
  } else if (pathname === COLUMNS) {
    event.respondWith(columnsOf(request));
  } else if (mode === "navigate" && (pathname === "/" || languageOf({ pathname }))) {
    const answer = fetch(request).then((response) => {
      // Also what comes too late to be shown; and where there is no room, it is shown only.
      if (mayKeep(url, response)) event.waitUntil(keep(url, response.clone()).catch(() => {}));
      return response;
    });
    event.waitUntil(answer.catch(() => {}));
    event.respondWith(pageOf(request, answer));
  }
});
