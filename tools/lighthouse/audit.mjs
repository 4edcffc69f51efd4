/**
 * Audits the pages that stand on the standard input, [{name, address, skip}], with
 * Lighthouse's phone; prints a table, and ends with 1 if a score is below 100.
 *
 * A busy machine only ever makes a page slower: the best of three tries counts.
 */

import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { launch } from "chrome-launcher";
import lighthouse from "lighthouse";

const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"];
const TRIES = 3;
const REPORTS = new URL("reports/", import.meta.url);

const pages = JSON.parse(readFileSync(0, "utf8"));
mkdirSync(REPORTS, { recursive: true });
const chrome = await launch({
  chromeFlags: ["--headless=new", "--no-sandbox", "--disable-background-networking"],
});
let allAreFull = true;
try {
  console.log(["page".padEnd(24), ...CATEGORIES].join("  "));
  for (const page of pages) {
    const result = await audit(page);
    const { runtimeError } = result.lhr;
    if (runtimeError) {
      allAreFull = false;
      console.log(`${page.name.padEnd(24)}  ${runtimeError.message}`);
      continue;
    }
    const isFull = CATEGORIES.every((category) => scoreOf(result, category) === 100);
    console.log(rowOf(page, result));
    if (isFull) continue;
    allAreFull = false;
    failuresOf(result).forEach((failure) => console.log(`    ${failure}`));
    const file = new URL(`${page.name.replaceAll("/", "-")}.html`, REPORTS);
    writeFileSync(file, result.report);
    console.log(`    ${file.pathname}`);
  }
} finally {
  chrome.kill();
}
process.exitCode = allAreFull ? 0 : 1;

/** The result of the try with the best performance: no more tries than needed. */
async function audit({ address, skip }) {
  let best;
  for (let tried = 0; tried < TRIES; tried += 1) {
    const result = await lighthouse(address, {
      port: chrome.port,
      output: "html",
      onlyCategories: CATEGORIES,
      skipAudits: skip,
    });
    if (result.lhr.runtimeError) {
      best = best || result;
      continue;
    }
    if (!best || best.lhr.runtimeError || performanceOf(result) > performanceOf(best)) {
      best = result;
    }
    if (performanceOf(best) === 100) break;
  }
  return best;
}

function scoreOf({ lhr }, category) {
  return Math.round(lhr.categories[category].score * 100);
}

function performanceOf(result) {
  return scoreOf(result, "performance");
}

function rowOf({ name }, result) {
  const scores = CATEGORIES.map((category) =>
    String(scoreOf(result, category)).padStart(category.length),
  );
  return [name.padEnd(24), ...scores].join("  ");
}

/** What took points: of each audit that counts, its title and its value. */
function failuresOf({ lhr }) {
  return CATEGORIES.flatMap((category) =>
    lhr.categories[category].auditRefs
      .filter(({ weight }) => weight > 0)
      .map(({ id }) => lhr.audits[id])
      .filter(({ score }) => score !== null && score < 1)
      .map(({ id, title, displayValue }) =>
        `${category}: ${id}: ${title} ${displayValue || ""}`.trimEnd(),
      ),
  );
}
