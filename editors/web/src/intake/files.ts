/** Files that are opened: each becomes a text that can be written in. */

import { toMarkdown } from "./html";

/** A text from a file. `name` ends as what it has become, `ending` as the file did. */
export interface Opened {
  readonly name: string;
  readonly text: string;
  readonly ending: string;
}

/** Why a file is not opened. */
export type Refusal = "unknown" | "large" | "damaged" | "old_word" | "pdf";

export class Refused extends Error {
  constructor(readonly reason: Refusal) {
    super(reason);
  }
}

/** The endings of files that can be opened, as an input of files wants them. */
export const ACCEPTED = ".docx,.md,.markdown,.html,.htm,.txt";
/** The most bytes of a file with pictures and layout in it. */
const LARGEST_DOCUMENT = 20_000_000;

/** Read a file, of which the text may have so many bytes. Rejects with `Refused`. */
export async function read(file: File, limit: number): Promise<Opened> {
  const [, stem = "", ending = ""] = /^(.*?)(\.[^.]+)?$/s.exec(file.name) ?? [];
  const kind = ending.toLowerCase();
  const opened = { ending: kind };
  const sized = (name: string, text: string): Opened => {
    if (new Blob([text]).size > limit) throw new Refused("large");
    return { ...opened, name, text: text.replace(/\r\n?/g, "\n") };
  };
  if (kind === ".doc" || kind === ".rtf" || kind === ".odt") throw new Refused("old_word");
  if (kind === ".pdf") throw new Refused("pdf");
  if (kind === ".docx") {
    if (file.size > LARGEST_DOCUMENT) throw new Refused("large");
    return sized(`${stem}.md`, await fromWord(file));
  }
  if (file.size > limit) throw new Refused("large");
  if (!ACCEPTED.split(",").includes(kind)) throw new Refused("unknown");
  const text = decoded(await file.arrayBuffer());
  if (kind === ".html" || kind === ".htm") return sized(`${stem}.md`, toMarkdown(text));
  return sized(kind === ".txt" ? `${stem}.txt` : `${stem}.md`, text);
}

async function fromWord(file: File): Promise<string> {
  const { toHtml } = await import("./docx");
  try {
    return toMarkdown(await toHtml(await file.arrayBuffer()));
  } catch {
    throw new Refused("damaged");
  }
}

/** Return a text in UTF-8, or else in what Windows wrote before. */
function decoded(data: ArrayBuffer): string {
  const [first, second] = new Uint8Array(data);
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(data);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(data);
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(data);
  } catch {
    return new TextDecoder("windows-1252").decode(data);
  }
}
