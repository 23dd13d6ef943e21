/** What the engine has found, as the page keeps it: places in the text that it is about. */

import type { Text } from "@codemirror/state";
import { stretchOf } from "../text/places";
import type { Judged } from "../wire/report";
import type { Verdict } from "./state";

export function verdictOf(judged: Judged, doc: Text): Verdict {
  const { report = null, failure, notices = [], skipped = [] } = judged;
  return {
    text: doc.toString(),
    report,
    remarks: [...(failure ? [failure] : []), ...notices, ...skipped],
    sentences: (judged.sentences ?? []).map(({ range, words }) => ({
      ...stretchOf(doc, range),
      words,
    })),
    heavy: (judged.heavy ?? []).map(({ range }) => stretchOf(doc, range)),
  };
}
