/** Lists go on by themselves: a line after an item is the next item, after an empty one it is none. */

import { EditorSelection } from "@codemirror/state";
import type { Command } from "@codemirror/view";

const ITEM = /^(\s*)(?:[-*+]|(\d{1,9})([.)]))\s+/;

/** Begin the next item of the list that the caret stands in. */
export const goOnWithList: Command = ({ state, dispatch }) => {
  const { main, ranges } = state.selection;
  const line = state.doc.lineAt(main.head);
  const [sign, indent = "", number, end] = ITEM.exec(line.text) ?? [];
  if (sign === undefined || ranges.length > 1 || main.from < line.from + sign.length) return false;
  const isEmpty = line.text.trim() === sign.trim() && main.empty;
  const next = number ? `${indent}${Number(number) + 1}${end}${sign.slice(sign.search(/\s*$/))}` : sign;
  const change = isEmpty
    ? { from: line.from, to: line.to, insert: "" }
    : { from: main.from, to: main.to, insert: `\n${next}` };
  const selection = EditorSelection.cursor(change.from + change.insert.length);
  dispatch(state.update({ changes: change, selection, userEvent: "input", scrollIntoView: true }));
  return true;
};
