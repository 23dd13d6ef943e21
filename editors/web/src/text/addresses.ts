/** Where links lead: only such as a reader of the text can follow are kept. */

const SCHEMES = new Set(["http", "https", "mailto", "tel"]);

/** Tell whether an address may stand in a text that leaves the page. */
export function isKept(address: string): boolean {
  // A browser passes over such characters in an address, and would find a scheme all the same.
  const bare = address.replace(/[\u0000-\u0020]/g, "");
  const scheme = /^([a-z][a-z\d+.-]*):/i.exec(bare)?.[1];
  return bare !== "" && (scheme === undefined || SCHEMES.has(scheme.toLowerCase()));
}
