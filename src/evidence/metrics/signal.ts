import { differenceOfRates } from '../difference.ts';
import { percent } from '../words.ts';
import { told } from './compare.ts';
import { shareOf, whileYoung, type Ground } from './estimate.ts';
import type { Compared, Estimate, Region } from './schema.ts';
import type { Tally } from './tally.ts';

/** Fewer decisions on either axis put a period in no region. */
export const REGION_MIN = 10;
/** Fewer decisions of people than this give no line of their own. */
const BASELINE_MIN = 30;

/** The two lines between the four regions, as shares. */
export interface Lines {
  edit: number;
  rework: number;
  says: string;
}

export interface Placed {
  edit: Estimate;
  rework: Estimate;
  region: Region;
  /** Both intervals lie on one side of their line. */
  sure: boolean;
  says: string;
}

/**
 * Where the lines lie. Edits: the bound of the workflow on disagreement. Rework: what people's own work came back at
 * most (the upper end of its 95 % interval) where there are enough of it, else the workflow's bound on rework.
 */
export function linesOf(
  bounds: { disagreement: number | null; rework: number | null },
  baseline: Tally,
): Lines {
  const { disagreement, rework } = bounds;
  const edit = disagreement ?? EDIT_LINE;
  const own = shareOf(baseline.counts.reworked, baseline.counts.decided);
  if (own.of >= BASELINE_MIN && own.high !== null) {
    const says = `Edits: ${percent(edit)}, the bound on disagreement. Rework: ${percent(own.high)}, as much as people’s own work came back at most (${own.says}).`;
    return { edit, rework: own.high, says };
  }
  const line = rework ?? REWORK_LINE;
  return {
    edit,
    rework: line,
    says: `Edits: ${percent(edit)}, the bound on disagreement. Rework: ${percent(line)}, the bound on rework: fewer than ${BASELINE_MIN} decisions of people alone are known.`,
  };
}

/** Where a workflow watches neither. */
const EDIT_LINE = 0.2;
const REWORK_LINE = 0.1;

const SAYS: Record<Region, string> = {
  improving: 'Few edits and little comes back: people agree, and rightly so.',
  blind_trust: 'Few edits, and much comes back: people let through what they should have changed.',
  careful: 'Many edits, and little comes back: people make it right before it goes out.',
  failing: 'Many edits, and much comes back all the same.',
  unknown: `Fewer than ${REGION_MIN} decisions: too few to say.`,
};

/**
 * Edits against rework of one period: which of the four regions it lies in, and whether that can be chance. `settled` is
 * the part of it that has had the time to come back; what came back of the rest can only grow.
 */
export function place(all: Tally, lines: Lines, settled: Tally = all): Placed {
  const edit = shareOf(all.counts.edited, all.counts.let_through);
  const rework = reworkOf(all, settled, lines);
  const region = regionOf(edit, rework, lines);
  if (region === 'unknown' && (rework.young ?? 0) > 0)
    return { edit, rework, region, sure: false, says: rework.says };
  const sure = region !== 'unknown' && isBeside(edit, lines.edit) && isBeside(rework, lines.rework);
  const doubt = sure || region === 'unknown' ? '' : ' It may be chance.';
  return { edit, rework, region, sure, says: `${SAYS[region]}${doubt}` };
}

/**
 * The share of what is settled that came back. Where more than that came back already with the young ones, it is this:
 * rework comes late, and trust that is blind must not be missed for so long.
 */
function reworkOf(all: Tally, settled: Tally, lines: Lines): Estimate {
  const [young, back] = (['decided', 'reworked'] as const).map(
    (name) => all.counts[name] - settled.counts[name],
  );
  const soFar = shareOf(all.counts.reworked, all.counts.decided);
  const known = shareOf(settled.counts.reworked, settled.counts.decided);
  const isOver = (soFar.value ?? 0) > lines.rework && (soFar.value ?? 0) > (known.value ?? 0);
  if (isOver && soFar.of >= REGION_MIN) return soFar;
  const isEnough = known.of >= REGION_MIN || (young ?? 0) === 0;
  return whileYoung(
    isEnough ? known : shareOf(0, 0),
    isEnough ? (young ?? 0) : soFar.of,
    isEnough ? (back ?? 0) : soFar.count,
  );
}

function regionOf(edit: Estimate, rework: Estimate, lines: Lines): Region {
  if (edit.value === null || rework.value === null) return 'unknown';
  if (edit.of < REGION_MIN || rework.of < REGION_MIN) return 'unknown';
  if (edit.value <= lines.edit) return rework.value <= lines.rework ? 'improving' : 'blind_trust';
  return rework.value <= lines.rework ? 'careful' : 'failing';
}

function isBeside({ low, high }: Estimate, line: number): boolean {
  return low !== null && high !== null && (high <= line || low > line);
}

export interface Trend {
  edit: Compared;
  rework: Compared;
  says: string;
}

/** The newer half of the periods against the older half, with the interval of each difference (Newcombe 1998). */
export function trendOf(older: Tally, newer: Tally, ground: Ground): Trend | null {
  const edits = (tally: Tally) => ({ count: tally.counts.edited, of: tally.counts.let_through });
  const back = (tally: Tally) => ({ count: tally.counts.reworked, of: tally.counts.decided });
  const [edit, rework] = [
    differenceOfRates(edits(newer), edits(older)),
    differenceOfRates(back(newer), back(older)),
  ];
  if (!edit || !rework) return null;
  const share = { unit: 'share', measure: { as: 'share' } } as const;
  const compared = {
    edit: told({ ...share, better: null }, edit, ground),
    rework: told({ ...share, better: 'down' }, rework, ground),
  };
  return { ...compared, says: sayTrend(compared) };
}

function sayTrend({ edit, rework }: Pick<Trend, 'edit' | 'rework'>): string {
  const way = (one: Compared) => (one.verdict === 'same' ? 'same' : one.value > 0 ? 'up' : 'down');
  switch (`${way(edit)} ${way(rework)}`) {
    case 'down up':
      return 'Edits fell while rework rose: people look less closely than they should.';
    case 'down same':
      return 'Edits fell, and no more comes back than before.';
    case 'down down':
      return 'Edits fell, and less comes back.';
    case 'same up':
      return 'Rework rose, and people edit no more than before.';
    case 'up up':
      return 'Both edits and rework rose.';
    case 'up down':
      return 'People edit more, and less comes back.';
    case 'up same':
      return 'People edit more, and no less comes back.';
    case 'same down':
      return 'Less comes back.';
    default:
      return 'No change beyond chance can be told.';
  }
}
