/** Texts that come and go: opened, begun anew, put back as they were, copied and saved. */

import { copy, download, toPage } from "../deliver/deliver";
import { toPlain } from "../deliver/plain";
import { type Refusal, Refused, read } from "../intake/files";
import { type Question, check, scoreIn } from "../wire/checks";
import { fill } from "../words";
import { type Desk, LIMIT } from "./desk";

export type Kind = "md" | "txt" | "html";

const TYPES: Readonly<Record<Kind, string>> = {
  md: "text/markdown",
  txt: "text/plain",
  html: "text/html",
};

export class Texts {
  constructor(
    private readonly desk: Desk,
    private readonly token: string,
  ) {}

  async open(file: File): Promise<void> {
    const { desk } = this;
    const { words, choices } = desk.state;
    try {
      const { name, text, ending } = await read(file, choices?.limit ?? LIMIT);
      desk.replaceAll(text, name, ending, fill(words.was_opened, { name: file.name }));
      desk.set({}, () => desk.editor.focus());
    } catch (error) {
      const reason: Refusal = error instanceof Refused ? error.reason : "damaged";
      const notice = fill(words.refusals[reason], { name: file.name });
      desk.set({ notice });
    }
  }

  /** Begin with an empty page. */
  clear(): void {
    this.desk.replaceAll("", "", "", this.desk.state.words.was_cleared);
    this.desk.set({}, () => this.desk.editor.focus());
  }

  /** Begin with a text that shows what the page does. */
  showExample(): void {
    const { words } = this.desk.state;
    this.desk.replaceAll(words.example, "", "", words.example_opened);
    this.desk.set({}, () => this.desk.editor.focus());
  }

  /** Put the text back as it was when it was opened. */
  restore(): void {
    const { desk } = this;
    const { origin, words } = desk.state;
    if (!origin) return;
    desk.editor.replace([{ from: 0, to: desk.editor.view.state.doc.length, text: origin.text }]);
    desk.set({}, () => desk.editor.focus());
    desk.say(words.was_restored);
  }

  async copy(): Promise<void> {
    const { desk } = this;
    const { words, text } = desk.state;
    try {
      await copy(text, desk.isMarkdown);
      desk.markDelivered();
      desk.set({ notice: words.was_copied });
    } catch {
      desk.set({ notice: words.not_copied });
    }
  }

  /** Save the text as a file. */
  save(kind: Kind): void {
    const { desk } = this;
    const { text, verdict, spoken, words } = desk.state;
    const language = verdict?.report?.language ?? spoken.code;
    const contents: Readonly<Record<Kind, () => string>> = {
      md: () => text,
      txt: () => toPlain(text, desk.isMarkdown),
      html: () => toPage(text, desk.isMarkdown, this.stem, language),
    };
    download(`${this.stem}.${kind}`, TYPES[kind], contents[kind]());
    desk.markDelivered();
    desk.set({ notice: fill(words.was_saved, { name: `${this.stem}.${kind}` }) });
  }

  /** Save the report of the text as a file. */
  async saveReport(format: "html" | "markdown"): Promise<void> {
    const { desk } = this;
    const { text, words } = desk.state;
    const ending = format === "html" ? "html" : "md";
    const name = `${this.stem}-${words.report_file}.${ending}`;
    try {
      const report = await check(this.token, format, this.question(text));
      download(name, ending === "html" ? TYPES.html : TYPES.md, report);
      desk.set({ notice: fill(words.was_saved, { name }) });
    } catch {
      desk.set({ notice: words.no_report });
    }
  }

  /** The kinds a text can be saved as, the one that it was opened as first. */
  get kinds(): readonly Kind[] {
    const { ending } = this.desk.state;
    const own: Kind = ending.startsWith(".htm") ? "html" : this.desk.isMarkdown ? "md" : "txt";
    return [own, ...(["md", "txt", "html"] as const).filter((kind) => kind !== own)];
  }

  /** Return the score of a text, judged as the one that is open; nothing where it has none. */
  async scoreOf(text: string): Promise<number | null> {
    try {
      return scoreIn(await check(this.token, "json", this.question(text)));
    } catch {
      return null;
    }
  }

  private question(text: string): Question {
    const { settings, choices } = this.desk.state;
    const name = `${this.stem}.${this.desk.isMarkdown ? "md" : "txt"}`;
    return { text, name, settings, defaults: choices?.defaults ?? null };
  }

  private get stem(): string {
    const { name, words } = this.desk.state;
    return name.replace(/\.[^.]+$/, "") || words.untitled;
  }
}
