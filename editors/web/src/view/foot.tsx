/** What is told to all: that something went wrong or well, and that nothing is kept. */

import type { Page } from "./app";

export function Foot({ state, desk }: Page) {
  const { words, notice, link } = state;
  const trouble = link === "lost" ? words.lost : link === "refused" ? words.refused : "";
  return (
    <footer class="foot">
      {trouble && <p class="notice trouble" role="alert">{trouble}</p>}
      {notice && (
        <p class="notice" role="alert">
          {notice} <button type="button" onClick={() => desk.set({ notice: "" })}>{words.close}</button>
        </p>
      )}
    </footer>
  );
}
