/** How a text leaves the page: copied, or as a file. */

import { type Node, blocksOf, isElement } from "../text/blocks";

/** Copy a text, with its structure for where that can be pasted. Rejects where it is not allowed. */
export async function copy(text: string, isMarkdown: boolean): Promise<void> {
  const plain = new Blob([text], { type: "text/plain" });
  const rich = new Blob([toHtml(text, isMarkdown)], { type: "text/html" });
  try {
    await navigator.clipboard.write([
      new ClipboardItem({ "text/plain": plain, "text/html": rich }),
    ]);
  } catch {
    await navigator.clipboard.writeText(text);
  }
}

export function download(name: string, type: string, text: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(new Blob([text], { type: `${type};charset=utf-8` }));
  link.download = name;
  link.click();
  window.setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** Return a text as HTML: only elements that the page knows, and words. */
export function toHtml(text: string, isMarkdown: boolean): string {
  const made = document.implementation.createHTMLDocument();
  made.body.append(...blocksOf(text, isMarkdown).map((node) => drawn(node, text, made)));
  return made.body.innerHTML;
}

/** Return a text as a page of HTML. */
export function toPage(text: string, isMarkdown: boolean, title: string, language: string): string {
  const made = document.implementation.createHTMLDocument(title);
  made.documentElement.lang = language;
  const charset = made.createElement("meta");
  charset.setAttribute("charset", "utf-8");
  made.head.prepend(charset);
  made.body.append(...blocksOf(text, isMarkdown).map((node) => drawn(node, text, made)));
  return `<!doctype html>\n${made.documentElement.outerHTML}\n`;
}

function drawn(node: Node, text: string, made: Document): globalThis.Node {
  if (!isElement(node)) return made.createTextNode(text.slice(node.from, node.to));
  const element = made.createElement(node.tag);
  if (node.start !== undefined) element.setAttribute("start", String(node.start));
  if (node.href) element.setAttribute("href", node.href);
  element.append(...node.children.map((child) => drawn(child, text, made)));
  return element;
}
