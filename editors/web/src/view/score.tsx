/** The score, what it was, what to mend first, and the principles behind it. */

import { isBlank, isFresh } from "../desk/state";
import { unitsIn } from "../text/places";
import type { Gain, Principle, Score } from "../wire/report";
import { counted, fill } from "../words";
import type { Page } from "./app";

/** How many are shown before the rest is asked for. */
const FIRST = 3;

export function ScorePane(page: Page) {
  const { state, texts } = page;
  const { words, verdict, origin, text } = state;
  if (isBlank(state)) return null;
  const score = verdict?.report?.score;
  const before = origin?.score;
  return (
    <section class="score" aria-labelledby="score-title">
      <div class="now">
        <h2 id="score-title">{words.score}</h2>
        {score && score.overall !== null ? (
          <Number score={score} before={before ?? null} page={page} />
        ) : (
          <p class="none">{score?.reason ?? (verdict ? words.no_score : words.reading)}</p>
        )}
        {origin && (
          // There is room for it from the start, so that nothing jumps at the first letter.
          <p class={`compared${text === origin.text ? " room" : ""}`}>
            {typeof before === "number" && score && score.overall !== null && (
              <Compared page={page} before={before} now={score.overall} />
            )}
            <button type="button" class="link" onClick={() => texts.restore()}>
              {words.restore}
            </button>
          </p>
        )}
      </div>
      {score && <Gains page={page} gains={score.gains} />}
      {score && score.principles.some((one) => one.score !== null) && (
        <details class="principles">
          <summary>{words.principles}</summary>
          <ul>
            {score.principles.map((one) => (
              <PrincipleRow key={one.id} page={page} principle={one} />
            ))}
          </ul>
          <p class="small">{score.caveat}</p>
        </details>
      )}
    </section>
  );
}

function Number({
  score,
  before,
  page,
}: {
  readonly score: Score;
  readonly before: number | null;
  readonly page: Page;
}) {
  const { words } = page.state;
  const now = Math.floor(score.overall ?? 0);
  return (
    <>
      <p class="number">
        <strong>{now}</strong> <span>{words.of_hundred}</span> <em>{score.band}</em>
      </p>
      <Bar value={score.overall ?? 0} before={before} />
      {score.confidence && score.confidence !== "high" && (
        <p class="small">{words.confidence[score.confidence]}</p>
      )}
    </>
  );
}

function Compared({
  page,
  before,
  now,
}: {
  readonly page: Page;
  readonly before: number;
  readonly now: number;
}) {
  const { words } = page.state;
  const change = Math.floor(now) - Math.floor(before);
  const signed = change > 0 ? `+${change}` : change < 0 ? `−${-change}` : "±0";
  return (
    <span>
      {fill(words.compared, { before: Math.floor(before) })} <strong>{signed}</strong>
    </span>
  );
}

function Bar({ value, before }: { readonly value: number; readonly before: number | null }) {
  return (
    <svg class="bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
      <rect class="empty" width="100" height="6" rx="1" />
      <rect class="full" width={value} height="6" rx="1" />
      {before !== null && <rect class="then" x={Math.min(before, 99.2)} width="0.8" height="6" />}
    </svg>
  );
}

/** Tell whether mending something gives points enough to be named. */
export function isWorth({ points }: Gain): boolean {
  return points >= 0.5;
}

function Gains({ page, gains }: { readonly page: Page; readonly gains: readonly Gain[] }) {
  const { words } = page.state;
  const worth = gains.filter(isWorth);
  if (!worth.length) return null;
  const row = (gain: Gain) => <GainRow key={gain.label} page={page} gain={gain} />;
  return (
    <div class="gains">
      <h3>{words.mend_first}</h3>
      <ol>{worth.slice(0, FIRST).map(row)}</ol>
      {worth.length > FIRST && (
        <details>
          <summary>{fill(words.more_gains, { number: worth.length - FIRST })}</summary>
          <ol start={FIRST + 1}>{worth.slice(FIRST).map(row)}</ol>
        </details>
      )}
    </div>
  );
}

function GainRow({ page, gain }: { readonly page: Page; readonly gain: Gain }) {
  const { state, findings } = page;
  const { words, verdict } = state;
  const show = () => {
    if (!isFresh(state)) return; // where the places are now is told in a moment
    const units = unitsIn(verdict?.text ?? "");
    findings.point(gain.spans.map(([from, to]) => ({ from: units(from), to: units(to) })));
    page.desk.say(fill(words.places_shown, { places: counted(gain.spans.length, words.place) }));
  };
  return (
    <li>
      <span>
        {gain.label}{" "}
        {gain.spans.length > 0 && (
          <button type="button" class="link" aria-disabled={!isFresh(state)} onClick={show}>
            {fill(words.show_places, { places: counted(gain.spans.length, words.place) })}
            <span class="unseen">: {gain.label}</span>
          </button>
        )}
      </span>
      <span class="points">
        +{gain.points < 10 ? decimal(gain.points, words.decimal_sign) : Math.round(gain.points)}
      </span>
    </li>
  );
}

function PrincipleRow({ page, principle }: { readonly page: Page; readonly principle: Principle }) {
  const { words } = page.state;
  const costly = principle.signals
    .filter((one) => one.points_lost >= 1)
    .sort((a, b) => b.points_lost - a.points_lost);
  return (
    <li>
      <span class="name">{principle.name}</span>
      <span class="value">
        {principle.score === null ? words.not_assessed : Math.floor(principle.score)}
      </span>
      <Bar value={principle.score ?? 0} before={null} />
      {costly.length > 0 && (
        <span class="small">
          {costly.map((one) => `${one.name} −${Math.round(one.points_lost)}`).join(" · ")}
        </span>
      )}
    </li>
  );
}

function decimal(value: number, sign: string): string {
  return value.toFixed(1).replace(/\.0$/, "").replace(".", sign);
}
