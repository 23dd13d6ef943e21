/** What is pasted: with its structure, where the clipboard has it. */

import { hasStructure, toMarkdown } from "./html";

/** Return what to insert for what is on the clipboard; nothing where its plain text will do. */
export function pastedText(data: DataTransfer): string | null {
  const html = data.getData("text/html");
  return html && hasStructure(html) ? toMarkdown(html) : null;
}
