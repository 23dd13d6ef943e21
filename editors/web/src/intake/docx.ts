/** Word files, by mammoth: a part of the page of its own, loaded when the first is opened. */

import mammoth from "mammoth";

export async function toHtml(data: ArrayBuffer): Promise<string> {
  const convertImage = mammoth.images.imgElement(async () => ({ src: "" }));
  const made = await mammoth.convertToHtml({ arrayBuffer: data }, { convertImage });
  return made.value;
}
