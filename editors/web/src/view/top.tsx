/** The head of the page: opening, saving, and the language of the page itself. */

import { useRef } from "preact/hooks";
import { ACCEPTED } from "../intake/files";
import { spoken } from "../words";
import type { Page } from "./app";
import { Menu } from "./menu";
import { isBlank } from "../desk/state";

export function Top({ state, desk, texts }: Page) {
  const { words } = state;
  const input = useRef<HTMLInputElement>(null);
  return (
    <div class="top">
      <h1>
        <Logo />
        <span>clarity</span>
        <small>{words.tagline}</small>
      </h1>
      <div class="tools">
        <button type="button" onClick={() => input.current?.click()}>
          {words.open_file}
        </button>
        <input
          ref={input}
          type="file"
          hidden
          accept={ACCEPTED}
          onChange={({ currentTarget }) => {
            const file = currentTarget.files?.[0];
            if (file) void texts.open(file);
            currentTarget.value = "";
          }}
        />
        <button type="button" disabled={isBlank(state)} onClick={() => texts.clear()}>
          {words.new_text}
        </button>
        <Menu id="save" label={words.save} isDisabled={isBlank(state)} isMain>
          <button type="button" onClick={() => void texts.copy()}>
            {words.copy_text}
          </button>
          {texts.kinds.map((kind) => (
            <button type="button" key={kind} onClick={() => texts.save(kind)}>
              {words.save_as[kind]}
            </button>
          ))}
          <hr />
          <button type="button" onClick={() => void texts.saveReport("html")}>
            {words.report_page}
          </button>
          <button type="button" onClick={() => void texts.saveReport("markdown")}>
            {words.report_markdown}
          </button>
        </Menu>
        <Menu id="keys" label={words.keys}>
          <dl class="keys">
            {words.key_list.map(([keys, what]) => (
              <div key={what}>
                <dt>
                  {keys?.split(" / ").map((one, n) => (
                    <>
                      {n ? " / " : ""}
                      <kbd>{one}</kbd>
                    </>
                  ))}
                </dt>
                <dd>{what}</dd>
              </div>
            ))}
          </dl>
        </Menu>
        <label class="language">
          <span class="unseen">{words.page_language}</span>
          <select
            value={state.spoken.code}
            onChange={({ currentTarget }) => void desk.speak(currentTarget.value)}
          >
            {spoken.map(({ code, name }) => (
              <option key={code} value={code} lang={code}>
                {name}
              </option>
            ))}
          </select>
        </label>
      </div>
    </div>
  );
}

function Logo() {
  return (
    <svg class="logo" viewBox="0 0 24 24" aria-hidden="true">
      <path d="M4 6h16M4 11h11" />
      <path class="below" d="M4 17h7" />
      <path class="tick" d="m13.5 16.5 2.5 2.5 5-6" />
    </svg>
  );
}
