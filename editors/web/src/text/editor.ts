/** Where the text is written. */

import { defaultKeymap, history, historyKeymap, redo, undo } from "@codemirror/commands";
import {
  Compartment,
  EditorSelection,
  EditorState,
  type Extension,
  type StateEffect,
  type TransactionSpec,
} from "@codemirror/state";
import { EditorView, type KeyBinding, type ViewUpdate, keymap } from "@codemirror/view";
import type { Edit } from "../wire/engine";
import { type Brought, bringing, brought, setBrought } from "./brought";
import type { Mark } from "./items";
import { goOnWithList } from "./lists";
import { look } from "./look";
import { markdown } from "./markdown";
import {
  type Named,
  type Standing,
  marks,
  setCurrent,
  setMarks,
  setPointed,
  standing,
} from "./marks";
import { type Stretch, positionAt } from "./places";

/** What the editor tells. */
export interface Heard {
  /** There is a text that came as this, or there is again: told before its edits are. */
  brought(as: Brought): void;
  /** The text has been changed by these edits, each made in what the one before it has left. */
  changed(edits: readonly Edit[]): void;
  /** The caret stands elsewhere: the writer has moved it, or what is around it has changed. */
  moved(isByWriter: boolean): void;
  /** Something has been pasted: what to insert for it, or nothing to leave that to the editor. */
  pasted(data: DataTransfer): string | null;
  /** Files have been dropped. Tells whether that is of any interest. */
  dropped(files: FileList): boolean;
}

export class Editor {
  readonly view: EditorView;
  private readonly named = new Compartment();
  private waiting: readonly Mark[] | null = null;

  constructor(
    root: ShadowRoot,
    keys: readonly KeyBinding[],
    private readonly heard: Heard,
  ) {
    const extensions: Extension = [
      keymap.of([...keys, { key: "Enter", run: goOnWithList }, ...historyKeymap, ...defaultKeymap]),
      history(),
      bringing,
      EditorView.lineWrapping,
      EditorView.contentAttributes.of({
        autocapitalize: "sentences",
        autocorrect: "on",
        tabindex: "0",
      }),
      this.named.of([]),
      EditorView.updateListener.of((update) => this.take(update)),
      EditorView.domEventHandlers({
        paste: (event) => this.paste(event),
        drop: (event) =>
          !!event.dataTransfer?.files.length && heard.dropped(event.dataTransfer.files),
        compositionend: () => {
          // What came in while a letter was composed is shown once the editor has taken it.
          window.setTimeout(() => this.release(), 0);
        },
      }),
      marks,
      markdown,
      look,
    ];
    this.view = new EditorView({ state: EditorState.create({ extensions }), root, parent: root });
  }

  get text(): string {
    return this.view.state.doc.toString();
  }

  /** Say what the text is called to who cannot see it, and which language it is in. */
  name(label: string, language: string): void {
    const attributes = EditorView.contentAttributes.of({ "aria-label": label, lang: language });
    this.view.dispatch({ effects: this.named.reconfigure(attributes) });
  }

  /** Mark what is found in the text as it is now. */
  mark(found: readonly Mark[]): void {
    this.waiting = found;
    if (!this.view.composing) this.release();
  }

  /** Return the marks where they are now. */
  get standing(): Standing[] {
    return standing(this.view);
  }

  /** Return the mark at the caret: the one that is chosen, of several the one named, or the least. */
  atCaret(named: Named | null): Standing | undefined {
    const { head, from, to } = this.view.state.selection.main;
    const near = this.standing.filter((one) => one.from <= head && head <= one.to);
    const chosen = near.filter((one) => one.from === from && one.to === to);
    const best = (chosen.length ? chosen : near).sort((a, b) => a.to - a.from - (b.to - b.from));
    const isNamed = ({ mark }: Standing) => mark.key === named?.key && mark.place === named.place;
    return chosen.find(isNamed) ?? best[0];
  }

  look(named: Named | null): void {
    this.view.dispatch({ effects: setCurrent.of(named) });
  }

  /** Show places that are no findings, the first of them in sight. */
  point(places: readonly Stretch[]): void {
    const first = places[0];
    const scrolled = first ? [inSight(first.from)] : [];
    this.view.dispatch({ effects: [setPointed.of(places), ...scrolled] });
  }

  /** Choose a stretch of the text, and bring it into sight. */
  choose({ from, to }: Stretch): void {
    const end = Math.min(to, this.view.state.doc.length);
    const selection = EditorSelection.range(Math.min(from, end), end);
    this.view.dispatch({ selection, effects: inSight(selection.from) });
  }

  /** Write a text instead of the one that is there, as one step to undo. */
  bring(as: Brought): void {
    const { length } = this.view.state.doc;
    const whole = { from: 0, to: length, text: as.text };
    this.replace([whole], [setBrought.of(as)]);
  }

  /** Write something instead of what stands at some places, as one step to undo. */
  replace(
    places: readonly (Stretch & { readonly text: string })[],
    effects: readonly StateEffect<unknown>[] = [],
  ): void {
    const changes = places.map(({ from, to, text }) => ({ from, to, insert: text }));
    const last = places.at(-1);
    const change: TransactionSpec = {
      changes,
      effects,
      userEvent: "input.complete",
      scrollIntoView: true,
    };
    const made = this.view.state.update(change);
    const caret = last ? made.changes.mapPos(last.to, 1) : 0;
    // What was marked there was found in words that are gone.
    const left = this.standing.filter((one) => !places.some((place) => isWithin(one, place)));
    const marks = left.map(({ from, to, mark }) => ({
      ...mark,
      from: made.changes.mapPos(from, 1),
      to: made.changes.mapPos(to, -1),
    }));
    this.view.dispatch({
      ...change,
      effects: [...effects, setMarks.of(marks.filter(({ from, to }) => from < to))],
      selection: { anchor: caret },
    });
  }

  undo(): boolean {
    return undo(this.view);
  }

  redo(): boolean {
    return redo(this.view);
  }

  focus(): void {
    this.view.focus();
  }

  private release(): void {
    if (!this.waiting || this.view.composing) return;
    const effects = setMarks.of(this.waiting);
    this.waiting = null;
    this.view.dispatch({ effects });
    this.heard.moved(false);
  }

  private take(update: ViewUpdate): void {
    const came = update.state.field(brought);
    if (came !== update.startState.field(brought)) this.heard.brought(came);
    if (update.docChanged) {
      this.waiting = null;
      this.heard.changed(editsOf(update));
    }
    if (update.docChanged) this.heard.moved(false);
    else if (update.selectionSet) this.heard.moved(true);
  }

  private paste(event: ClipboardEvent): boolean {
    const text = event.clipboardData && this.heard.pasted(event.clipboardData);
    if (text === null) return false;
    if (!text) return true;
    this.view.dispatch(this.view.state.replaceSelection(text), {
      userEvent: "input.paste",
      scrollIntoView: true,
    });
    return true;
  }
}

function isWithin(inner: Stretch, outer: Stretch): boolean {
  return outer.from <= inner.from && inner.to <= outer.to;
}

/** Bring a place into sight; in a small window above what lies over the text: see page.css. */
function inSight(place: number): StateEffect<unknown> {
  const isSmall = window.matchMedia("(max-width: 60rem), (max-height: 30rem)").matches;
  return EditorView.scrollIntoView(
    place,
    isSmall ? { y: "start", yMargin: 80 } : { y: "nearest", yMargin: 120 },
  );
}

/** Return the edits of an update, from the end of the text: so none moves another's place. */
function editsOf(update: ViewUpdate): Edit[] {
  const before = update.startState.doc;
  const edits: Edit[] = [];
  update.changes.iterChanges((from, to, _from, _to, inserted) => {
    const range = { start: positionAt(before, from), end: positionAt(before, to) };
    edits.push({ range, text: inserted.toString() });
  });
  return edits.reverse();
}
