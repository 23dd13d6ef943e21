/** Lists as Word puts them on the clipboard: paragraphs that only their style tells are items.
 *
 * `html.ts` has kept what their style says as data. */

const ITEM = "p[class*=MsoList], p[data-style*='mso-list:']";
const LEVEL = /mso-list:\s*\S+\s+level(\d+)/i;
/** What Word writes before an item itself: a bullet, or a number. */
const SIGN = "[data-style*='mso-list:Ignore'], [data-style*='mso-list: Ignore']";

/** Make lists of such paragraphs. */
export function mendWordLists(body: HTMLElement): void {
  const open: HTMLElement[] = [];
  let last: Element | null = null;
  for (const item of [...body.querySelectorAll<HTMLElement>(ITEM)]) {
    const found = LEVEL.exec(item.getAttribute("data-style") ?? "");
    const sign = item.querySelector(SIGN);
    if (!found && !sign) continue;
    const level = Number(found?.[1] ?? 1);
    const isNumbered = /^\s*[(]?(?:\d+|[a-z])[.)]/i.test(sign?.textContent ?? "");
    sign?.remove();
    if (!last || item.previousElementSibling !== last) open.length = 0;
    open.length = Math.min(open.length, level);
    const outermost = open[0];
    while (open.length < level) {
      const list = body.ownerDocument.createElement(isNumbered ? "ol" : "ul");
      const within = open.at(-1);
      if (within) (within.lastElementChild ?? within).append(list);
      else item.before(list);
      open.push(list);
    }
    const made = body.ownerDocument.createElement("li");
    made.append(...item.childNodes);
    open.at(-1)?.append(made);
    item.remove();
    last = open[0] ?? outermost ?? null;
  }
}
