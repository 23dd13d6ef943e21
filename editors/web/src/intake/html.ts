/** HTML from elsewhere becomes Markdown. It is parsed apart, and never enters the page. */

import { gfm } from "@joplin/turndown-plugin-gfm";
import TurndownService from "turndown";
import { isKept } from "../text/addresses";
import { escapeStarts } from "./starts";
import { mendWordLists } from "./word";

/** What says nothing to a reader of the text. */
const NOISE =
  "script, style, head, meta, link, title, template, iframe, object, embed, svg, img, " +
  "picture, video, audio, canvas, form button, input, select, textarea, noscript, o\\:p";

/** What stands around the text of a page. */
const AROUND =
  "nav, body > header, body > footer, [role=navigation], [role=banner], [role=contentinfo]";

/** Return HTML as Markdown: its headings, lists, tables, links and what is stressed. */
export function toMarkdown(html: string): string {
  const { body } = parse(html);
  const main = body.querySelector("main");
  if (main) body.replaceChildren(...main.childNodes);
  for (const node of main ? [] : body.querySelectorAll(AROUND)) node.remove();
  for (const node of body.querySelectorAll(NOISE)) node.remove();
  mendWordLists(body);
  for (const node of body.querySelectorAll("b, strong")) {
    // Google Docs wraps all in a <b> that is none.
    if (/font-weight:\s*(?:normal|400)/i.test(node.getAttribute("data-style") ?? "")) unwrap(node);
  }
  for (const node of body.querySelectorAll("h1, h2, h3, h4, h5, h6")) {
    for (const stressed of node.querySelectorAll("b, strong, em, i")) unwrap(stressed);
  }
  for (const table of body.querySelectorAll("table")) nameColumns(table);
  escapeStarts(body);
  return converter()
    .turndown(body)
    .replace(/\u00a0/g, " ")
    .replace(/[ \t]+$/gm, "")
    .trim();
}

/** Tell whether HTML has more to tell than its words: a paragraph alone has not. */
export function hasStructure(html: string): boolean {
  return (
    parse(html).body.querySelector(
      "h1, h2, h3, h4, h5, h6, li, table, a[href], p + p, div + div, [class*=MsoListParagraph]",
    ) !== null
  );
}

function converter(): TurndownService {
  const made = new TurndownService({
    headingStyle: "atx",
    bulletListMarker: "-",
    emDelimiter: "*",
    hr: "---",
  });
  made.use(gfm);
  made.addRule("plain list item", {
    filter: "li",
    replacement(content, node) {
      const list = node.parentElement;
      const place = list ? [...list.children].indexOf(node as globalThis.Element) : 0;
      const start = Number(list?.getAttribute("start") ?? 1);
      const sign = list?.nodeName === "OL" ? `${start + place}. ` : "- ";
      const inside = content
        .trim()
        .replace(/\n{2,}/g, "\n")
        .replace(/\n/g, `\n${" ".repeat(sign.length)}`);
      return `${sign}${inside}${node.nextSibling ? "\n" : ""}`;
    },
  });
  made.addRule("only addresses that are kept", {
    filter: (node) => node.nodeName === "A" && !isKept(node.getAttribute("href") ?? ""),
    replacement: (content) => content,
  });
  // The writer reads what is escaped: only what would be taken for a sign is. See `starts.ts` too.
  made.escape = (text) => text.replace(/([*`])/g, "\\$1").replace(/<(?=[a-z/!])/gi, "\\<");
  return made;
}

/** Make the first row the head where a table has none: Markdown has no table without it. */
function nameColumns(table: HTMLTableElement): void {
  if (table.querySelector("th")) return;
  for (const cell of [...(table.rows[0]?.cells ?? [])]) {
    const made = table.ownerDocument.createElement("th");
    made.append(...cell.childNodes);
    cell.replaceWith(made);
  }
}

function unwrap(node: globalThis.Element): void {
  node.replaceWith(...node.childNodes);
}

interface Policies {
  createPolicy(
    name: string,
    rules: { createHTML(html: string): string },
  ): { createHTML(html: string): string };
}

/** Only a parser is given HTML, and what it makes of it is no part of the page. */
const policy = (window as { trustedTypes?: Policies }).trustedTypes?.createPolicy("clarity", {
  createHTML: (html) => html,
});

function parse(html: string): Document {
  const bare = bared(html);
  return new DOMParser().parseFromString(policy ? policy.createHTML(bare) : bare, "text/html");
}

/** Take away what the policy is against even where nothing comes of it: style sheets, and what
 * elements have of style and of script, which is kept as data. */
function bared(html: string): string {
  return html
    .replace(/<style\b[\s\S]*?(?:<\/style\s*>|$)/gi, "")
    .replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\s(style|on[a-z]+)\s*=/gi, " data-$1="));
}
