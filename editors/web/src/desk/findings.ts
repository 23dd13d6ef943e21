/** From finding to finding: to look at one, to have it explained, to write what it suggests. */

import { type Item, type Mark, type Place, aboutOf, gravestFirst } from "../text/items";
import type { Standing } from "../text/marks";
import type { Stretch } from "../text/places";
import { counted, fill } from "../words";
import type { Desk } from "./desk";
import type { State } from "./state";

/** The items in the order in which the writer has them. */
export function ordered(state: State): readonly Item[] {
  return state.order === "place" ? state.items : gravestFirst(state.items);
}

export class Findings {
  constructor(private readonly desk: Desk) {}

  /** Go to the next mark in the text, or the one before. After the last comes the first.
   *
   * By keys the writer comes into the text, by a button she stays where she is. */
  step(by: 1 | -1, isByKey: boolean): void {
    const { desk } = this;
    const { words } = desk.state;
    const marks = desk.editor.standing;
    if (!marks.length) return desk.say(words.none_found);
    const { from, to } = desk.editor.view.state.selection.main;
    const here = marks.findIndex(
      (one) => one.from === from && one.to === to && this.isCurrent(one),
    );
    const beside =
      by > 0
        ? marks.findIndex((one) => one.from >= from)
        : marks.findLastIndex((one) => one.from < from);
    const next = here >= 0 ? here + by : beside;
    const at = (next + marks.length) % marks.length;
    const chosen = next < 0 && by > 0 ? marks[0] : marks[at];
    if (!chosen) return;
    desk.set({ view: "write" }, () => {
      this.go(chosen);
      if (isByKey) desk.editor.focus();
      desk.say(this.told(chosen, marks.indexOf(chosen) + 1, marks.length));
    });
  }

  /** Show a place of an item in the text. */
  show(item: Item, place = 0): void {
    const mark = this.desk.editor.standing.find(
      ({ mark }) => mark.key === item.key && mark.place === place,
    );
    this.desk.look({ key: item.key, place });
    if (mark) this.go(mark);
  }

  /** Put the item away that is looked at, and go back to the text. */
  leave(): void {
    this.desk.set({ isExplained: false, view: "write" }, () => this.desk.editor.focus());
  }

  /** Go to a stretch of the text, to write there. */
  goTo(stretch: Stretch): void {
    this.desk.set({ view: "write" }, () => {
      this.desk.editor.choose(stretch);
      this.desk.editor.focus();
    });
  }

  /** Show places that are no findings. */
  point(spans: readonly Stretch[]): void {
    this.desk.set({ view: "write" }, () => this.desk.editor.point(spans));
  }

  /** Put an item away, wherever its words stand, until the writer wants to see it again. */
  hide(item: Item): void {
    const { desk } = this;
    const { doc } = desk.editor.view.state;
    const own = desk.editor.standing.filter(({ mark }) => mark.key === item.key);
    const hidden = new Set(desk.state.hidden);
    for (const one of own) hidden.add(aboutOf(item.finding.rule, one, doc));
    this.keep(hidden, desk.state.words.was_hidden, item);
  }

  /** Show again what has been put away. */
  showHidden(): void {
    this.keep(new Set(), this.desk.state.words.all_shown);
  }

  private keep(hidden: ReadonlySet<string>, said: string, gone?: Item): void {
    const { desk } = this;
    const after = gone && this.beside(gone);
    desk.set({ hidden, items: desk.state.items.filter((one) => one !== gone) }, () =>
      focusOn(after),
    );
    desk.editor.mark(desk.editor.standing.filter(({ mark }) => mark.key !== gone?.key).map(moved));
    if (!gone) desk.engine.again();
    desk.say(said);
  }

  /** Return the item after another in the list, or before it where it is the last. */
  private beside(item: Item): Item | undefined {
    const order = ordered(this.desk.state);
    const at = order.indexOf(item);
    return order[at + 1] ?? order[at - 1];
  }

  /** The item that keys mean: the one in the list that has the focus, or else what is looked at. */
  get atHand(): Item | undefined {
    const { items, current } = this.desk.state;
    const row = document.activeElement?.closest(".finding")?.id;
    return items.find(({ key }) => idOf(key) === row) ?? this.desk.item(current?.key);
  }

  /** Write the first suggestion for what keys mean. Tells whether there is anything that they do. */
  acceptAtHand(): boolean {
    const { current, words } = this.desk.state;
    const item = this.atHand;
    if (!item) return false;
    const place = current?.key === item.key ? current.place : 0;
    const suggestion = item.places[place]?.suggestions[0];
    if (suggestion === undefined) this.desk.say(words.no_suggestion);
    else this.accept(item, [place], 0);
    return true;
  }

  /** Write one of the suggestions at some places of an item. */
  accept(item: Item, places: readonly number[], suggestion: number): void {
    const { desk } = this;
    const standing = desk.editor.standing.filter(
      ({ mark }) => mark.key === item.key && places.includes(mark.place),
    );
    const edits = standing.flatMap(({ from, to, mark }) => {
      const text = item.places[mark.place]?.suggestions[suggestion];
      return text === undefined ? [] : [{ from, to, text }];
    });
    this.write(item, edits, false);
  }

  /** Write one of the suggestions for a part of an item. */
  acceptPart(item: Item, part: Place, suggestion: string): void {
    const shift = this.shiftOf(item);
    if (shift === null) return;
    this.write(item, [{ from: part.from + shift, to: part.to + shift, text: suggestion }], true);
  }

  /** Explain what is looked at, or no longer. */
  async explain(item: Item): Promise<void> {
    const { desk } = this;
    const isShown = desk.state.isExplained && desk.state.current?.key === item.key;
    if (!isShown)
      this.show(item, desk.state.current?.key === item.key ? desk.state.current.place : 0);
    desk.set({ isExplained: !isShown });
    const { rule } = item.finding;
    if (isShown || desk.state.explanations.has(rule)) return;
    try {
      const told = await desk.engine.explain(rule);
      desk.set({ explanations: new Map(desk.state.explanations).set(rule, told) });
    } catch {
      desk.set({ isExplained: false, notice: desk.state.words.lost });
    }
  }

  private go(standing: Standing): void {
    const { key, place } = standing.mark;
    this.desk.look({ key, place });
    this.desk.editor.choose(standing);
    this.desk.set({}, () => {
      document.getElementById(idOf(key))?.scrollIntoView({ block: "nearest" });
    });
  }

  private write(
    item: Item,
    edits: readonly (Stretch & { readonly text: string })[],
    isWhole: boolean,
  ): void {
    const { desk } = this;
    const { words, items } = desk.state;
    const first = edits[0];
    if (!first) return;
    const after = this.beside(item);
    const hadFocus =
      document.getElementById(idOf(item.key))?.contains(document.activeElement) ?? false;
    const before = desk.editor.view.state.sliceDoc(first.from, first.to);
    desk.editor.replace(edits);
    // What is left of it, if it was found in several places, may be done already.
    const isDone =
      isWhole || !desk.editor.standing.some(({ mark }) => mark.key === item.key);
    const left = isDone ? items.filter((one) => one !== item) : items;
    const written = fill(first.text ? words.was_replaced : words.was_deleted, {
      before,
      after: first.text,
    });
    desk.set({ items: left }, () => {
      if (hadFocus && isDone) focusOn(after);
    });
    desk.say(
      `${written} ${left.length ? fill(words.left, { findings: counted(left.length, words.finding) }) : words.none_left}`,
    );
  }

  /** Return how far an item has been moved since it was found; nothing where it is gone. */
  private shiftOf(item: Item): number | null {
    const now = this.desk.editor.standing.find(
      ({ mark }) => mark.key === item.key && mark.place === 0,
    );
    return now ? now.from - now.mark.from : null;
  }

  private isCurrent({ mark }: Standing): boolean {
    const { current } = this.desk.state;
    return current?.key === mark.key && current.place === mark.place;
  }

  private told({ mark }: Standing, number: number, of: number): string {
    const { words } = this.desk.state;
    const item = this.desk.item(mark.key);
    if (!item) return "";
    const { finding, places } = item;
    const suggestions = places[mark.place]?.suggestions ?? [];
    const named = suggestions.map((one) => one || words.delete_it).join(words.or);
    return [
      fill(words.finding_of, { number, of }),
      `${words.severities[finding.severity]}.`,
      finding.message,
      suggestions.length
        ? fill(words.told_suggestions, { suggestions: named })
        : words.no_suggestion,
    ].join(" ");
  }
}

/** Return a mark as it is where it stands now. */
function moved({ from, to, mark }: Standing): Mark {
  return { ...mark, from, to };
}

export function idOf(key: string): string {
  return `finding-${key}`;
}

/** Move the focus to an item in the list, or to its heading where there is none. */
function focusOn(item: Item | undefined): void {
  const head = item && document.querySelector<HTMLElement>(`#${idOf(item.key)} .head`);
  (head ?? document.getElementById("findings-title"))?.focus();
}
