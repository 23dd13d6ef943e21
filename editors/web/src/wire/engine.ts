/** clarity at the other end: the language server, and what the page asks of it besides. */

import { Connection } from "./connection";
import type { Choices, Diagnostic, Explanation, Judged, Range, Settings } from "./report";

/** An edit of a text: what stands in a range is replaced. */
export interface Edit {
  readonly range: Range;
  readonly text: string;
}

/** A text that is open, and how it is to be judged. */
export interface Sheet {
  readonly name: string;
  readonly text: string;
  readonly settings: Settings | null;
}

/** What the engine tells. `marks` are those to be shown of the text as it is, and come first. */
export interface Listener {
  marked(marks: readonly Diagnostic[]): void;
  connected(choices: Choices): void;
  /** What was found could not be had. */
  failed(): void;
  judged(judged: Judged, marks: readonly Diagnostic[]): void;
  /** There is no such way to judge texts. Returns another. */
  unsettled(): Settings | null;
  /** The connection has ended. It was refused where the server is there, but not for this page. */
  lost(isRefused: boolean): void;
}

const FIRST_WAIT = 500;
const LONGEST_WAIT = 10_000;

export class Engine {
  private connection: Connection | null = null;
  private version = 0;
  private uri = "";
  private wait = FIRST_WAIT;
  private timer = 0;
  /** Whether the connection ends by our own wish, of which nobody needs be told. */
  private isExpected = false;
  private shown: readonly Diagnostic[] = [];

  constructor(
    private readonly address: string,
    private locale: string,
    private readonly sheet: () => Sheet,
    private readonly listener: Listener,
  ) {}

  /** Connect, again and again until it goes well. */
  async connect(): Promise<void> {
    let connection: Connection;
    try {
      connection = await Connection.open(this.address, this.heard, () => this.retry());
    } catch {
      return (await isThere()) ? this.listener.lost(true) : this.retry();
    }
    try {
      await connection.ask("initialize", {
        processId: null,
        rootUri: null,
        locale: this.locale,
        capabilities: {
          textDocument: { publishDiagnostics: { versionSupport: true, relatedInformation: true } },
        },
      });
      connection.tell("initialized", {});
      const choices = await connection.ask<Choices>("clarity/choices", {});
      this.connection = connection;
      this.wait = FIRST_WAIT;
      this.listener.connected(choices);
      const { settings } = this.sheet();
      if (settings) await this.settle(settings).catch(() => this.unsettle());
      this.open();
    } catch {
      connection.close(); // after which it is tried anew
    }
  }

  /** Speak another language from now on. */
  speak(locale: string): void {
    if (locale === this.locale) return;
    this.locale = locale;
    this.isExpected = true;
    this.wait = 0;
    this.connection?.close();
  }

  /** Take the text of the sheet as it is now for a new one. */
  open(): void {
    const { name, text } = this.sheet();
    if (this.uri)
      this.connection?.tell("textDocument/didClose", { textDocument: { uri: this.uri } });
    this.uri = `untitled:${encodeURIComponent(name)}`;
    const textDocument = { uri: this.uri, languageId: "", version: ++this.version, text };
    this.connection?.tell("textDocument/didOpen", { textDocument });
  }

  /** Tell of edits, each made in what the one before it has left. */
  edit(edits: readonly Edit[]): void {
    this.connection?.tell("textDocument/didChange", {
      textDocument: { uri: this.uri, version: ++this.version },
      contentChanges: edits,
    });
  }

  /** Tell how texts are to be judged. Rejects what there is no such choice of. */
  async settle(settings: Settings): Promise<void> {
    await this.connection?.ask("clarity/settings", settings);
  }

  /** Have what was found told once more. */
  again(): void {
    this.listener.marked(this.shown);
    void this.report(this.shown);
  }

  async explain(rule: string): Promise<Explanation> {
    if (!this.connection) throw new Error("closed");
    return this.connection.ask<Explanation>("clarity/explain", { rule });
  }

  private readonly heard = (method: string, params: unknown): void => {
    if (method !== "textDocument/publishDiagnostics") return;
    const told = params as Published;
    if (told.uri === this.uri && (told.version ?? this.version) === this.version) {
      this.shown = told.diagnostics;
      this.listener.marked(told.diagnostics);
      void this.report(told.diagnostics);
    }
  };

  private async report(marks: readonly Diagnostic[]): Promise<void> {
    const version = this.version;
    try {
      const textDocument = { uri: this.uri };
      const judged = await this.connection?.ask<Judged>("clarity/report", { textDocument });
      if (judged && version === this.version) this.listener.judged(judged, marks);
    } catch {
      // Where the connection has ended, that is told. A text that is open no more is of no matter.
      if (this.connection && version === this.version) this.listener.failed();
    }
  }

  private async unsettle(): Promise<void> {
    const settings = this.listener.unsettled();
    if (settings) await this.settle(settings);
  }

  private retry(): void {
    this.connection = null;
    this.uri = "";
    if (!this.isExpected) this.listener.lost(false);
    this.isExpected = false;
    window.clearTimeout(this.timer);
    this.timer = window.setTimeout(() => void this.connect(), this.wait);
    this.wait = Math.min(Math.max(this.wait * 2, FIRST_WAIT), LONGEST_WAIT);
  }
}

/** Tell whether the server answers at all. */
async function isThere(): Promise<boolean> {
  try {
    return (await fetch("static/icon.svg", { cache: "no-store" })).ok;
  } catch {
    return false;
  }
}

interface Published {
  readonly uri: string;
  readonly version?: number;
  readonly diagnostics: readonly Diagnostic[];
}
