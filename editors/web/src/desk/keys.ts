/** What can be done with keys alone, in the text and beside it. */

import type { KeyBinding } from "@codemirror/view";
import type { Desk } from "./desk";
import { type Findings, idOf } from "./findings";
import { isBlank } from "./state";

interface Keys {
  readonly inEditor: readonly KeyBinding[];
  onPage(event: KeyboardEvent): void;
}

export function keysFor(desk: Desk, findings: Findings): Keys {
  const step = (by: 1 | -1) => () => {
    findings.step(by, true);
    return true;
  };
  const goFirst = () => {
    desk.say(desk.state.words.go_first);
    return true;
  };
  const toList = () => {
    const { current, items } = desk.state;
    const key = current?.key ?? items[0]?.key;
    const head = key && document.querySelector<HTMLElement>(`#${idOf(key)} .head`);
    (head || document.getElementById("findings-title"))?.focus();
    return true;
  };
  const explain = () => {
    const item = findings.atHand;
    if (!item) return goFirst();
    void findings.explain(item).then(() => {
      if (!desk.state.isExplained) return desk.editor.focus();
      desk.set({}, () => document.getElementById(`explained-${item.key}`)?.focus());
    });
    return true;
  };
  const accept = () => findings.acceptAtHand() || goFirst();
  // Nothing else on the page is written in: wherever the focus is, the text is meant.
  const steps: Readonly<Record<string, (isShifted: boolean) => boolean>> = {
    z: (isShifted) => (isShifted ? desk.editor.redo() : desk.editor.undo()),
    y: () => desk.editor.redo(),
    s: () => {
      // The browser would save the page itself, which has no text in it.
      if (!isBlank(desk.state)) document.getElementById("menu-save")?.showPopover();
      return true;
    },
  };
  const named: Readonly<Record<string, () => boolean>> = {
    F8: step(1),
    "Shift-F8": step(-1),
    "Alt-ArrowDown": step(1),
    "Alt-ArrowUp": step(-1),
    "Alt-Enter": accept,
    F9: explain,
  };
  return {
    inEditor: [
      { key: "Escape", run: () => !!desk.state.current && (desk.look(null), true) },
      ...Object.entries({ ...named, F6: toList }).map(([key, run]) => ({
        key,
        run,
        preventDefault: true,
      })),
    ],
    onPage(event) {
      if (event.defaultPrevented) return;
      if (event.ctrlKey || event.metaKey) {
        const run = event.altKey ? undefined : steps[event.key.toLowerCase()];
        if (!run) return;
        run(event.shiftKey);
        return event.preventDefault();
      }
      const key = `${event.altKey ? "Alt-" : ""}${event.shiftKey ? "Shift-" : ""}${event.key}`;
      const run = key === "F6" ? () => (desk.editor.focus(), true) : named[key];
      if (run?.()) event.preventDefault();
    },
  };
}
