/** What the writer does, and what comes of it: between the editor, the engine and what is shown. */

import type { Text } from "@codemirror/state";
import { pastedText } from "../intake/paste";
import type { Brought } from "../text/brought";
import type { Editor, Heard } from "../text/editor";
import { type Item, aboutOf, itemsOf, marksAtOnce, marksOf } from "../text/items";
import { looksLikeMarkdown } from "../text/markdown";
import type { Named, Standing } from "../text/marks";
import type { Stretch } from "../text/places";
import type { Edit, Engine, Listener, Sheet } from "../wire/engine";
import type { Choices, Diagnostic, Judged, Settings } from "../wire/report";
import { counted, fill, load, spoken } from "../words";
import { type State, type View, isBlank } from "./state";
import type { Texts } from "./texts";
import { verdictOf } from "./verdict";
import { keepSpoken, keepWishes, wished } from "./wishes";

/** Draws the page from what it knows. */
type Draw = (state: State) => void;

/** The most bytes of a text until the server has said what it takes. */
export const LIMIT = 1_000_000;

export class Desk implements Heard, Listener {
  private isDrawing = false;
  private readonly afterwards: (() => void)[] = [];
  private sent = "";
  private delivered = "";
  private named = "";
  editor!: Editor;
  engine!: Engine;
  texts!: Texts;

  constructor(
    public state: State,
    private readonly draw: Draw,
  ) {}

  /** Take in what has changed, draw it, and then do what must wait for that. */
  set(change: Partial<State>, then?: () => void): void {
    const before = this.state.current;
    this.state = { ...this.state, ...change };
    if (then) this.afterwards.push(then);
    if (this.state.current !== before) this.editor.look(this.state.current);
    this.nameText();
    if (this.isDrawing) return;
    this.isDrawing = true;
    queueMicrotask(() => {
      this.isDrawing = false;
      this.draw(this.state);
      for (const one of this.afterwards.splice(0)) one();
    });
  }

  /** Tell a screen reader, politely. What is told twice is told anew. */
  say(text: string): void {
    this.set({ said: text === this.state.said ? `${text}\u00a0` : text });
  }

  // What the editor tells.

  brought({ name, ending, text }: Brought): void {
    const origin = text ? { text, score: undefined } : null;
    this.set({ name, ending, origin, verdict: null, items: [] });
    if (text !== this.editor.text) void this.weigh();
  }

  changed(edits: readonly Edit[]): void {
    const text = this.editor.text;
    this.set({ text, notice: "" }); // what was told of the text before has been read
    if (this.sheetName() === this.sent) this.engine.edit(edits);
    else this.engine.open();
  }

  /** Look at the mark at the caret, if the writer has gone there or has looked at one there. */
  moved(isByWriter: boolean): void {
    const { current } = this.state;
    const near = isByWriter || current ? this.editor.atCaret(current) : undefined;
    this.look(near ? { key: near.mark.key, place: near.mark.place } : null);
  }

  pasted(data: DataTransfer): string | null {
    const { choices, text, words } = this.state;
    const pasted = pastedText(data);
    const size = new Blob([text, pasted ?? data.getData("text/plain")]).size;
    if (size <= (choices?.limit ?? LIMIT)) return pasted;
    this.set({ notice: fill(words.refusals.large, { name: words.the_text }) });
    return "";
  }

  dropped(files: FileList): boolean {
    const file = files[0];
    if (file) void this.texts.open(file);
    return !!file;
  }

  // What the engine tells.

  sheet(): Sheet {
    this.sent = this.sheetName();
    return { name: this.sent, text: this.editor.text, settings: this.state.settings };
  }

  connected(choices: Choices): void {
    const isFirst = !this.state.choices;
    this.set({ link: "open", choices, settings: this.state.settings ?? wished(choices) });
    // Whoever has begun to write meanwhile keeps that.
    if (isFirst && choices.file && isBlank(this.state)) {
      void this.texts.open(new File([choices.file.text], choices.file.name));
    }
  }

  lost(isRefused: boolean): void {
    this.set({ link: isRefused ? "refused" : "lost" });
  }

  marked(marks: readonly Diagnostic[]): void {
    const { editor } = this;
    const { doc } = editor.view.state;
    const found = marksAtOnce(marks, doc, editor.standing);
    editor.mark(found.filter((mark) => !this.isHidden(mark.rule, mark, doc)));
  }

  /** What the address wishes cannot be had together here: then as texts are judged anyway. */
  unsettled(): Settings | null {
    const { choices, settings } = this.state;
    if (choices && settings) keepWishes(choices.defaults, choices.defaults);
    this.set({ settings: choices?.defaults ?? null });
    return this.state.settings;
  }

  failed(): void {
    this.set({ notice: this.state.words.not_read });
  }

  judged(judged: Judged, marks: readonly Diagnostic[]): void {
    const { doc } = this.editor.view.state;
    const verdict = verdictOf(judged, doc);
    const { text, report } = verdict;
    const every = report ? itemsOf(report, doc, marks, this.known()) : [];
    const items = every.filter(
      ({ finding, places }) => !this.isHidden(finding.rule, places[0]!, doc),
    );
    const { origin } = this.state;
    const held = document.activeElement?.closest(".finding");
    const rows = [...(held?.parentElement?.children ?? [])];
    this.set({ verdict, items }, () => {
      // What had the focus may be found no more: who goes by keys stays where it was in the list.
      if (!held || held.isConnected) return;
      const heads = [...document.querySelectorAll<HTMLElement>(".finding .head")];
      const next = heads[Math.min(rows.indexOf(held), heads.length - 1)];
      (next ?? document.getElementById("findings-title"))?.focus();
    });
    this.editor.mark(marksOf(items));
    if (origin && origin.score === undefined && origin.text === text) {
      this.set({ origin: { text, score: report?.score?.overall ?? null } });
      this.say(this.summary());
    }
  }

  // What the writer chooses.

  async speak(code: string): Promise<void> {
    const chosen = spoken.find((one) => one.code === code);
    if (!chosen) return;
    try {
      this.set({ words: await load(code), spoken: chosen, explanations: new Map() });
    } catch {
      return this.set({ notice: this.state.words.lost });
    }
    keepSpoken(code);
    this.engine.speak(code);
  }

  async choose(change: Partial<Settings>): Promise<void> {
    const { settings, words, choices } = this.state;
    if (!settings) return;
    const chosen = { ...settings, ...change };
    this.set({ settings: chosen });
    try {
      await this.engine.settle(chosen);
      if (choices) keepWishes(chosen, choices.defaults);
      await this.weigh();
    } catch (error) {
      this.set({ settings, notice: fill(words.not_chosen, { why: (error as Error).message }) });
    }
  }

  /** Have the text as it was scored anew: only what is scored alike can be compared. */
  private async weigh(): Promise<void> {
    const { origin, settings } = this.state;
    if (!origin) return;
    const score = await this.texts.scoreOf(origin.text);
    const isSame = this.state.settings === settings && this.state.origin?.text === origin.text;
    if (isSame) this.set({ origin: { text: origin.text, score } });
  }

  show(view: View): void {
    this.set({ view });
    if (view === "sentences") this.look(null); // in a small window it would lie over the picture
  }

  /** Let a finding be the one that is looked at. */
  look(current: Named | null): void {
    const before = this.state.current;
    if (before?.key === current?.key && before?.place === current?.place) return;
    this.set({ current, isExplained: this.state.isExplained && before?.key === current?.key });
  }

  /** Put another text in the page, as a step that can be undone, and tell of it. */
  replaceAll(text: string, name: string, ending: string, said: string): void {
    const hidden: ReadonlySet<string> = new Set();
    this.set({ hidden, view: "write", notice: "" });
    this.editor.bring({ name, ending, text });
    this.editor.choose({ from: 0, to: 0 });
    this.delivered = text;
    this.say(said);
  }

  /** Take the text as safe elsewhere: nobody needs be asked before the page is left. */
  markDelivered(): void {
    this.delivered = this.state.text;
  }

  get isUnsaved(): boolean {
    const { text, origin } = this.state;
    return !!text.trim() && text !== this.delivered && text !== origin?.text;
  }

  get isMarkdown(): boolean {
    return this.sheetName().endsWith(".md");
  }

  /** Return what a screen reader is told of a text that has been read. */
  summary(): string {
    const { words, items, verdict } = this.state;
    const score = verdict?.report?.score?.overall;
    const found = items.length ? counted(items.length, words.finding) : words.none_found;
    return typeof score === "number"
      ? `${found}. ${counted(Math.floor(score), words.point)}.`
      : `${found}.`;
  }

  item(key: string | undefined): Item | undefined {
    return this.state.items.find((one) => one.key === key);
  }

  /** The marks of the items that are shown: an item that is found there again is the same. */
  private known(): Standing[] {
    const keys = new Set(this.state.items.map(({ key }) => key));
    return this.editor.standing.filter(({ mark }) => keys.has(mark.key));
  }

  private isHidden(rule: string, stretch: Stretch, text: Text): boolean {
    const { hidden } = this.state;
    return hidden.size > 0 && hidden.has(aboutOf(rule, stretch, text));
  }

  private nameText(): void {
    const { words, verdict } = this.state;
    const named = [words.your_text, verdict?.report?.language ?? ""] as const;
    if (named.join() === this.named) return;
    this.named = named.join();
    this.editor.name(...named);
  }

  private sheetName(): string {
    const { name, words } = this.state;
    return name || `${words.untitled}.${looksLikeMarkdown(this.editor.text) ? "md" : "txt"}`;
  }
}
