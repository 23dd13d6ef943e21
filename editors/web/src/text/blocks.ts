/** A text without the signs of Markdown: headings, lists and paragraphs with what stands in them. */

import type { SyntaxNode } from "@lezer/common";
import { isKept } from "./addresses";
import { markdownParser } from "./markdown";
import type { Stretch } from "./places";

export type Tag =
  | "h1"
  | "h2"
  | "h3"
  | "h4"
  | "h5"
  | "h6"
  | "p"
  | "ul"
  | "ol"
  | "li"
  | "blockquote"
  | "pre"
  | "table"
  | "tr"
  | "th"
  | "td"
  | "strong"
  | "em"
  | "s"
  | "code"
  | "br"
  | "a";

/** An element, or a stretch of the text. */
export type Node = Element | Stretch;

export interface Element {
  readonly tag: Tag;
  readonly href?: string;
  /** The number of the first item of a list, where that is another than 1. */
  readonly start?: number;
  readonly children: readonly Node[];
}

const TAGS: Readonly<Record<string, Tag>> = {
  ATXHeading1: "h1",
  ATXHeading2: "h2",
  ATXHeading3: "h3",
  ATXHeading4: "h4",
  ATXHeading5: "h5",
  ATXHeading6: "h6",
  SetextHeading1: "h1",
  SetextHeading2: "h2",
  Paragraph: "p",
  BulletList: "ul",
  OrderedList: "ol",
  ListItem: "li",
  Blockquote: "blockquote",
  FencedCode: "pre",
  CodeBlock: "pre",
  Table: "table",
  TableHeader: "tr",
  TableRow: "tr",
  TableCell: "td",
  StrongEmphasis: "strong",
  Emphasis: "em",
  Strikethrough: "s",
  InlineCode: "code",
  Link: "a",
  HardBreak: "br",
};

/** What is sign and no word. */
const SIGNS = new Set([
  "HeaderMark",
  "QuoteMark",
  "ListMark",
  "LinkMark",
  "EmphasisMark",
  "StrikethroughMark",
  "CodeMark",
  "CodeInfo",
  "TableDelimiter",
  "TaskMarker",
  "LinkTitle",
  "HorizontalRule",
  "Comment",
  "CommentBlock",
  "HTMLTag",
  "HTMLBlock",
  "ProcessingInstruction",
  "LinkReference",
  "LinkLabel",
  "URL",
]);

/** What has blocks in it, and no words of its own. */
const BRANCHES = new Set<Tag>(["ul", "ol", "li", "blockquote", "table", "tr"]);

/** What a program is told of a text, before the text. */
const FRONT_MATTER = /^---[ \t]*\n(?:[^\n]*\n)*?---[ \t]*(?:\n|$)/;

/** Return the blocks of a text. One that is no Markdown has a paragraph to a line. */
export function blocksOf(text: string, isMarkdown: boolean): Node[] {
  if (!isMarkdown) return lines(text);
  const body = text.replace(FRONT_MATTER, (found) => found.replace(/[^\n]/g, " "));
  return children(markdownParser.parse(body).topNode, text);
}

export function isElement(node: Node): node is Element {
  return "tag" in node;
}

function lines(text: string): Element[] {
  return Array.from(text.matchAll(/[^\n]*\S[^\n]*/g), ({ index, 0: line }) => ({
    tag: "p",
    children: [{ from: index, to: index + line.length }],
  }));
}

function children(node: SyntaxNode, text: string, tag?: Tag): Node[] {
  const nodes: Node[] = [];
  const holdsWords = tag !== undefined && !BRANCHES.has(tag);
  let at = node.from;
  const words = (to: number) => {
    if (holdsWords && at < to) nodes.push(...(tag === "pre" ? [{ from: at, to }] : broken(at, to)));
  };
  for (let child = node.firstChild; child; child = child.nextSibling) {
    const isAutolink = child.name === "URL" && node.name !== "Link" && node.name !== "Image";
    if (isAutolink) continue;
    words(child.from);
    at = child.to;
    const own = TAGS[child.name];
    if (own) nodes.push(element(child, own, text));
    else if (child.name === "Escape") nodes.push({ from: child.from + 1, to: child.to });
    else if (!SIGNS.has(child.name)) nodes.push(...children(child, text, "p"));
    if (child.name === "HeaderMark" && /[ \t]/.test(text[at] ?? "")) at += 1;
  }
  words(node.to);
  return nodes;

  /** A line that ends is one for her who wrote it: «Med hilsen», and her name below that. */
  function broken(from: number, to: number): Node[] {
    const parts: Node[] = [];
    let start = from;
    for (const { index, 0: found } of text.slice(from, to).matchAll(/[ \t]*\n[ \t]*/g)) {
      if (start < from + index) parts.push({ from: start, to: from + index });
      parts.push({ tag: "br", children: [] });
      start = from + index + found.length;
    }
    if (start < to) parts.push({ from: start, to });
    return parts;
  }
}

function element(node: SyntaxNode, tag: Tag, text: string): Element {
  const own = tag === "td" && node.parent?.name === "TableHeader" ? "th" : tag;
  const inside = children(node, text, own);
  const start = tag === "ol" ? numberOf(node, text) : 1;
  if (start !== 1) return { tag, start, children: inside };
  const url = tag === "a" ? node.getChild("URL") : null;
  const href = url ? text.slice(url.from, url.to) : "";
  return isKept(href) ? { tag: own, href, children: inside } : { tag: own, children: inside };
}

function numberOf(list: SyntaxNode, text: string): number {
  const mark = list.firstChild?.getChild("ListMark");
  return mark ? Number.parseInt(text.slice(mark.from, mark.to), 10) : 1;
}
