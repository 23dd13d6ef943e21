/** How the text is to be judged. */

import type { Choice, Settings } from "../wire/report";
import type { Page } from "./app";

export function SettingsBar({ state, desk }: Page) {
  const { words, choices, settings } = state;
  const rows: readonly [keyof Settings, string, readonly Choice[]][] = [
    ["language", words.language, choices?.languages ?? []],
    ["channel", words.channel, choices?.channels ?? []],
    ["audience", words.audience, choices?.audiences ?? []],
    ["guideline", words.guideline, choices?.guidelines ?? []],
  ];
  return (
    <details class="settings" open>
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
              {options.map(({ code, name: shown }) => <option key={code} value={code}>{shown}</option>)}
            </select>
          </label>
        ))}
      </div>
    </details>
  );
}
