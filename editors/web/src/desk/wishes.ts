/** What the writer has chosen stands in the address of the page: so it is there after a reload. */

import type { Choice, Choices, Settings } from "../wire/report";

const LISTS = {
  language: "languages",
  guideline: "guidelines",
  channel: "channels",
  audience: "audiences",
} as const satisfies Partial<Record<keyof Settings, keyof Choices>>;

/** Return how texts are to be judged: as the address says, as far as there are such choices. */
export function wished(choices: Choices): Settings {
  const said = new URLSearchParams(window.location.search);
  const own = Object.entries(LISTS).flatMap(([name, list]) => {
    const code = said.get(name);
    const known: readonly Choice[] = choices[list];
    return known.some((one) => one.code === code) ? [[name, code]] : [];
  });
  const strict = said.has("strict") ? said.get("strict") === "true" : choices.defaults.strict;
  return { ...choices.defaults, ...Object.fromEntries(own), strict };
}

/** Keep in the address what is not as it is anyway. */
export function keepWishes(settings: Settings, defaults: Settings): void {
  const said = new URLSearchParams(window.location.search);
  for (const [name, value] of Object.entries(settings)) {
    if (value === defaults[name as keyof Settings]) said.delete(name);
    else said.set(name, String(value));
  }
  keep(said);
}

/** Keep in the address which language the page speaks. */
export function keepSpoken(code: string): void {
  const said = new URLSearchParams(window.location.search);
  said.set("lang", code);
  keep(said);
}

function keep(said: URLSearchParams): void {
  const { pathname } = window.location;
  window.history.replaceState(null, "", said.size ? `?${said}` : pathname);
}
