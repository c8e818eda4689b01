import type { Pool } from 'pg';
import { isLeftOut, type Looked, type Rehearsed } from '../../evidence/backrun/schema.ts';
import { standsByRun } from '../../evidence/backrun/stands.ts';
import { summarize, type Summary } from '../../evidence/backrun/summary.ts';
import { digest } from '../../log/canonical.ts';
import type { BackrunWorld, StoredRun } from './schema.ts';
import { readResults } from './store.ts';

/** A run's results, and whether evidence lets each of its plans run by itself. */
export interface Results {
  looked: Looked[];
  rows: Rehearsed[];
  summary: Summary;
  stands: (row: Rehearsed) => boolean;
  /** `log`: what the agent has earned by now; `run`: what this run would prove by itself. */
  standingFrom: 'log' | 'run';
  digest: string;
}

/** Results that are kept for the next look, of all pools. */
const KEPT_MAX = 8;
const kept = new Map<string, Looked[]>();

/** The results of what a run has done so far. */
export async function resultsOf(world: BackrunWorld, pool: Pool, stored: StoredRun): Promise<Results> {
  const looked = await lookedOf(pool, stored);
  const rows = looked.filter((one): one is Rehearsed => !isLeftOut(one));
  const { stands, from } = standsOf(world, stored, looked);
  return {
    looked,
    rows,
    stands,
    summary: summarize(looked, stands),
    standingFrom: from,
    digest: digest(looked),
  };
}

/** What a run did never changes, so that it is read once for each stretch of it. */
async function lookedOf(pool: Pool, { id, done, started_at: at }: StoredRun): Promise<Looked[]> {
  const key = `${id} ${done} ${at.getTime()}`;
  const known = kept.get(key);
  if (known) return known;
  const looked = await readResults(pool, id);
  const [oldest] = kept.keys();
  if (kept.size >= KEPT_MAX && oldest !== undefined) kept.delete(oldest);
  if (looked.length === done) kept.set(key, looked);
  return looked;
}

/**
 * Whether the evidence lets a plan run: what the very agent has earned in the log, where that is counted; else what
 * this run would prove, since all that a new version starts with is a back-run.
 */
function standsOf(
  world: BackrunWorld,
  stored: StoredRun,
  looked: readonly Looked[],
): { stands: Results['stands']; from: Results['standingFrom'] } {
  const { agent: name, agent_version: version } = stored;
  const workflow = world.workspace().workflows[stored.workflow];
  const limits = workflow?.standing ?? { risk: 0, error: 0.05, granted: {} };
  const isOwn = workflow?.agents.some((ref) => ref.name === name && ref.version === version) ?? false;
  const first = looked.find((one): one is Rehearsed => !isLeftOut(one) && one.planned !== null);
  if (workflow && isOwn && stored.rules === null && first) {
    const rollout = world.rollout(workflow);
    const of = ({ planned }: Rehearsed) =>
      planned && world.standing.of(workflow, { agent: { name, version }, ...planned }, rollout);
    if (of(first)?.why !== 'counting') return { stands: (row) => of(row)?.open ?? false, from: 'log' };
  }
  const granted = isOwn && stored.rules === null && name in limits.granted;
  const { risk, error } = limits;
  return { stands: standsByRun(looked, { risk, error, granted }), from: 'run' };
}
