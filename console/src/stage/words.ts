import type { Rate, Rollout } from '../workflow/queries.ts';
import { count } from '../ui/words.ts';

export const STAGE_ORDER = ['record', 'shadow', 'draft', 'act'] as const;

export interface Kind {
  name: string;
  label: string;
}

/** In one line, what the agents may do now: the first thing that a page about a workflow says. */
export function mayDo(rollout: Rollout, kinds: Kind[]): string {
  if (rollout.stage === 'record') return 'People do everything, and Remit records it.';
  const whom = casesOf(rollout, kinds);
  if (whom === null) return 'Everything is with people: no case is in its slice.';
  const isAll = rollout.share >= 100 && rollout.kinds === null;
  const rest = isAll ? '' : ' Everything else is with people.';
  switch (rollout.stage) {
    case 'shadow':
      return `Plans unseen on ${whom}, and people do the work. Nothing runs.`;
    case 'draft':
      return `Proposes on ${whom}, and people decide every plan.${rest}`;
    case 'act':
      return isAll
        ? 'Acts alone on all cases, as far as its boundary lets it.'
        : `Acts alone on ${whom}, as far as its boundary lets it; everything else is with people.`;
  }
}

/** `25 % of cases of 3 kinds`; null where the share or the slice is empty. */
export function casesOf({ share, kinds }: Rollout, all: Kind[]): string | null {
  if (share <= 0 || kinds?.length === 0) return null;
  const cases = share >= 100 ? 'all cases' : `${percentText(share)} of cases`;
  if (kinds === null) return cases;
  const [only] = kinds;
  const what =
    kinds.length === 1
      ? `the kind “${all.find(({ name }) => name === only)?.label ?? only ?? ''}”`
      : count(kinds.length, 'kind');
  return `${cases} of ${what}`;
}

/** `Act on 25 % of cases of 3 kinds`: one roll-out as a name. */
export function rolloutName(rollout: Rollout, all: Kind[]): string {
  const stage = rollout.stage.charAt(0).toUpperCase() + rollout.stage.slice(1);
  if (rollout.stage === 'record') return stage;
  return `${stage} on ${casesOf(rollout, all) ?? 'no cases'}`;
}

export type Direction = 'widened' | 'narrowed' | 'moved' | 'same';

/** Whether a change lets agents do more. One that does both counts as a widening when it is decided who may. */
export function directionOf(from: Rollout, to: Rollout): Direction {
  const steps = [
    STAGE_ORDER.indexOf(to.stage) - STAGE_ORDER.indexOf(from.stage),
    to.share - from.share,
    ...kindSteps(from.kinds, to.kinds),
  ];
  const wider = steps.some((step) => step > 0);
  const narrower = steps.some((step) => step < 0);
  if (wider && narrower) return 'moved';
  return wider ? 'widened' : narrower ? 'narrowed' : 'same';
}

function kindSteps(from: string[] | null, to: string[] | null): number[] {
  if (from === null || to === null) return [Number(to === null) - Number(from === null)];
  return [to.some((kind) => !from.includes(kind)) ? 1 : 0, from.some((kind) => !to.includes(kind)) ? -1 : 0];
}

/** A share of 100, as people write it: `12.5 %`. */
export function percentText(percent: number): string {
  return `${Number(percent.toFixed(percent < 1 ? 2 : 1))} %`;
}

/** `94 %`, from a rate that was counted. */
export function shareText(share: number): string {
  return percentText(share > 0.001 && share < 0.999 ? Math.round(share * 1_000) / 10 : share * 100);
}

/** Where the true rate lies with 95 % certainty: `at most 35 %`, `at least 80 %`, `1.2 % to 9 %`. */
export function boundsText({ count, of, low, high }: Rate): string {
  if (count === 0) return `at most ${shareText(high)}`;
  return count === of ? `at least ${shareText(low)}` : `${shareText(low)} to ${shareText(high)}`;
}

/** `0 of 7, at most 35 %`: a rate from a few cases does not pass for one from many. */
export function rateText(rate: Rate): string {
  if (rate.of === 0) return 'cannot be said yet';
  return `${rate.count.toLocaleString('en')} of ${rate.of.toLocaleString('en')}, ${boundsText(rate)}`;
}

/** `6 min to 1 h`; nothing where both ends are the same words and so say nothing more. */
export function spanText(low: number, high: number): string | null {
  const [from, to] = [minutesText(low), minutesText(high)];
  return from === to ? null : `${from} to ${to}`;
}

/** A span of minutes as people say it: `40 s`, `6 min`, `1 h 5 min`, `2 d 3 h`. */
export function minutesText(minutes: number): string {
  const size = Math.abs(minutes);
  if (size * 60 < 1) return size === 0 ? '0 s' : 'under 1 s';
  if (size < 1) return `${Math.round(size * 60)} s`;
  if (size < 60) return `${size < 10 ? Number(size.toFixed(1)) : Math.round(size)} min`;
  const whole = Math.round(size);
  if (whole < 24 * 60) return joined(Math.floor(whole / 60), 'h', whole % 60, 'min');
  const hours = Math.round(whole / 60);
  return joined(Math.floor(hours / 24), 'd', hours % 24, 'h');
}

function joined(much: number, unit: string, rest: number, small: string): string {
  return rest === 0 ? `${much} ${unit}` : `${much} ${unit} ${rest} ${small}`;
}
