/** A picture of the text: how long its sentences are, and where the heavy words stand. */

import { useMemo } from "preact/hooks";
import { isBlank, type Sentence, type Verdict } from "../desk/state";
import { blocksOf } from "../text/blocks";
import { counted, fill } from "../words";
import type { Page } from "./app";
import { shown } from "./reading";

/** The most words of a short sentence, and of one that is not long. */
const SHORT = 15;
const LONG = 25;
/** How many of the longest are named. */
const NAMED = 5;

type Length = "short" | "middle" | "long";

export function Sentences(page: Page) {
  const { state } = page;
  const { words, verdict } = state;
  if (isBlank(state) || !verdict?.sentences.length)
    return <p class="nothing">{words.nothing_to_read}</p>;
  const summary = summed(page, verdict);
  return (
    <div class="sentences">
      <h3>{words.sentences_title}</h3>
      <p>{summary}</p>
      <Chart page={page} verdict={verdict} label={summary} />
      <ul class="legend">
        <li class="short">{fill(words.lengths.short, { most: SHORT })}</li>
        <li class="middle">{fill(words.lengths.middle, { least: SHORT + 1, most: LONG })}</li>
        <li class="long">{fill(words.lengths.long, { most: LONG })}</li>
        <li class="limit">{fill(words.limit_line, { limit: LONG })}</li>
        <li class="heavy">{words.heavy_words}</li>
      </ul>
      <Longest page={page} verdict={verdict} />
      <Coloured page={page} verdict={verdict} />
    </div>
  );
}

function lengthOf({ words }: Sentence): Length {
  return words <= SHORT ? "short" : words <= LONG ? "middle" : "long";
}

function summed({ state }: Page, { sentences, heavy }: Verdict): string {
  const { words } = state;
  const total = sentences.reduce((sum, one) => sum + one.words, 0);
  const long = sentences.filter((one) => lengthOf(one) === "long").length;
  return fill(words.sentences_summary, {
    sentences: counted(sentences.length, words.sentence),
    mean: Math.round(total / sentences.length),
    longest: Math.max(...sentences.map((one) => one.words)),
    long,
    limit: LONG,
    heavy: counted(heavy.length, words.heavy_word),
  });
}

/** A bar for each sentence, in the order of the text. A click leads there: keys have the list below. */
function Chart({
  page,
  verdict,
  label,
}: {
  readonly page: Page;
  readonly verdict: Verdict;
  readonly label: string;
}) {
  const { sentences } = verdict;
  const isThere = verdict.text === page.state.text;
  const most = Math.max(40, ...sentences.map((one) => one.words));
  const width = Math.max(sentences.length, 30);
  const lineAt = 100 - (100 * LONG) / most;
  return (
    <svg
      class="chart"
      role="img"
      aria-label={label}
      viewBox={`0 0 ${width * 10} 100`}
      preserveAspectRatio="none"
    >
      {sentences.map((one, n) => {
        const height = (100 * one.words) / most;
        return (
          <rect
            key={one.from}
            class={lengthOf(one)}
            x={n * 10 + 1}
            width="8"
            y={100 - height}
            height={height}
            onClick={isThere ? () => page.findings.goTo(one) : undefined}
          />
        );
      })}
      <line x1="0" x2={width * 10} y1={lineAt} y2={lineAt} vector-effect="non-scaling-stroke" />
    </svg>
  );
}

function Longest({ page, verdict }: { readonly page: Page; readonly verdict: Verdict }) {
  const { words, text } = page.state;
  const long = verdict.sentences.filter((one) => lengthOf(one) === "long");
  const longest = [...long].sort((a, b) => b.words - a.words).slice(0, NAMED);
  if (!longest.length || verdict.text !== text) return null;
  return (
    <>
      <h4>{words.longest}</h4>
      <ol class="longest">
        {longest.map((one) => (
          <li key={one.from}>
            <button type="button" class="link" onClick={() => page.findings.goTo(one)}>
              {counted(one.words, words.word)}
            </button>{" "}
            <q lang={verdict.report?.language ?? undefined}>
              {opening(verdict.text.slice(one.from, one.to))}
            </q>
          </li>
        ))}
      </ol>
    </>
  );
}

function Coloured({ page, verdict }: { readonly page: Page; readonly verdict: Verdict }) {
  const { words } = page.state;
  const drawn = useMemo(() => {
    const draw = (from: number, to: number) => pieces(verdict, from, to);
    return shown(blocksOf(verdict.text, page.desk.isMarkdown), draw);
  }, [verdict]);
  return (
    <>
      <h4>{words.text_coloured}</h4>
      <div class="reading" lang={verdict.report?.language ?? undefined}>
        {drawn}
      </div>
    </>
  );
}

function pieces({ text, sentences, heavy }: Verdict, from: number, to: number) {
  const within = (one: { from: number; to: number }) => one.from < to && one.to > from;
  const edges = [...sentences.filter(within), ...heavy.filter(within)].flatMap((one) => [
    one.from,
    one.to,
  ]);
  const cuts = [...new Set([from, to, ...edges.filter((at) => at > from && at < to)])].sort(
    (a, b) => a - b,
  );
  return cuts.slice(0, -1).map((start, n) => {
    const end = cuts[n + 1] ?? to;
    const around = (one: { from: number; to: number }) => one.from <= start && one.to >= end;
    const sentence = sentences.find(around);
    const words = text.slice(start, end);
    const classes = [sentence ? lengthOf(sentence) : "", heavy.some(around) ? "heavy" : ""].filter(
      Boolean,
    );
    return classes.length ? (
      <span key={start} class={classes.join(" ")}>
        {words}
      </span>
    ) : (
      words
    );
  });
}

function opening(text: string): string {
  const line = text.replace(/\s+/g, " ");
  return line.length <= 70 ? line : `${line.slice(0, 70).replace(/\s+\S*$/, "")} …`;
}
