/** Words at the start of a line that Markdown would take for a sign: «1. mai» is no list. */

/** What stands in a line, and what of that has signs of its own before its words. */
const INLINE = new Set(
  "A ABBR B BDI BDO BIG CITE CODE DEL DFN EM FONT I INS KBD LABEL MARK Q S SAMP SMALL SPAN STRIKE STRONG SUB SUP TIME TT U VAR".split(
    " ",
  ),
);
const SIGNED = new Set(["A", "B", "CODE", "DEL", "EM", "I", "S", "STRIKE", "STRONG"]);
/** Where a sign at the start is none. */
const SAFE = new Set(["TD", "TH", "H1", "H2", "H3", "H4", "H5", "H6", "PRE"]);

const SIGN = /^(\s*)(?:([-+>]|#{1,6})|(\d{1,9})([.)]))(?=\s)/;

/** Escape such words. Tells whether what comes next is at the start of a line. */
export function escapeStarts(node: globalThis.Node, isAtStart = true): boolean {
  let isStart = isAtStart;
  for (const child of node.childNodes) {
    const name = child.nodeName;
    if (child.nodeType === Node.TEXT_NODE) {
      const text = child.nodeValue ?? "";
      if (!/\S/.test(text)) continue;
      if (isStart) child.nodeValue = escaped(text);
      isStart = false;
    } else if (name === "BR") isStart = true;
    else if (SIGNED.has(name)) isStart = !child.textContent?.trim() && isStart;
    else if (INLINE.has(name)) isStart = escapeStarts(child, isStart);
    else {
      if (!SAFE.has(name)) escapeStarts(child);
      isStart = true;
    }
  }
  return isStart;
}

function escaped(text: string): string {
  return text.replace(SIGN, (_, space: string, sign = "", number = "", end = "") =>
    sign ? `${space}\\${sign}` : `${space}${number}\\${end}`,
  );
}
