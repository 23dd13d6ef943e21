/** The marks in the text that is written: they follow the words as these are moved. */

import { type Extension, RangeSet, RangeValue, StateEffect, StateField } from "@codemirror/state";
import { Decoration, type DecorationSet, EditorView } from "@codemirror/view";
import type { Mark } from "./items";
import type { Stretch } from "./places";

export const setMarks = StateEffect.define<readonly Mark[]>();
/** Sets the mark that the writer looks at, by key and place. */
export const setCurrent = StateEffect.define<Named | null>();
/** Shows places that are no findings, until the next edit. */
export const setPointed = StateEffect.define<readonly Stretch[]>();

export interface Named {
  readonly key: string;
  readonly place: number;
}

class Value extends RangeValue {
  constructor(readonly mark: Mark) {
    super();
  }
}

const marked = StateField.define<RangeSet<Value>>({
  create: () => RangeSet.empty,
  update(set, transaction) {
    let now = transaction.docChanged ? set.map(transaction.changes) : set;
    for (const effect of transaction.effects) {
      if (effect.is(setMarks)) {
        const values = effect.value.map((mark) => new Value(mark).range(mark.from, mark.to));
        now = RangeSet.of(values, true);
      }
    }
    return now;
  },
});

const current = StateField.define<Named | null>({
  create: () => null,
  update: (named, { effects }) =>
    effects.reduce((now, effect) => (effect.is(setCurrent) ? effect.value : now), named),
});

const pointed = StateField.define<readonly Stretch[]>({
  create: () => [],
  update(places, { docChanged, effects }) {
    const before = docChanged ? [] : places;
    return effects.reduce((now, effect) => (effect.is(setPointed) ? effect.value : now), before);
  },
});

const decorations = EditorView.decorations.compute([marked, current], (state): DecorationSet => {
  const named = state.field(current);
  const ranges = marksIn(state.field(marked)).map(({ from, to, mark }) => {
    const isCurrent = named?.key === mark.key && named.place === mark.place;
    return decorationOf(mark, to - from, isCurrent).range(from, to);
  });
  return Decoration.set(ranges, true);
});

const pointing = EditorView.decorations.compute([pointed], (state): DecorationSet => {
  const drawn = Decoration.mark({ class: "pointed" });
  const length = state.doc.length;
  const ranges = state.field(pointed).filter(({ from, to }) => from < to && to <= length);
  return Decoration.set(
    ranges.map(({ from, to }) => drawn.range(from, to)),
    true,
  );
});

/** More characters than that are a long mark, which is drawn more lightly. */
const LONG = 80;

function decorationOf(mark: Mark, length: number, isCurrent: boolean): Decoration {
  const classes = ["mark", mark.severity, length > LONG ? "long" : "", isCurrent ? "current" : ""];
  return Decoration.mark({
    class: classes.filter(Boolean).join(" "),
    attributes: { "aria-invalid": "grammar" },
  });
}

export const marks: Extension = [marked, current, pointed, decorations, pointing];

/** A mark where it is now. */
export interface Standing extends Stretch {
  readonly mark: Mark;
}

/** Return the marks of a text where they are now, in its order; what was deleted is gone. */
export function standing(view: EditorView): Standing[] {
  return marksIn(view.state.field(marked));
}

function marksIn(set: RangeSet<Value>): Standing[] {
  const found: Standing[] = [];
  set.between(0, Infinity, (from, to, value) => {
    if (from < to) found.push({ from, to, mark: value.mark });
  });
  return found;
}
