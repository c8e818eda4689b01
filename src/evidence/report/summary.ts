import { counted, listed } from '../words.ts';
import { number, type Style } from '../returns/show.ts';
import { countOf, intervalOf, showDifference, valueOf } from './figures.ts';
import { AGAINST, type Against, type Compared, type Period, type ReportRow, type Summary } from './schema.ts';

/** More than these nobody reads in half a minute; the table has all of them. */
const MOVED_MAX = 5;
const NAMED_MAX = 4;
/** Below it the report says that it is few. */
const FEW_DECISIONS = 30;
/** One in twenty comparisons of what is alike lies outside its 95 % interval. */
const BY_CHANCE = 0.05;

export interface SummaryOf {
  period: Period;
  isOver: boolean;
  rows: readonly ReportRow[];
  style: Style;
}

/**
 * What moved, what is only noise, and what is not known, as sentences made from the numbers. A change is one only where
 * the interval of its difference excludes nought; how many would look like one by chance alone is said.
 */
export function summarizeReport(of: SummaryOf): Summary {
  const { rows } = of;
  const told = rows.filter(({ now }) => now.of > 0);
  const moves = told.flatMap((row) => moveOf(row, of));
  const moved = [...moves.filter(({ isBad }) => isBad), ...moves.filter(({ isBad }) => !isBad)].map(
    ({ says }) => says,
  );
  const rest = moved.length - MOVED_MAX;
  const shown = moved.slice(0, MOVED_MAX);
  if (rest > 0)
    shown.push(`${counted(rest, 'more change')} ${rest === 1 ? 'stands' : 'stand'} in the table.`);
  return { headline: headline(of), moved: shown, noise: noise(told, moves.length), unknown: unknowns(rows) };
}

function headline({ rows, period, isOver, style }: SummaryOf): string {
  const alone = rows.find(({ id }) => id === 'coverage_alone')?.now;
  const prepared = rows.find(({ id }) => id === 'coverage_prepared')?.now;
  const when = `${period === 'day' ? 'on' : 'in'} this ${period}${isOver ? '' : ' so far'}`;
  const waiting = prepared?.open ?? 0;
  const decided = (prepared?.of ?? alone?.of ?? 0) - waiting;
  if (decided + waiting === 0) return `Nothing was decided with an agent ${when}.`;
  const count = number(decided, style, 0);
  const parts = [`${count} ${decided === 1 ? 'case was' : 'cases were'} decided ${when}`];
  if (waiting > 0) parts.push(`${number(waiting, style, 0)} more still ${waiting === 1 ? 'waits' : 'wait'}`);
  if (alone && alone.of > 0)
    parts.push(
      `${number(alone.count, style, 0)} of ${waiting > 0 ? 'all' : 'them'} (${valueOf(alone, 'share', style)}) without a person`,
    );
  const few = decided < FEW_DECISIONS ? ' That is few: most differences cannot be told from chance yet.' : '';
  return `${parts.join(', ')}.${hours(rows, style)}${few}`;
}

function hours(rows: readonly ReportRow[], style: Style): string {
  const won = rows.find(({ id }) => id === 'hours_recaptured')?.now;
  if (!won || won.value === null || won.low === null || won.high === null) return '';
  const span = intervalOf(won, 'hours', style);
  const shown = valueOf({ ...won, value: Math.abs(won.value) }, 'hours', style);
  if (won.low > 0) return ` People won ${shown}${span ? ` (${span})` : ''}.`;
  if (won.high < 0) return ` People spent ${shown} more than they would have by hand.`;
  return ' Whether people won time cannot be told yet.';
}

const NAMES: Record<Against, (period: Period) => string> = {
  before: (period) => `${period === 'day' ? 'on' : 'in'} the ${period} before`,
  baseline: () => 'in the logging period',
  control: () => 'in the control group at the same time',
};

interface Move {
  says: string;
  isBad: boolean;
}

/** One sentence for a metric of which at least one comparison is a change; the control group goes first. */
function moveOf(row: ReportRow, { period, style }: SummaryOf): Move[] {
  const order: Against[] = ['control', 'before', 'baseline'];
  const sure = order.filter((against) => isMove(row.changes[against]));
  const [first, ...others] = sure;
  const change = first && row.changes[first];
  if (!first || !change?.difference) return [];
  const { value, low, high } = change.difference;
  const ends = [low, high].map((end) => Math.abs(end)).toSorted((one, other) => one - other);
  const [from, to] = ends.map((end) => showDifference(end, row.unit, style));
  const range = row.unit === 'share' ? `${from?.replace(/ points?$/, '')} to ${to}` : `${from} to ${to}`;
  const word = value > 0 ? 'higher' : 'lower';
  const good = change.verdict === 'changed' ? '' : `, which is ${change.verdict}`;
  const also = others
    .filter((each) => row.changes[each]?.verdict === change.verdict)
    .map((each) => NAMES[each](period));
  const more = also.length > 0 ? ` The same holds against what was ${listed(also)}.` : '';
  const says = `${row.label}: ${valueOf(row.now, row.unit, style)} (${countOf(row.now, row.unit, style)}), ${word} than ${NAMES[first](period)} by ${showDifference(value, row.unit, style)} (${range})${good}.${more}`;
  return [{ says, isBad: sure.some((against) => row.changes[against]?.verdict === 'worse') }];
}

function isMove(compared: Compared | null): boolean {
  return compared !== null && ['better', 'worse', 'changed'].includes(compared.verdict);
}

function noise(rows: readonly ReportRow[], moves: number): string | null {
  const all = rows
    .flatMap(({ changes }) => AGAINST.map((against) => changes[against]))
    .filter((each) => each?.difference);
  if (all.length === 0) return null;
  const quiet = rows.filter(
    ({ changes }) =>
      !AGAINST.some((against) => isMove(changes[against])) &&
      AGAINST.some((against) => changes[against]?.difference),
  );
  const names = quiet.slice(0, NAMED_MAX).map(({ label }) => label.toLowerCase());
  const more = quiet.length - names.length;
  if (more > 0) names.push(`${more} more`);
  const within = quiet.length === 0 ? '' : `No more than chance: ${listed(names)}.`;
  const expected = Math.max(1, Math.round(all.length * BY_CHANCE));
  const warn =
    moves === 0
      ? ''
      : ` Of ${counted(all.length, 'comparison')}, about ${expected} would look like a change by chance alone.`;
  return `${within}${warn}`.trim() || null;
}

/** Which numbers are too few to say anything, and which there are none of. */
function unknowns(rows: readonly ReportRow[]): string[] {
  const few = rows.filter(
    ({ now, unit }) => now.of > 0 && unit !== 'money' && (now.value === null || now.small),
  );
  const none = rows.filter(({ now, id }) => now.of === 0 && ASKED.has(id));
  const said: string[] = [];
  if (few.length > 0) {
    const names = few
      .slice(0, NAMED_MAX)
      .map(({ label, now }) => `${label.toLowerCase()} (${now.value === null ? now.count : now.of})`);
    if (few.length > NAMED_MAX) names.push(`${few.length - NAMED_MAX} more`);
    said.push(`Too few to say much: ${listed(names)}.`);
  }
  if (none.length > 0)
    said.push(`Not known, as nothing was counted: ${listed(none.map(({ label }) => label.toLowerCase()))}.`);
  return said;
}

/** What an owner would ask for if it were silently missing. */
const ASKED = new Set<string>(['audit_deviation', 'rework_rate', 'edit_rate', 'first_response', 'handling']);
