/** The way from finding to finding, for who uses no keys. */

import type { Page } from "./app";

export function Steps({ state, findings }: Page) {
  const { words } = state;
  return (
    <span class="steps">
      <button
        type="button"
        class="quiet"
        aria-label={words.previous}
        title={words.previous}
        onClick={() => findings.step(-1, false)}
      >
        <svg viewBox="0 0 20 20" aria-hidden="true">
          <path d="m5 12 5-5 5 5" />
        </svg>
      </button>
      <button
        type="button"
        class="quiet"
        aria-label={words.next}
        title={words.next}
        onClick={() => findings.step(1, false)}
      >
        <svg viewBox="0 0 20 20" aria-hidden="true">
          <path d="m5 8 5 5 5-5" />
        </svg>
      </button>
    </span>
  );
}
