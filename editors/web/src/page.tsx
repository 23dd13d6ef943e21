/** Begins the page: its words, what it knows, the editor, and the engine behind it. */

import { render } from "preact";
import { Desk } from "./desk/desk";
import { Findings } from "./desk/findings";
import { begin } from "./desk/state";
import { Texts } from "./desk/texts";
import { keysFor } from "./desk/keys";
import { Editor } from "./text/editor";
import { App } from "./view/app";
import { Engine } from "./wire/engine";
import { chosen, load } from "./words";
import { takeToken } from "./wire/token";

async function start(): Promise<void> {
  const token = takeToken();
  const asked = new URLSearchParams(window.location.search).get("lang");
  const spoken = chosen(asked ? [asked, ...navigator.languages] : navigator.languages);
  const words = await load(spoken.code);
  const holder = document.getElementById("page")!;
  const host = document.createElement("div");
  host.className = "shadow";
  const desk: Desk = new Desk(begin(words, spoken), (state) => {
    document.documentElement.lang = state.spoken.code;
    document.title = [state.name, state.words.title].filter(Boolean).join(" – ");
    render(<App state={state} desk={desk} findings={findings} texts={texts} host={host} />, holder);
  });
  const findings = new Findings(desk);
  const texts = new Texts(desk, token);
  desk.texts = texts;
  const keys = keysFor(desk, findings);
  const root = host.attachShadow({ mode: "open" });
  desk.editor = new Editor(root, keys.inEditor, desk);
  const address = new URL(`lsp?token=${encodeURIComponent(token)}`, window.location.href);
  address.protocol = address.protocol.replace("http", "ws");
  desk.engine = new Engine(address.href, spoken.code, () => desk.sheet(), desk);
  document.addEventListener("keydown", keys.onPage);
  for (const event of ["dragover", "drop"] as const) {
    // What is dropped beside the text would be opened instead of the page, and the text be lost.
    document.addEventListener(event, (told) => takeDropped(told, desk));
  }
  window.addEventListener("beforeunload", (event) => {
    if (desk.isUnsaved) event.preventDefault();
  });
  desk.set({}, () => desk.editor.focus());
  await desk.engine.connect();
}

function takeDropped(event: DragEvent, desk: Desk): void {
  if (event.defaultPrevented || !event.dataTransfer?.types.includes("Files")) return;
  event.preventDefault();
  if (event.type === "drop") desk.dropped(event.dataTransfer.files);
}

void start();
