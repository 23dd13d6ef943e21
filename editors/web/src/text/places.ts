/** Places in a text: clarity counts code points, the protocol lines, and a browser UTF-16 units. */

import type { Text } from "@codemirror/state";
import type { Position, Range } from "../wire/report";

/** Part of a text, in UTF-16 code units from its start. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
}

const ASTRAL = /[\ud800-\udbff][\udc00-\udfff]/g;

/** Return what makes an offset in code points one in UTF-16 code units, in a text. */
export function unitsIn(text: string): (offset: number) => number {
  const pairs = Array.from(text.matchAll(ASTRAL), (found, before) => found.index - before);
  if (!pairs.length) return (offset) => offset;
  return (offset) => offset + firstAtLeast(pairs, offset);
}

/** Return how many of some ascending numbers are less than another. */
function firstAtLeast(numbers: readonly number[], wanted: number): number {
  let low = 0;
  let high = numbers.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? Infinity) < wanted) low = middle + 1;
    else high = middle;
  }
  return low;
}

export function positionAt(text: Text, offset: number): Position {
  const line = text.lineAt(offset);
  return { line: line.number - 1, character: offset - line.from };
}

export function stretchOf(text: Text, range: Range): Stretch {
  const offset = ({ line, character }: Position) => {
    if (line >= text.lines) return text.length;
    const found = text.line(line + 1);
    return Math.min(found.from + character, found.to);
  };
  return { from: offset(range.start), to: offset(range.end) };
}
