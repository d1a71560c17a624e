// node shot.mjs PAGE|URL OUT.png [width] [light|dark] [selector] [height]: a picture of a page, or of a part of it
// with a margin and without what only a reader at a screen can use.
import { resolve } from "node:path";
import { openBrowser } from "./browser.mjs";

const [page, out, width = "1280", scheme = "light", selector, height = "900"] = process.argv.slice(2);
const browser = await openBrowser();
const tab = await browser.newPage({ viewport: { width: Number(width), height: Number(height) }, colorScheme: scheme });
tab.on("console", (m) => console.log(m.type(), m.text()));
tab.on("pageerror", (e) => console.log("error", e.message));
await tab.goto(/^http:/.test(page) ? page : `file://${resolve(page)}`);
await tab.waitForTimeout(600);
if (selector) {
  const part = tab.locator(selector).first();
  await part.evaluate((node) => {
    node.style.padding = "20px";
    node.querySelectorAll(".downloads, .reading, details").forEach((n) => (n.style.display = "none"));
  });
  await tab.waitForTimeout(400); // it is drawn anew at its new width
  await part.screenshot({ path: out });
} else await tab.screenshot({ path: out, fullPage: true });
await browser.close();
