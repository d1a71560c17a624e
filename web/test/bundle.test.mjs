// The committed bundle is what web/src gives, byte for byte.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const web = join(dirname(fileURLToPath(import.meta.url)), "..");

test("web/bundle is what npm run build makes of web/src", (t) => {
  const out = mkdtempSync(join(tmpdir(), "equipoise-bundle-"));
  t.after(() => rmSync(out, { recursive: true }));
  execFileSync("node", [join(web, "build.mjs"), out]);
  for (const file of ["report.js", "report.css", "view.js", "view.css"])
    assert.ok(readFileSync(join(out, file)).equals(readFileSync(join(web, "bundle", file))), `${file} is older than web/src: npm run build`);
});
