/** The findings of a report as the page shows them: one item for each, at one or more places. */

import type { Text } from "@codemirror/state";
import type { Diagnostic, Finding, Occurrence, Report, Severity } from "../wire/report";
import { type Stretch, stretchOf, unitsIn } from "./places";

/** A place of a finding: what stands there, and what can stand there instead. */
export interface Place extends Stretch {
  readonly words: string;
  readonly suggestions: readonly string[];
}

/** A finding. Its first place is its own, the others are where it is met again. */
export interface Item {
  readonly key: string;
  readonly finding: Finding;
  readonly places: readonly Place[];
  readonly parts: readonly Place[];
}

/** Something marked in the text: the place of an item, by its number. */
export interface Mark extends Stretch {
  readonly key: string;
  readonly place: number;
  readonly rule: string;
  readonly severity: Severity;
}

/** Severities as the protocol counts them. What is met again is none of these: it is a hint. */
const SEVERITIES: Readonly<Record<number, Severity>> = {
  1: "error",
  2: "warning",
  3: "suggestion",
};

const GRAVITY: Readonly<Record<Severity, number>> = { error: 0, warning: 1, suggestion: 2 };

/** Return what is to be shown of a report: the findings that the marks speak of, in their order.
 *
 * One that stands at a known mark keeps its key, though words around it are others now. */
export function itemsOf(
  report: Report,
  text: Text,
  marks: readonly Diagnostic[],
  known: readonly (Stretch & { readonly mark: Mark })[],
): Item[] {
  const units = unitsIn(text.toString());
  const shown = new Set(marks.map((mark) => named(mark.code ?? "", stretchOf(text, mark.range))));
  const before = new Map(known.map((one) => [named(one.mark.rule, one), one.mark.key]));
  const taken = new Set(before.values());
  const kept = new Set<string>();
  const keyOf = ({ fingerprint, rule }: Finding, own: Place): string => {
    const standing = before.get(named(rule, own));
    if (standing !== undefined && !kept.has(standing)) {
      kept.add(standing);
      return standing;
    }
    let n = 0;
    while (taken.has(`${fingerprint}-${n}`)) n += 1;
    taken.add(`${fingerprint}-${n}`);
    return `${fingerprint}-${n}`;
  };
  const items: Item[] = [];
  const placeOf = (one: Occurrence): Place => ({
    from: units(one.span[0]),
    to: units(one.span[1]),
    words: one.text,
    suggestions: one.suggestions,
  });
  for (const finding of report.findings) {
    const own = placeOf(finding);
    if (!shown.has(named(finding.rule, own))) continue;
    items.push({
      key: keyOf(finding, own),
      finding,
      places: [own, ...finding.repeats.map(placeOf)],
      parts: finding.parts.map(placeOf),
    });
  }
  return items;
}

/** Return what is to be marked of items, in the order of the text. */
export function marksOf(items: readonly Item[]): Mark[] {
  const marks = items.flatMap(({ key, finding, places }) =>
    places.map(({ from, to }, place) => ({
      from,
      to,
      key,
      place,
      rule: finding.rule,
      severity: finding.severity,
    })),
  );
  return marks.filter((mark) => mark.from < mark.to).sort((a, b) => a.from - b.from || b.to - a.to);
}

/** Return what is to be marked at once, before the report tells more. Known marks keep their names. */
export function marksAtOnce(
  diagnostics: readonly Diagnostic[],
  text: Text,
  known: readonly (Stretch & { readonly mark: Mark })[],
): Mark[] {
  const before = new Map(known.map((one) => [named(one.mark.rule, one), one.mark]));
  const severities = new Map<string, Severity>();
  return diagnostics.flatMap(({ code: rule, range, severity: number }) => {
    const stretch = stretchOf(text, range);
    if (!rule || stretch.from >= stretch.to) return [];
    const severity = SEVERITIES[number] ?? severities.get(rule) ?? "suggestion";
    severities.set(rule, severity);
    const { key, place } = before.get(named(rule, stretch)) ?? {
      key: named(rule, stretch),
      place: 0,
    };
    return [{ ...stretch, key, place, rule, severity }];
  });
}

/** Return items with the gravest first, and otherwise as they stand in the text. */
export function gravestFirst(items: readonly Item[]): Item[] {
  return [...items].sort((a, b) => GRAVITY[a.finding.severity] - GRAVITY[b.finding.severity]);
}

/** What a finding is put away by: its rule, and the words that it is about. */
export function aboutOf(rule: string, { from, to }: Stretch, text: Text): string {
  return `${rule} ${text.sliceString(from, to)}`;
}

function named(rule: string, { from, to }: Stretch): string {
  return `${rule} ${from} ${to}`;
}
