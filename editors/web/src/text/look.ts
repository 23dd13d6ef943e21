/** How the editor looks. Its styles are adopted by the shadow root, as the page's policy asks. */

import type { Extension } from "@codemirror/state";
import { EditorView } from "@codemirror/view";

const line = (style: string, severity: string) => ({
  textDecoration: `underline ${style} var(--${severity}-line)`,
  textDecorationThickness: "2px",
  textUnderlineOffset: "0.22em",
  textDecorationSkipInk: "none",
  backgroundColor: `var(--${severity}-tint)`,
});

/** Each severity has a line of its own, so that nobody needs to tell colours apart. */
export const look: Extension = EditorView.theme({
  "&": { color: "var(--ink)", backgroundColor: "transparent", height: "100%" },
  "&.cm-focused": { outline: "none" },
  ".cm-scroller": { fontFamily: "var(--reading)", lineHeight: "1.65", overflow: "auto" },
  ".cm-content": {
    padding: "var(--page-top) var(--page-side) var(--page-end)",
    caretColor: "var(--ink)",
    maxWidth: "calc(70ch + 2 * var(--page-side))",
    margin: "0 auto",
    boxSizing: "border-box",
  },
  ".cm-line": { padding: "0" },
  "& ::selection": { backgroundColor: "var(--chosen)" },
  ".mark": { borderRadius: "2px" },
  ".mark.error": line("solid", "error"),
  ".mark.warning": line("dashed", "warning"),
  ".mark.suggestion": line("dotted", "suggestion"),
  ".mark.long": {
    backgroundColor: "transparent",
    textDecorationThickness: "1.5px",
    textUnderlineOffset: "0.36em",
  },
  ".mark.current": { backgroundColor: "var(--current)", boxShadow: "0 0 0 2px var(--current)" },
  ".pointed": {
    backgroundColor: "var(--pointed)",
    boxShadow: "0 0 0 2px var(--pointed)",
    borderRadius: "2px",
  },
  "@media (forced-colors: active)": {
    ".mark.current, .pointed": { outline: "2px solid Highlight" },
  },
});
