/** Why a finding is one: examples, who says so, and how often the rule has been right. */

import type { Item } from "../text/items";
import { fill } from "../words";
import type { Page } from "./app";

export function Explained({ page, item }: { readonly page: Page; readonly item: Item }) {
  const { state, findings } = page;
  const { words, isExplained, explanations } = state;
  const { finding, key } = item;
  const told = explanations.get(finding.rule);
  const language = state.verdict?.report?.language ?? undefined;
  return (
    <>
      <button
        type="button"
        class="explain"
        aria-expanded={isExplained}
        aria-controls={`explained-${key}`}
        onClick={() => void findings.explain(item)}
      >
        {isExplained ? words.explain_less : words.explain}
      </button>
      <div id={`explained-${key}`} class="explained" tabIndex={-1} hidden={!isExplained}>
        {told?.examples.map(({ bad, good }) => (
          <dl class="example" key={bad} lang={language}>
            <dt>{words.before}</dt>
            <dd>{bad}</dd>
            <dt>{words.after}</dt>
            <dd>{good}</dd>
          </dl>
        ))}
        <p class="source">{words.strengths[finding.strength]}</p>
        {finding.source && (
          <p class="source">
            {words.source}:{" "}
            {finding.url ? (
              <a href={finding.url} target="_blank" rel="noreferrer noopener">
                {finding.source}
                <span class="unseen"> ({words.new_tab})</span>
              </a>
            ) : (
              finding.source
            )}
          </p>
        )}
        {told?.record && told.record.judged > 0 && (
          <p class="record">{fill(words.record, told.record)}</p>
        )}
        <p class="rule">
          {words.rule}: <code>{finding.rule}</code>
        </p>
      </div>
    </>
  );
}
