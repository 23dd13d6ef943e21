// Bundles the page into clarity/web/static, or into the folder that is named as an argument.

import {
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
  copyFileSync,
  existsSync,
} from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import esbuild from "esbuild";

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, "../..");
const out = resolve(process.argv[2] ?? join(root, "clarity/web/static"));

/** The languages that there are words in, each with the codes that a browser may ask for it by. */
function spoken() {
  const read = JSON.parse(readFileSync(join(root, "rules/languages.json"), "utf8"));
  const folder = join(root, "rules/interface");
  const codes = readdirSync(folder)
    .filter((code) => existsSync(join(folder, code, "web.json")))
    .sort();
  const own = JSON.parse(readFileSync(join(root, "rules/interface/en/languages.json"), "utf8"));
  return codes.map((code) => ({
    code,
    name: read[code]?.name ?? own[code],
    codes: read[code]?.paths ?? [code],
  }));
}

/** Packages that come as a bundle: what they depend on is in it, though no input of ours. */
const BUNDLES = new Set(["jszip"]);

/** The licences of what is bundled, by the folders of packages that the bundles were made of. */
function licences(inputs) {
  const folders = new Set();
  const add = (folder) => {
    if (folders.has(folder)) return;
    folders.add(folder);
    const { name, dependencies } = JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));
    if (!BUNDLES.has(name)) return;
    for (const one of Object.keys(dependencies ?? {})) {
      BUNDLES.add(one);
      add(resolve(here, "node_modules", one));
    }
  };
  for (const input of inputs) {
    const found = /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input);
    if (found) add(resolve(here, found[1]));
  }
  const texts = [...folders].sort().map((folder) => {
    const { name, version, license } = JSON.parse(
      readFileSync(join(folder, "package.json"), "utf8"),
    );
    const file = readdirSync(folder).find((one) => /^licen[cs]e/i.test(one));
    if (!file && !license) throw new Error(`${relative(here, folder)} has no licence`);
    const text = file ? readFileSync(join(folder, file), "utf8").trim() : license;
    return `${name} ${version} (${license})\n\n${text}\n`;
  });
  return `The page of clarity serve is made with these packages.\n\n${texts.join(`\n${"-".repeat(80)}\n\n`)}`;
}

/** Turndown tries, as it is loaded, to parse HTML: the page's policy has that reported as a breach.
 * It is given elements alone, and needs no parser. */
const parsesNothing = {
  name: "turndown parses nothing",
  setup(build) {
    build.onLoad({ filter: /turndown\.browser\.es\.js$/ }, ({ path }) => {
      const source = readFileSync(path, "utf8");
      const contents = source.replace(
        "canParseHTMLNatively() ? root.DOMParser : createHTMLParser()",
        "null",
      );
      if (contents === source) throw new Error(`${path} is not as it was: see build.mjs`);
      return { contents };
    });
  },
};

rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
const made = await esbuild.build({
  absWorkingDir: here,
  entryPoints: { page: "src/page.tsx" },
  outdir: out,
  bundle: true,
  splitting: true,
  format: "esm",
  target: "es2022",
  minify: true,
  charset: "utf8",
  legalComments: "none",
  jsx: "automatic",
  jsxImportSource: "preact",
  define: {
    SPOKEN: JSON.stringify(spoken()),
    "process.env.NODE_ENV": '"production"',
    global: "globalThis",
  },
  chunkNames: "[name]-[hash]",
  metafile: true,
  plugins: [parsesNothing],
  logLevel: "warning",
});
await esbuild.build({
  absWorkingDir: here,
  entryPoints: ["src/page.css"],
  outdir: out,
  minify: true,
  charset: "utf8",
  target: ["chrome123", "firefox125", "safari17.5"],
  logLevel: "warning",
});
for (const name of ["index.html", "icon.svg"])
  copyFileSync(join(here, "src", name), join(out, name));
writeFileSync(join(out, "licences.txt"), licences(Object.keys(made.metafile.inputs)));
