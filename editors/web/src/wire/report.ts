/** What clarity says of a text: the JSON report of one file, and what the page asks for besides. */

/** Code points from the start of the text: where something begins and ends. */
export type Span = readonly [start: number, end: number];

/** How binding the advice is. */
export type Strength = "law" | "authority" | "agency" | "heuristic";

export type Severity = "error" | "warning" | "suggestion";

export interface Occurrence {
  readonly rule: string;
  readonly message: string;
  readonly text: string;
  readonly span: Span;
  readonly suggestions: readonly string[];
  readonly fingerprint: string;
}

export interface Finding extends Occurrence {
  readonly category: string;
  readonly severity: Severity;
  readonly strength: Strength;
  readonly why: string;
  readonly source: string;
  readonly url: string | null;
  readonly repeats: readonly Occurrence[];
  readonly parts: readonly Occurrence[];
}

export interface Signal {
  readonly id: string;
  readonly name: string;
  readonly points_lost: number;
  readonly spans: readonly Span[];
}

export interface Principle {
  readonly id: string;
  readonly name: string;
  readonly score: number | null;
  readonly signals: readonly Signal[];
}

export interface Gain {
  readonly label: string;
  readonly points: number;
  readonly rules: readonly string[];
  readonly spans: readonly Span[];
}

export interface Score {
  readonly overall: number | null;
  readonly band: string | null;
  readonly confidence: "low" | "medium" | "high" | null;
  readonly reason: string | null;
  readonly caveat: string;
  readonly principles: readonly Principle[];
  readonly gains: readonly Gain[];
}

export interface Report {
  readonly language: string | null;
  readonly channel: string | null;
  readonly channel_told: boolean;
  readonly guideline: string | null;
  readonly words: number;
  readonly score: Score | null;
  readonly findings: readonly Finding[];
}

/** A place as the protocol has it: lines and UTF-16 code units, from 0. */
export interface Position {
  readonly line: number;
  readonly character: number;
}

export interface Range {
  readonly start: Position;
  readonly end: Position;
}

export interface Diagnostic {
  readonly range: Range;
  readonly code?: string;
  readonly message: string;
  readonly severity: number;
}

/** The answer to `clarity/report`: `report`, or why there is none. What the program has to say of
 * the text, and why rules could not run, is in the language of the page. */
export interface Judged {
  readonly version: number;
  readonly report?: Report;
  readonly failure?: string;
  readonly notices?: readonly string[];
  readonly skipped?: readonly string[];
  readonly sentences?: readonly { readonly range: Range; readonly words: number }[];
  readonly heavy?: readonly { readonly range: Range; readonly kind: string }[];
}

/** The answer to `clarity/explain`. */
export interface Explanation {
  readonly why: string;
  readonly source: string;
  readonly url: string | null;
  readonly strength?: string;
  readonly examples: readonly { readonly bad: string; readonly good: string }[];
  readonly record?: { readonly right: number; readonly judged: number } | null;
}

/** How the text is to be judged: codes of the choices, and whether by all rules. */
export interface Settings {
  readonly language: string;
  readonly guideline: string;
  readonly channel: string;
  readonly audience: string;
  readonly strict: boolean;
}

export interface Choice {
  readonly code: string;
  readonly name: string;
}

/** The answer to `clarity/choices`. `limit` is the most bytes of one text. */
export interface Choices {
  readonly languages: readonly Choice[];
  readonly guidelines: readonly Choice[];
  readonly channels: readonly Choice[];
  readonly audiences: readonly Choice[];
  readonly defaults: Settings;
  readonly limit: number;
  readonly file?: { readonly name: string; readonly text: string } | null;
}
