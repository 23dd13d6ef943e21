/** A text in words alone: without the signs of Markdown, as a program without any takes it. */

import { type Element, type Node, blocksOf, isElement } from "../text/blocks";

/** Return a text without signs; as it is, where it is no Markdown. */
export function toPlain(text: string, isMarkdown: boolean): string {
  if (!isMarkdown) return text;
  const blocks = blocksOf(text, true).map((node) => blockOf(node, text));
  return `${blocks.filter(Boolean).join("\n\n")}\n`;
}

function blockOf(node: Node, text: string): string {
  if (!isElement(node)) return wordsOf(node, text);
  const { tag, children, start = 1 } = node;
  if (tag === "ul" || tag === "ol") {
    return children.map((one, n) => itemOf(one, tag === "ol" ? `${start + n}. ` : "- ", text)).join("\n");
  }
  if (tag === "table") return children.map((row) => rowOf(row, text)).join("\n");
  if (tag === "blockquote") return children.map((one) => blockOf(one, text)).join("\n\n");
  return wordsOf(node, text);
}

function itemOf(node: Node, sign: string, text: string): string {
  const inside = isElement(node) ? node.children : [node];
  const lines = inside.map((one) => blockOf(one, text)).join("\n");
  return sign + lines.replaceAll("\n", `\n${" ".repeat(sign.length)}`);
}

function rowOf(row: Node, text: string): string {
  const cells = isElement(row) ? row.children : [row];
  return cells.map((cell) => wordsOf(cell, text)).join("\t");
}

function wordsOf(node: Node, text: string): string {
  if (!isElement(node)) return text.slice(node.from, node.to);
  if (node.tag === "br") return "\n";
  const words = node.children.map((one) => wordsOf(one, text)).join("");
  return led(node, words);
}

/** Name where a link leads, unless its words do. */
function led({ href }: Element, words: string): string {
  return href && href !== words ? `${words} (${href})` : words;
}
