/** The whole page, from what it knows. */

import type { Desk } from "../desk/desk";
import type { Findings } from "../desk/findings";
import type { State } from "../desk/state";
import type { Texts } from "../desk/texts";
import { FindingsPane } from "./findings";
import { Foot } from "./foot";
import { ScorePane } from "./score";
import { SettingsBar } from "./settings";
import { TextPane } from "./text";
import { Top } from "./top";

/** All that a part of the page may need. `host` is where the editor stands. */
export interface Page {
  readonly state: State;
  readonly desk: Desk;
  readonly findings: Findings;
  readonly texts: Texts;
  readonly host: HTMLElement;
}

export function App(page: Page) {
  const { words, said } = page.state;
  return (
    <>
      <a class="skip" href="#findings-title">
        {words.skip_to_findings}
      </a>
      <header>
        <Top {...page} />
        <SettingsBar {...page} />
      </header>
      <main>
        <TextPane {...page} />
        <aside class="panel" aria-label={words.assessment}>
          <ScorePane {...page} />
          <FindingsPane {...page} />
        </aside>
      </main>
      <Foot {...page} />
      <p role="status" class="unseen">
        {said}
      </p>
    </>
  );
}
