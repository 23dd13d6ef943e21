/** The text: to be written, to be read with its marks, or its sentences as a picture. */

import { useLayoutEffect, useRef } from "preact/hooks";
import { isBlank, type View } from "../desk/state";
import { counted, fill } from "../words";
import type { Page } from "./app";
import { Reading } from "./reading";
import { Sentences } from "./sentences";

const VIEWS: readonly View[] = ["write", "read", "sentences"];

export function TextPane(page: Page) {
  const { state, desk, host } = page;
  const { words, view } = state;
  const holder = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => holder.current?.append(host), [host]);
  return (
    <section class="text" aria-labelledby="text-title">
      <h2 id="text-title" class="unseen">
        {words.the_text}
      </h2>
      <div class="bar">
        <fieldset class="views">
          <legend class="unseen">{words.view}</legend>
          {VIEWS.map((one) => (
            <label key={one}>
              <input
                type="radio"
                name="view"
                value={one}
                checked={one === view}
                onChange={() => desk.show(one)}
              />
              <span>{words.views[one]}</span>
            </label>
          ))}
        </fieldset>
        <p class="about">{about(page)}</p>
        <div class="history">
          <button
            type="button"
            class="quiet"
            aria-label={words.undo}
            title={words.undo}
            onClick={() => desk.editor.undo()}
          >
            <svg viewBox="0 0 20 20" aria-hidden="true">
              <path d="M7.5 4 4 7.5 7.5 11M4.5 7.5H12a4 4 0 0 1 0 8H8" />
            </svg>
          </button>
          <button
            type="button"
            class="quiet"
            aria-label={words.redo}
            title={words.redo}
            onClick={() => desk.editor.redo()}
          >
            <svg viewBox="0 0 20 20" aria-hidden="true">
              <path d="M12.5 4 16 7.5 12.5 11M15.5 7.5H8a4 4 0 0 0 0 8h4" />
            </svg>
          </button>
        </div>
      </div>
      <div class="paper">
        <div class="host" ref={holder} hidden={view !== "write"} />
        {view === "write" && isBlank(state) && <Empty {...page} />}
        {view !== "write" && (
          <div class="scroll" key={view} role="region" tabIndex={0} aria-label={words.views[view]}>
            {view === "read" ? <Reading {...page} /> : <Sentences {...page} />}
          </div>
        )}
      </div>
    </section>
  );
}

/** Say what the text is called, how long it is, and what it was taken for. */
function about({ state }: Page) {
  const { words, name, verdict, choices } = state;
  const report = verdict?.report;
  if (isBlank(state)) return "";
  const named = (kind: "languages" | "channels", code: string | null) =>
    (code && choices?.[kind].find((one) => one.code === code)?.name) || "";
  const told = report
    ? [
        counted(report.words, words.word),
        named("languages", report.language),
        report.channel_told ? fill(words.read_as, { kind: named("channels", report.channel) }) : "",
      ]
    : [];
  return [name, ...told].filter(Boolean).join(" · ");
}

function Empty({ state, texts }: Page) {
  const { words } = state;
  return (
    <div class="empty">
      <h3>{words.begin_title}</h3>
      <p>{words.begin_how}</p>
      <p class="ways">
        <label class="button main">
          {words.open_file}
          <input
            type="file"
            class="unseen"
            onChange={({ currentTarget }) => {
              const file = currentTarget.files?.[0];
              if (file) void texts.open(file);
            }}
          />
        </label>
        <button type="button" onClick={() => texts.showExample()}>
          {words.try_example}
        </button>
      </p>
      <p class="small">
        {words.files_read} {words.privacy}
      </p>
    </div>
  );
}
