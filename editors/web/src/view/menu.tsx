/** A button with a menu below it, which the browser opens and closes. */

import type { ComponentChildren } from "preact";

interface Props {
  readonly id: string;
  readonly label: string;
  readonly isDisabled?: boolean;
  readonly isMain?: boolean;
  readonly children: ComponentChildren;
}

export function Menu({ id, label, isDisabled = false, isMain = false, children }: Props) {
  return (
    <div class="menu">
      <button
        type="button"
        class={isMain ? "main" : ""}
        disabled={isDisabled}
        popovertarget={`menu-${id}`}
      >
        {label}
        <svg class="arrow" viewBox="0 0 12 12" aria-hidden="true">
          <path d="m3 4.5 3 3 3-3" />
        </svg>
      </button>
      <div
        id={`menu-${id}`}
        class="sheet"
        popover="auto"
        onClick={({ target, currentTarget }) => {
          if ((target as Element).closest("button")) currentTarget.hidePopover();
        }}
      >
        {children}
      </div>
    </div>
  );
}
