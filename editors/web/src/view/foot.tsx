/** What stands below all: in a small window the way through the findings, and what is told to all. */

import { useState } from "preact/hooks";
import { isBlank } from "../desk/state";
import { counted } from "../words";
import type { Page } from "./app";
import { Steps } from "./steps";

export function Foot(page: Page) {
  const { state, desk } = page;
  const { words, notice, link, items, verdict } = state;
  const trouble = link === "lost" ? words.lost : link === "refused" ? words.refused : "";
  const [read, setRead] = useState("");
  if (!trouble && read) setRead(""); // the next trouble is told anew
  const score = verdict?.report?.score?.overall;
  return (
    <footer class="foot">
      {trouble && trouble !== read && (
        <p class="notice trouble" role="alert">
          <span>{trouble}</span>
          <button
            type="button"
            onClick={() => {
              setRead(trouble);
              desk.set({}, () => desk.editor.focus());
            }}
          >
            {words.close}
          </button>
        </p>
      )}
      <div class="told" aria-live="polite">
        {notice && (
          <p class="notice">
            <span>{notice}</span>
            <button
              type="button"
              onClick={() => desk.set({ notice: "" }, () => desk.editor.focus())}
            >
              {words.close}
            </button>
          </p>
        )}
      </div>
      {!isBlank(state) && (
        <div class="dock">
          <span>
            {typeof score === "number" && (
              <strong>{counted(Math.floor(score), words.point)}</strong>
            )}{" "}
            <a href="#findings-title">
              {items.length ? counted(items.length, words.finding) : words.none_found}
            </a>
          </span>
          {items.length > 0 && <Steps {...page} />}
        </div>
      )}
    </footer>
  );
}
