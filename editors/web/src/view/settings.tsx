/** How the text is to be judged. */

import { useEffect, useState } from "preact/hooks";
import type { Choice, Settings } from "../wire/report";
import type { Words } from "../words";
import type { Page } from "./app";

export function SettingsBar({ state, desk }: Page) {
  const { words, choices, settings } = state;
  const isNarrow = useNarrow();
  const rows: readonly [Exclude<keyof Settings, "strict">, string, readonly Choice[]][] = [
    ["language", words.language, choices?.languages ?? []],
    ["channel", words.channel, choices?.channels ?? []],
    ["audience", words.audience, choices?.audiences ?? []],
    ["guideline", words.guideline, choices?.guidelines ?? []],
  ];
  return (
    <details class="settings" open={!isNarrow}>
      <summary>{words.settings}</summary>
      <div class="rows">
        {rows.map(([name, label, options]) => (
          <label key={name}>
            <span>{label}</span>
            <select
              disabled={!settings}
              value={settings?.[name] ?? ""}
              onChange={({ currentTarget }) => void desk.choose({ [name]: currentTarget.value })}
            >
              {options.map((one) => (
                <option key={one.code} value={one.code}>
                  {one.name || unnamed(words, one)}
                </option>
              ))}
            </select>
          </label>
        ))}
        <label class="check">
          <input
            type="checkbox"
            disabled={!settings}
            checked={settings?.strict ?? false}
            onChange={({ currentTarget }) => void desk.choose({ strict: currentTarget.checked })}
          />
          <span>{words.strict}</span>
        </label>
      </div>
    </details>
  );
}

/** Say what a choice is called that is none of a kind: that clarity finds out, or that there is none. */
function unnamed(words: Words, { code }: Choice): string {
  return code === "auto" ? words.choice_auto : code ? words.guideline_none : words.guideline_own;
}

/** Tell whether there is so little room that the settings are folded away: see page.css. */
function useNarrow(): boolean {
  const [query] = useState(() => window.matchMedia("(max-width: 40rem)"));
  const [isNarrow, tell] = useState(query.matches);
  useEffect(() => {
    const heard = () => tell(query.matches);
    query.addEventListener("change", heard);
    return () => query.removeEventListener("change", heard);
  }, [query]);
  return isNarrow;
}
