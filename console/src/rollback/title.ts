import { useQuery } from '@tanstack/react-query';
import { brakeQuery } from '../live/queries.ts';
import { useDesk } from '../shell/desk.tsx';
import { humanise } from '../ui/words.ts';
import type { Summary } from './words.ts';

type Slice = Summary['slice'];

/** The names that people know things by, by the names that files and entries use. */
export interface Labels {
  workflow: (name: string) => string;
  write: (name: string) => string;
  time: (at: string) => string;
}

/** What a rollback is of, in people's words: "Set a price in Price updates, since 21 Nov, 14:00". */
export function titleText(slice: Slice, labels: Labels): string {
  if (slice.rollback !== undefined) return 'What an earlier rollback took back';
  const parts = [
    slice.write === undefined ? 'Everything done' : labels.write(slice.write),
    slice.workflow === undefined ? '' : `in ${labels.workflow(slice.workflow)}`,
    slice.kind === undefined ? '' : `for “${humanise(slice.kind)}”`,
    slice.agent === undefined ? '' : `by agent ${slice.agent}`,
    slice.case === undefined ? '' : 'in one case',
    slice.version === undefined ? '' : `under version ${slice.version.slice(0, 10)}`,
  ];
  return [parts.filter((part) => part !== '').join(' '), timesText(slice, labels)].filter(Boolean).join(', ');
}

function timesText({ from, to }: Slice, { time }: Labels): string {
  if (from !== undefined && to !== undefined) return `${time(from)} to ${time(to)}`;
  if (from !== undefined) return `since ${time(from)}`;
  return to === undefined ? '' : `until ${time(to)}`;
}

/** Says what a rollback is of, with the labels and in the time zone of the workspace. */
export function useTitle(): (one: Summary) => string {
  const { workflows, locale, time_zone: timeZone } = useDesk();
  const offers = useQuery(brakeQuery).data?.offers ?? [];
  const format = new Intl.DateTimeFormat(locale, {
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
  });
  const labels: Labels = {
    workflow: (name) => workflows.find((one) => one.name === name)?.label ?? humanise(name),
    write: (name) =>
      offers
        .find((offer) => offer.switch === `write:${name}`)
        ?.label.split(': ')
        .at(-1) ?? humanise(name.split('.').at(-1) ?? name),
    time: (at) => (Number.isNaN(Date.parse(at)) ? at : format.format(new Date(at))),
  };
  return ({ slice }) => titleText(slice, labels);
}
