/**
 * A choice of a few views side by side, of links (`aria-current`) or of buttons (`aria-pressed`): the same look
 * wherever a page offers one.
 */
export const SEGMENTS =
  'flex w-max max-w-full flex-wrap gap-0.5 rounded-lg bg-sunk p-0.5 inset-ring inset-ring-line';
export const SEGMENT =
  'inline-flex h-7 items-center rounded-md px-2.5 text-sm font-medium text-ink-3 hover:text-ink aria-pressed:bg-surface aria-pressed:text-ink aria-pressed:inset-ring aria-pressed:inset-ring-line-2 aria-[current=page]:bg-surface aria-[current=page]:text-ink aria-[current=page]:inset-ring aria-[current=page]:inset-ring-line-2';
