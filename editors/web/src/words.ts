/** What the page says: its words in the language that the reader has chosen. */

import type source from "../../../rules/interface/en/web.json";

/** Every text of the page. What stands in braces is filled in. */
export type Words = typeof source;

/** A noun with a number: the form for one, and for any other number. */
export type Noun = readonly string[];

/** A language that the page speaks; `codes` are those that a browser may ask for it by. */
export interface Spoken {
  readonly code: string;
  readonly name: string;
  readonly codes: readonly string[];
}

/** The languages that the page speaks: see `build.mjs`. */
declare const SPOKEN: readonly Spoken[];
export const spoken = SPOKEN;

/** Return the first language that the page speaks of those wanted, or else the last it speaks. */
export function chosen(wanted: readonly string[]): Spoken {
  for (const tag of wanted) {
    const code = tag.toLowerCase();
    const found = spoken.find((one) =>
      one.codes.some((c) => code === c || code.startsWith(`${c}-`)),
    );
    if (found) return found;
  }
  return spoken.find((one) => one.code === "en") ?? spoken[0]!;
}

export async function load(code: string): Promise<Words> {
  const answer = await fetch(`words/${code}.json`);
  if (!answer.ok) throw new Error(`words/${code}.json: ${answer.status}`);
  return (await answer.json()) as Words;
}

export function fill(text: string, values: Readonly<Record<string, string | number>>): string {
  return text.replace(/\{(\w+)\}/g, (gap, name: string) => String(values[name] ?? gap));
}

export function counted(number: number, noun: Noun): string {
  return `${number} ${(number === 1 ? noun[0] : noun[1]) ?? ""}`;
}
