// node shot.mjs PAGE OUT.png [width] [light|dark] [selector]: a picture of a page or of a part of it.
import { resolve } from "node:path";
import { openBrowser } from "./browser.mjs";

const [page, out, width = "1280", scheme = "light", selector] = process.argv.slice(2);
const browser = await openBrowser();
const tab = await browser.newPage({ viewport: { width: Number(width), height: 900 }, colorScheme: scheme });
tab.on("console", (m) => console.log(m.type(), m.text()));
tab.on("pageerror", (e) => console.log("error", e.message));
await tab.goto(`file://${resolve(page)}`);
await tab.waitForTimeout(400);
if (selector) await tab.locator(selector).first().screenshot({ path: out });
else await tab.screenshot({ path: out, fullPage: true });
await browser.close();
