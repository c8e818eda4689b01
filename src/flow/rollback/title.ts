import type { Slice } from '../../authority/schema.ts';

/** What a rollback is of, in a few words: "Set price in listings, 21 Nov 12:00 to 15:00 UTC". */
export function titleOf(slice: Slice): string {
  if (slice.rollback !== undefined) return `What the rollback ${slice.rollback} took back`;
  const parts = [
    slice.write === undefined ? 'Everything done' : capital(plain(slice.write)),
    slice.workflow === undefined ? '' : `in ${plain(slice.workflow)}`,
    slice.kind === undefined ? '' : `for ${plain(slice.kind)}`,
    slice.agent === undefined ? '' : `by ${slice.agent}`,
    slice.case === undefined ? '' : `in the case ${slice.case}`,
    slice.version === undefined ? '' : `under version ${slice.version.slice(0, 12)}`,
  ].filter((part) => part !== '');
  return [parts.join(' '), sayTimes(slice)].filter((part) => part !== '').join(', ');
}

/** `shop.set_price` → `set price`: entries have no labels, and what they say must not change with a workspace. */
function plain(name: string): string {
  return (name.split('.').at(-1) ?? name).replaceAll(/[_-]/g, ' ');
}

function capital(words: string): string {
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function sayTimes({ from, to }: Slice): string {
  if (from !== undefined && to !== undefined) return `${sayTime(from)} to ${sayTime(to)} UTC`;
  if (from !== undefined) return `since ${sayTime(from)} UTC`;
  return to === undefined ? '' : `until ${sayTime(to)} UTC`;
}

/** A title is made from the entries alone, which know no time zone of a workspace. */
function sayTime(at: string): string {
  const format = new Intl.DateTimeFormat('en-GB', {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'UTC',
  });
  const time = new Date(at);
  return Number.isNaN(time.getTime()) ? at : format.format(time);
}
