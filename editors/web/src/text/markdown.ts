/** Markdown as the page reads it: to draw it while it is written, and to show it without signs. */

import {
  HighlightStyle,
  Language,
  defineLanguageFacet,
  syntaxHighlighting,
} from "@codemirror/language";
import type { Extension } from "@codemirror/state";
import { tags } from "@lezer/highlight";
import { GFM, parser } from "@lezer/markdown";

export const markdownParser = parser.configure(GFM);

/** What is written is drawn without headings that the line below makes: such is front matter too. */
const drawnParser = markdownParser.configure({ remove: ["SetextHeading"] });
const language = new Language(defineLanguageFacet(), drawnParser, [], "markdown");

const look = HighlightStyle.define([
  { tag: tags.heading1, fontSize: "1.45em", fontWeight: "650", lineHeight: "1.3" },
  { tag: tags.heading2, fontSize: "1.2em", fontWeight: "650", lineHeight: "1.35" },
  { tag: tags.heading, fontWeight: "650" },
  { tag: tags.strong, fontWeight: "650" },
  { tag: tags.emphasis, fontStyle: "italic" },
  { tag: [tags.processingInstruction, tags.url, tags.contentSeparator], color: "var(--quiet)" },
]);

export const markdown: Extension = [language, syntaxHighlighting(look)];

/** Signs by which a text that nobody has named is taken for Markdown. */
const SIGNS = /^ {0,3}(?:#{1,6} \S|[-*+] \S|> \S|\|.*\|)|\[[^\]\n]+\]\([^)\s]+\)|\*\*[^*\s]/m;

export function looksLikeMarkdown(text: string): boolean {
  return SIGNS.test(text);
}
