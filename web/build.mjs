// node build.mjs OUT_DIR: bundles the front ends of report and view into OUT_DIR/{report,view}.{js,css}.
import { mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const out = resolve(process.argv[2] ?? join(here, "dist"));
mkdirSync(out, { recursive: true });

// Plot's index attaches a convenience method to every mark and is therefore kept whole; the method is not used here.
const lean = {
  name: "lean",
  setup(build) {
    build.onResolve({ filter: /^@observablehq\/plot$/ }, async ({ path, ...rest }) => {
      if (rest.pluginData === lean) return undefined;
      const found = await build.resolve(path, { kind: rest.kind, resolveDir: rest.resolveDir, pluginData: lean });
      return { path: found.path, sideEffects: false };
    });
  },
};

const common = { bundle: true, minify: true, charset: "utf8", legalComments: "none", logLevel: "warning", absWorkingDir: here };
/** The terms of every package that ended up in the bundle; what they say in the same words is said once. */
function terms({ inputs }) {
  const inside = Object.entries(inputs).filter(([, { bytesInOutput }]) => bytesInOutput > 0);
  const names = new Set(inside.map(([path]) => path.match(/node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1]).filter(Boolean));
  const said = new Set();
  const paragraphs = [...names].sort().flatMap((name) => {
    const own = readFileSync(join(here, "node_modules", name, "LICENSE"), "utf8").replace(/\*\//g, "* /").trim().split(/\n\s*\n/);
    const fresh = own.filter((text) => !said.has(text));
    fresh.forEach((text) => said.add(text));
    return [`${name}${fresh.length === 0 ? ": as above" : ""}`, ...fresh];
  });
  return `/* This script includes the packages below, under these terms.\n\n${paragraphs.join("\n\n")}\n*/\n`;
}

for (const [name, script, style] of [["report", "src/main.js", "src/style.css"], ["view", "src/view/main.js", "src/view/style.css"]]) {
  const bundle = await build({
    ...common, entryPoints: [script], outfile: join(out, `${name}.js`), format: "iife", target: "es2020", plugins: [lean], platform: "browser",
    write: false, metafile: true,
  });
  const text = terms(Object.values(bundle.metafile.outputs)[0]) + bundle.outputFiles[0].text;
  for (const forbidden of [/\bnew Function\b/, /\beval\(/, /<\/script/i, /<!--/])
    if (forbidden.test(text)) throw new Error(`${name}.js holds ${forbidden}: the page's policy or the HTML parser would refuse it`);
  writeFileSync(join(out, `${name}.js`), text);
  await build({ ...common, entryPoints: [style], outfile: join(out, `${name}.css`), target: ["chrome100", "firefox100", "safari15.4"] });
  for (const file of [`${name}.js`, `${name}.css`]) console.log(`${file} ${statSync(join(out, file)).size} bytes`);
}
