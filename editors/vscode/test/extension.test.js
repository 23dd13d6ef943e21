// The extension as it is packaged, with VS Code played, against the real server.
// CLARITY names the command that starts clarity, as JSON; without it: ["clarity"].

const assert = require("node:assert");
const { mkdtempSync, writeFileSync } = require("node:fs");
const Module = require("node:module");
const { tmpdir } = require("node:os");
const { join } = require("node:path");
const { test } = require("node:test");

const { editorWith } = require("./vscode.js");

const COMMAND = JSON.parse(process.env.CLARITY ?? '["clarity"]');
const TEXT = "# Søknad\n\nI henhold til reglene må du fremskaffe dokumentasjon på inntekten.\n";

function load(vscode) {
  const resolve = Module._load;
  Module._load = (name, ...rest) => (name === "vscode" ? vscode : resolve(name, ...rest));
  const place = require.resolve("../dist/extension.js");
  delete require.cache[place];
  try {
    return require(place);
  } finally {
    Module._load = resolve;
  }
}

function opened(settings) {
  const path = join(mkdtempSync(join(tmpdir(), "clarity-")), "side.md");
  writeFileSync(path, TEXT);
  return editorWith(path, TEXT, settings);
}

test("a text that is open is marked", { timeout: 60_000 }, async () => {
  const editor = opened({ command: COMMAND, quick: true });
  const extension = load(editor.vscode);
  const marked = new Promise((resolve) =>
    editor.shown(({ marks }) => marks?.length && resolve(marks)),
  );
  const context = { subscriptions: [] };
  await extension.activate(context);
  assert.deepEqual(editor.messages, []);
  assert.ok(editor.commands.has("clarity.restart"));
  const [first] = await marked;
  assert.equal(first.range.start.line, 2);
  assert.match(first.message, /I henhold til/);
  await extension.deactivate();
});

test("who has no clarity is told how to install it", { timeout: 60_000 }, async () => {
  const editor = opened({ command: ["/no/such/clarity"] });
  const extension = load(editor.vscode);
  await extension.activate({ subscriptions: [] });
  await extension.deactivate();
  assert.match(editor.messages.join(), /pip install 'clarity-klarsprak\[lsp\]'/);
});
