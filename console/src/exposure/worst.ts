import type { ExposureView } from '../workflow/queries.ts';

type Write = ExposureView['writes'][number];
export type Span = 'hour' | 'day';

/** How many at most: a number, `null` where nothing bounds it. */
export type Most = number | null;

export interface Worst {
  messages: Most;
  irreversible: Most;
  all: Most;
}

/** What can be done without a person in one span, over all writes that can run alone. */
export function worstOf(view: ExposureView, span: Span): Worst {
  const alone = view.writes.filter((write) => write.alone);
  return {
    messages: mostOf(
      alone.filter((write) => write.message),
      span,
    ),
    irreversible: mostOf(
      alone.filter((write) => write.irreversible),
      span,
    ),
    all: view.total[span].count,
  };
}

function mostOf(writes: Write[], span: Span): Most {
  let sum = 0;
  for (const write of writes) {
    const { count } = write[span];
    if (count === null) return null;
    sum += count;
  }
  return sum;
}

/** A write whose number, or whose money where it moves any, nothing bounds in this span. */
export function isUnbounded(write: Write, span: Span): boolean {
  if (!write.alone) return false;
  if (write[span].money !== null) return false;
  return write[span].count === null || movesMoney(write);
}

export function movesMoney(write: Write): boolean {
  return [write.each, write.hour, write.day].some(({ money }) => money !== null);
}
