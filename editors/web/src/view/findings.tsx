/** The list of what was found, each with what can be done about it. */

import { useMemo } from "preact/hooks";
import { idOf, ordered } from "../desk/findings";
import { isBlank, isFresh, type Order } from "../desk/state";
import type { Item, Place } from "../text/items";
import type { Severity } from "../wire/report";
import { counted, fill } from "../words";
import type { Page } from "./app";
import { Explained } from "./explained";
import { isWorth } from "./score";
import { Steps } from "./steps";

/** A sign for each severity, beside its word. */
export const SIGNS: Readonly<Record<Severity, string>> = {
  error: "×",
  warning: "!",
  suggestion: "•",
};
/** More suggestions than that are shown only with what is looked at. */
const FIRST = 2;

export function FindingsPane(page: Page) {
  const { state, desk } = page;
  const { words, items, order } = state;
  const verdict = isBlank(state) ? null : state.verdict;
  const list = ordered(state);
  const drawn = useMemo(
    () => list.map((item) => <Row key={item.key} page={page} item={item} />),
    [items, order, state.current, state.isExplained, state.explanations, words],
  );
  return (
    <section
      class="findings"
      aria-labelledby="findings-title"
      aria-busy={!isBlank(state) && !isFresh(state)}
    >
      <div class="heading">
        <h2 id="findings-title" tabIndex={-1}>
          {items.length ? counted(items.length, words.finding) : words.findings}
        </h2>
        {items.length > 1 && (
          <label>
            <span class="unseen">{words.order}</span>
            <select
              value={order}
              onChange={({ currentTarget }) => desk.set({ order: currentTarget.value as Order })}
            >
              <option value="place">{words.orders.place}</option>
              <option value="gravity">{words.orders.gravity}</option>
            </select>
          </label>
        )}
        {items.length > 0 && <Steps {...page} />}
      </div>
      {items.length > 0 && (
        <p class="hint">
          <Keys text={words.keys_hint} />
        </p>
      )}
      {verdict?.remarks.map((remark) => (
        <p class="remark" key={remark}>
          {remark}
        </p>
      ))}
      {!items.length && (!verdict || verdict.report) && (
        <p class="none">
          {isBlank(state) ? words.findings_here : verdict ? words.none_found_long : words.reading}
        </p>
      )}
      <ol class="list">{drawn}</ol>
      <Unshown {...page} />
      {state.hidden.size > 0 && (
        <p class="hidden">
          <button type="button" class="link" onClick={() => page.findings.showHidden()}>
            {words.show_hidden}
          </button>
        </p>
      )}
    </section>
  );
}

/** Say that there are words which cost points, and that only the strict set has advice on. */
function Unshown({ state, desk }: Page) {
  const { words, verdict, settings } = state;
  const report = verdict?.report;
  if (!report?.score || settings?.strict || isBlank(state)) return null;
  const shown = report.findings.flatMap((one) => [one, ...one.repeats].map(({ span }) => span));
  const costly = report.score.gains
    .filter(isWorth)
    .flatMap(({ rules, spans }) => (rules.length ? spans : []));
  const unshown = costly.filter(
    ([from, to]) => !shown.some(([start, end]) => start < to && end > from),
  );
  const number = new Set(unshown.map((span) => span.join())).size;
  if (!number) return null;
  return (
    <p class="unshown small">
      {fill(words.unshown, { places: counted(number, words.place) })}{" "}
      <button type="button" class="link" onClick={() => void desk.choose({ strict: true })}>
        {words.show_unshown}
      </button>
    </p>
  );
}

/** A line in which keys stand in braces. */
function Keys({ text }: { readonly text: string }) {
  return <>{text.split(/[{}]/).map((part, n) => (n % 2 ? <kbd key={n}>{part}</kbd> : part))}</>;
}

function Row({ page, item }: { readonly page: Page; readonly item: Item }) {
  const { state, findings } = page;
  const { words, current } = state;
  const { finding, places, parts, key } = item;
  const isCurrent = current?.key === key;
  const place = isCurrent ? current.place : 0;
  const shown = places[place] ?? places[0]!;
  return (
    <li
      id={idOf(key)}
      class={`finding ${finding.severity}${isCurrent ? " open" : ""}`}
      onClick={({ target }) => {
        if (!(target as Element).closest("button, a")) findings.show(item, place);
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        findings.leave();
      }}
    >
      <button
        type="button"
        class="head"
        aria-expanded={isCurrent}
        onClick={() => findings.show(item, place)}
      >
        <span class="kind">
          <span class="sign" aria-hidden="true">
            {SIGNS[finding.severity]}
          </span>
          {words.severities[finding.severity]}
        </span>
        <q class="words" lang={state.verdict?.report?.language ?? undefined}>
          {shortened(shown.words)}
        </q>
      </button>
      <p class="what">{finding.message}</p>
      <Suggestions page={page} item={item} shown={shown} place={place} isAll={isCurrent} />
      {isCurrent && (
        <div class="more">
          <button type="button" class="close" onClick={() => page.desk.look(null)}>
            {words.close}
          </button>
          {parts.map((part) => (
            <Part key={part.from} page={page} item={item} part={part} />
          ))}
          {places.length > 1 && <Places page={page} item={item} place={place} />}
          <p class="why">{finding.why}</p>
          <Explained page={page} item={item} />
          <button type="button" class="hide" onClick={() => findings.hide(item)}>
            {words.hide}
          </button>
        </div>
      )}
    </li>
  );
}

function Suggestions({
  page,
  item,
  shown,
  place,
  isAll,
}: {
  readonly page: Page;
  readonly item: Item;
  readonly shown: Place;
  readonly place: number;
  readonly isAll: boolean;
}) {
  const { words } = page.state;
  const some = isAll ? shown.suggestions : shown.suggestions.slice(0, FIRST);
  if (!some.length) return null;
  return (
    <p class="suggestions">
      {some.map((text, n) => (
        <button
          type="button"
          key={text}
          class="suggest"
          onClick={() => page.findings.accept(item, [place], n)}
        >
          {text ? fill(words.write_it, { text }) : words.delete_it}
        </button>
      ))}
      {isAll && item.places.length > 1 && shown.suggestions.length === 1 && (
        <button
          type="button"
          class="suggest"
          onClick={() =>
            page.findings.accept(
              item,
              item.places.map((_, n) => n),
              0,
            )
          }
        >
          {fill(words.in_all, { number: item.places.length })}
        </button>
      )}
    </p>
  );
}

function Part({
  page,
  item,
  part,
}: {
  readonly page: Page;
  readonly item: Item;
  readonly part: Place;
}) {
  const { words } = page.state;
  return (
    <p class="part">
      <q>{part.words}</q>{" "}
      {part.suggestions.map((text) => (
        <button
          type="button"
          key={text}
          class="suggest"
          onClick={() => page.findings.acceptPart(item, part, text)}
        >
          {text ? fill(words.write_it, { text }) : words.delete_it}
        </button>
      ))}
    </p>
  );
}

function Places({
  page,
  item,
  place,
}: {
  readonly page: Page;
  readonly item: Item;
  readonly place: number;
}) {
  const { words } = page.state;
  return (
    <p class="places">
      {fill(words.place_of, { number: place + 1, of: item.places.length })}{" "}
      <button
        type="button"
        onClick={() => page.findings.show(item, (place + 1) % item.places.length)}
      >
        {words.next_place}
      </button>
    </p>
  );
}

const LONGEST = 90;

function shortened(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length <= LONGEST ? line : `${line.slice(0, LONGEST).replace(/\s+\S*$/, "")} …`;
}
