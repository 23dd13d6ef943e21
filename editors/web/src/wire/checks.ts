/** One question a time: the report of a text, as the server gives it to any program. */

import type { Report, Settings } from "./report";

/** What a report is asked for about, and how that is to be judged; `defaults` need not be said. */
export interface Question {
  readonly text: string;
  readonly name: string;
  readonly settings: Settings | null;
  readonly defaults: Settings | null;
}

/** Return the report of a text in a format. Rejects where there is none to be had. */
export async function check(token: string, format: string, question: Question): Promise<string> {
  const { text, name, settings, defaults } = question;
  const chosen = Object.entries(settings ?? {}).filter(
    ([key, value]) => value !== defaults?.[key as keyof Settings],
  );
  const answer = await fetch(`api/check?format=${format}`, {
    method: "POST",
    headers: { "Content-Type": "application/json", Authorization: `Bearer ${token}` },
    body: JSON.stringify({ text, name, ...Object.fromEntries(chosen) }),
  });
  if (!answer.ok) throw new Error(String(answer.status));
  return answer.text();
}

/** Return the score in a report as JSON; nothing where it has none. */
export function scoreIn(json: string): number | null {
  const { files } = JSON.parse(json) as { readonly files: readonly Report[] };
  return files[0]?.score?.overall ?? null;
}
