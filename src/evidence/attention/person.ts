import { median, type Difference } from '../difference.ts';
import { rate } from '../rate.ts';
import { percent } from '../words.ts';
import { beyondChance } from './agree.ts';
import { QUICK_MS, isQuick } from './quick.ts';
import { follow, type Told } from './runs.ts';
import type { Answered, Look, Twice } from './schema.ts';

/** Below so many timed decisions a pace is not told. */
const PACE_MIN = 10;
const SECOND_MS = 1_000;

/** Parts of a case that can be opened or scrolled to, in the order of the page. */
export const PARTS: Record<string, string> = {
  messages: 'What was written',
  actions: 'What would be done',
  ruling: 'How it is ruled',
  facts: 'The facts',
  similar: 'Similar cases',
  earlier: 'Earlier cases',
  story: 'The whole story',
  outside: 'The system itself',
};

export interface Pace extends Difference {
  tenth: number;
  ninetieth: number;
}

/** How one person looked since a time: numbers only, each with what it was counted from. */
export interface PersonLooks extends Told {
  decisions: number;
  timed: number;
  /** Seconds. */
  pace: Pace | null;
  opened: { part: string; label: string; count: number; of: number }[];
  quick: { count: number; of: number };
  caught: { count: number; of: number };
}

/** `looks` and `checks` are all that is known of the person; what is counted is what came since `from`. */
export function personLooks(
  by: string,
  { looks, checks }: { looks: readonly Look[]; checks: readonly Answered[] },
  from: Date,
): PersonLooks {
  const since = looks.filter(({ at }) => at >= from);
  const times = since.flatMap(({ ms }) => (ms === null ? [] : [ms / SECOND_MS]));
  const approvals = since.filter(({ decision, ms }) => decision === 'approve' && ms !== null);
  const told = follow(by, looks, checks);
  const answered = checks.filter(({ at }) => at >= from);
  return {
    ...told,
    runs: told.runs.filter(({ to }) => to >= from),
    decisions: since.length,
    timed: times.length,
    pace: paceOf(times),
    opened: openedIn(since),
    quick: { count: approvals.filter(({ ms }) => isQuick(ms)).length, of: approvals.length },
    caught: { count: answered.filter(({ caught }) => caught).length, of: answered.length },
  };
}

function paceOf(seconds: number[]): Pace | null {
  if (seconds.length < PACE_MIN) return null;
  const middle = median(seconds);
  const sorted = seconds.toSorted((one, other) => one - other);
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))] ?? 0;
  return middle && { ...middle, tenth: at(0.1), ninetieth: at(0.9) };
}

function openedIn(looks: readonly Look[]): PersonLooks['opened'] {
  const known = looks.filter(({ opened }) => opened !== null);
  return Object.entries(PARTS).flatMap(([part, label]) => {
    const count = known.filter(({ opened }) => opened?.includes(part)).length;
    return known.length === 0 ? [] : [{ part, label, count, of: known.length }];
  });
}

/** The rule of the warning, as a sentence. */
export function sayQuick({ quick, needed, run }: Pick<PersonLooks, 'quick' | 'needed' | 'run'>): string {
  const seconds = QUICK_MS / SECOND_MS;
  const usual =
    quick.of === 0
      ? 'No approval was timed yet.'
      : `${quick.count} of ${quick.of} timed ${quick.of === 1 ? 'approval' : 'approvals'} took less than ${seconds} second on the screen.`;
  const rule = `${needed} such approvals in a row warn: at this pace so long a run comes by chance to fewer than one in twenty people in 1,000 approvals.`;
  const now = run < 2 ? '' : ` The newest ${run} were that quick.`;
  return `${usual} ${rule}${now}`;
}

export function sayCaught({ count, of }: { count: number; of: number }): string {
  if (of === 0) return 'No check was answered yet.';
  const found = rate(count, of);
  const bounds = found ? ` (95 % interval ${percent(found.low)} to ${percent(found.high)})` : '';
  const few = of < PACE_MIN ? ' That is few, so it says little yet.' : '';
  return `${count} of ${of} planted ${of === 1 ? 'mistake was' : 'mistakes were'} noticed${bounds}.${few}`;
}

/** How far two people agree, with its sentence. */
export function agreementOf(twice: readonly Twice[]) {
  const agreed = twice.filter((one) => one.agreed).length;
  const found = rate(agreed, twice.length);
  const beyond = beyondChance(twice.map(({ first, second }) => ({ first: first.play, second: second.play })));
  const says = found
    ? `In ${agreed} of ${twice.length} cases that two people judged, blind of one another, they decided the same (95 % interval ${percent(found.low)} to ${percent(found.high)}).${beyond ? ` Of the plays alone, agreement beyond chance (Gwet’s AC1) is ${beyond.value.toFixed(2)}.` : ' That is few, so it says little yet.'}`
    : 'No case was judged by two people yet.';
  return { rate: found, beyond_chance: beyond, says };
}
