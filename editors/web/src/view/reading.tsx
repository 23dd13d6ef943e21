/** The whole text to be read, with its marks: plain elements, which a screen reader can go through. */

import { type ComponentChildren, Fragment } from "preact";
import { useEffect, useMemo } from "preact/hooks";
import { idOf, ordered } from "../desk/findings";
import { isBlank } from "../desk/state";
import { type Node, blocksOf, isElement } from "../text/blocks";
import { type Mark, marksOf } from "../text/items";
import type { Severity } from "../wire/report";
import { fill } from "../words";
import type { Page } from "./app";

const GRAVITY: readonly Severity[] = ["error", "warning", "suggestion"];

export function Reading(page: Page) {
  const { state, desk } = page;
  const { verdict, items, words } = state;
  const text = verdict?.text ?? state.text;
  const drawn = useMemo(() => {
    const marks = marksOf(items);
    const numbers = new Map(ordered(state).map(({ key }, n) => [key, n + 1]));
    const draw = (from: number, to: number) => pieces(page, text, from, to, marks, numbers);
    return shown(blocksOf(text, desk.isMarkdown), draw);
  }, [text, items, state.order, state.current, words]);
  useEffect(() => document.querySelector("mark.current")?.scrollIntoView({ block: "center" }), []);
  if (isBlank(state)) return <p class="nothing">{words.nothing_to_read}</p>;
  return (
    <article class="reading" lang={verdict?.report?.language ?? undefined}>
      {drawn}
    </article>
  );
}

type Draw = (from: number, to: number) => ComponentChildren;

/** Draw a text, its words in a way of their own. Links lead nowhere here. */
export function shown(nodes: readonly Node[], draw: Draw): ComponentChildren {
  const levels = nodes.map(levelOf).filter((level) => level > 0);
  // The page has headings of its own: the highest of the text stand below them.
  const shift = 3 - Math.min(...levels, 6);
  const drawn = (node: Node, n: number): ComponentChildren => {
    if (!isElement(node)) return <Fragment key={n}>{draw(node.from, node.to)}</Fragment>;
    const level = levelOf(node);
    const Tag = (
      level ? `h${Math.min(level + shift, 6)}` : node.tag === "a" ? "u" : node.tag
    ) as "p";
    const from = node.start === undefined ? {} : { start: node.start };
    return (
      <Tag key={n} {...from}>
        {node.children.map(drawn)}
      </Tag>
    );
  };
  return nodes.map(drawn);
}

function levelOf(node: Node): number {
  return Number((isElement(node) && /^h(\d)$/.exec(node.tag)?.[1]) || 0);
}

function pieces(
  page: Page,
  text: string,
  from: number,
  to: number,
  marks: readonly Mark[],
  numbers: ReadonlyMap<string, number>,
): ComponentChildren {
  const inside = marks.filter((one) => one.from < to && one.to > from);
  const cuts = [
    ...new Set([
      from,
      to,
      ...inside.flatMap((one) => [Math.max(one.from, from), Math.min(one.to, to)]),
    ]),
  ];
  cuts.sort((a, b) => a - b);
  return cuts.slice(0, -1).map((start, n) => {
    const end = cuts[n + 1] ?? to;
    const over = inside.filter((one) => one.from <= start && one.to >= end);
    const words = text.slice(start, end);
    const gravest = GRAVITY.find((severity) => over.some((one) => one.severity === severity));
    const isCurrent = over.some((one) => one.key === page.state.current?.key);
    const ended = inside.filter((one) => one.to === end);
    return (
      <Fragment key={start}>
        {gravest ? (
          <mark
            class={`${gravest}${isCurrent ? " current" : ""}`}
            onClick={() => goTo(page, over.toSorted((a, b) => a.to - a.from - (b.to - b.from))[0]!)}
          >
            {words}
          </mark>
        ) : (
          words
        )}
        {ended.map((one) => (
          <Note key={one.key} page={page} mark={one} number={numbers.get(one.key) ?? 0} />
        ))}
      </Fragment>
    );
  });
}

/** Go to the item of a mark in the list: keys have the number behind the mark for that. */
function goTo({ desk }: Page, { key, place }: Mark): void {
  desk.look({ key, place });
  desk.set({}, () => {
    const row = document.getElementById(idOf(key));
    row?.scrollIntoView({ block: "nearest" });
    row?.querySelector<HTMLElement>(".head")?.focus();
  });
}

/** A number behind what is marked, which leads to the finding in the list. */
function Note({
  page,
  mark,
  number,
}: {
  readonly page: Page;
  readonly mark: Mark;
  readonly number: number;
}) {
  const { words } = page.state;
  const item = page.desk.item(mark.key);
  if (!item) return null;
  return (
    <sup>
      <button
        type="button"
        class="note"
        onClick={() => goTo(page, mark)}
        aria-label={`${fill(words.finding_number, { number })}: ${item.finding.message}`}
      >
        {number}
      </button>
    </sup>
  );
}
