/** What the text came as: its file, and its words then. It follows the text as that is undone. */

import { invertedEffects } from "@codemirror/commands";
import { EditorState, type Extension, StateEffect, StateField } from "@codemirror/state";

/** A text as it came. All is empty where somebody has begun to write. */
export interface Brought {
  /** The name of the file, and what it ended in; both empty for a text that nobody has named. */
  readonly name: string;
  readonly ending: string;
  readonly text: string;
}

/** More characters at once than that, in an empty page, are a text that comes from elsewhere. */
const MANY = 40;

export const setBrought = StateEffect.define<Brought>();

export const brought = StateField.define<Brought>({
  create: () => ({ name: "", ending: "", text: "" }),
  update: (known, { effects }) =>
    effects.reduce((now, effect) => (effect.is(setBrought) ? effect.value : now), known),
});

/** Takes what is pasted into an empty page for a text that came so. What is undone did not come. */
const pasted = EditorState.transactionExtender.of((transaction) => {
  const { startState, effects, newDoc } = transaction;
  if (!transaction.docChanged || effects.some((one) => one.is(setBrought))) return null;
  if (transaction.isUserEvent("undo") || transaction.isUserEvent("redo")) return null;
  if (startState.doc.toString().trim()) return null;
  const text = newDoc.toString();
  if (text.trim().length <= MANY) return null;
  return { effects: setBrought.of({ ...startState.field(brought), text }) };
});

export const bringing: Extension = [
  brought,
  pasted,
  invertedEffects.of(({ startState, effects }) =>
    effects.some((one) => one.is(setBrought)) ? [setBrought.of(startState.field(brought))] : [],
  ),
];
