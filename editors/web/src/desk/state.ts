/** What the page knows, and all that it shows is drawn from. */

import type { Item } from "../text/items";
import type { Named } from "../text/marks";
import type { Stretch } from "../text/places";
import type { Choices, Explanation, Report, Settings } from "../wire/report";
import type { Spoken, Words } from "../words";

export type View = "write" | "read" | "sentences";
export type Order = "place" | "gravity";

export interface Sentence extends Stretch {
  readonly words: number;
}

/** What was found in a text: `text` as it was then. */
export interface Verdict {
  readonly text: string;
  readonly report: Report | null;
  /** What is to be said of the whole text, also why it could not be judged. */
  readonly remarks: readonly string[];
  readonly sentences: readonly Sentence[];
  readonly heavy: readonly Stretch[];
}

/** A text as it came to the page, and what it scored then, once that is known. */
export interface Origin {
  readonly text: string;
  readonly score: number | null | undefined;
}

export interface State {
  readonly words: Words;
  readonly spoken: Spoken;
  readonly link: "connecting" | "open" | "lost" | "refused";
  /** The name of the file, and what it ended in; both empty for a text that nobody has named. */
  readonly name: string;
  readonly ending: string;
  readonly text: string;
  readonly origin: Origin | null;
  readonly verdict: Verdict | null;
  readonly items: readonly Item[];
  /** What the writer has put away: see `aboutOf`. */
  readonly hidden: ReadonlySet<string>;
  readonly current: Named | null;
  /** Whether what is current is explained, and what is known of rules. */
  readonly isExplained: boolean;
  readonly explanations: ReadonlyMap<string, Explanation>;
  readonly choices: Choices | null;
  readonly settings: Settings | null;
  readonly view: View;
  readonly order: Order;
  /** What a screen reader is told, and what all are told until they have put it away. */
  readonly said: string;
  readonly notice: string;
}

export function begin(words: Words, spoken: Spoken): State {
  return {
    words,
    spoken,
    link: "connecting",
    name: "",
    ending: "",
    text: "",
    origin: null,
    verdict: null,
    items: [],
    hidden: new Set(),
    current: null,
    isExplained: false,
    explanations: new Map(),
    choices: null,
    settings: null,
    view: "write",
    order: "place",
    said: "",
    notice: "",
  };
}

export function isBlank(state: State): boolean {
  return !state.text.trim();
}

/** Tell whether what was found is about the text as it is now. */
export function isFresh(state: State): boolean {
  return state.verdict?.text === state.text;
}
