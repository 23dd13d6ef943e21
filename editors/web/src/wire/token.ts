/** The token that the address came with: kept for this tab alone, so that a reload works. */

const NAME = "clarity-token";

/** Take the token out of the address, or what was kept of it. */
export function takeToken(): string {
  const { hash, search, pathname } = window.location;
  const told = new URLSearchParams(hash.slice(1)).get("token");
  if (!told) return sessionStorage.getItem(NAME) ?? "";
  sessionStorage.setItem(NAME, told);
  window.history.replaceState(null, "", `${pathname}${search}`);
  return told;
}
