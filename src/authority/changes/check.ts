import type { Pool } from 'pg';
import type { z } from 'zod';
import { backtest, type Group } from '../../boundary/backtest/index.ts';
import { compareStatements } from '../../boundary/compare/index.ts';
import { mayChange, setLimits, type LimitFault } from '../../boundary/edit/index.ts';
import { statement } from '../../boundary/index.ts';
import type { Boundary } from '../../boundary/schema.ts';
import type { BoundaryCheck } from '../../doors/http/answers/boundary.ts';
import { writeLabel } from '../../flow/say/words.ts';
import type { World } from '../../flow/world.ts';
import { OWNER, type Person, type Workflow, type Workspace } from '../../workspace/schema.ts';
import { readHistory } from './history.ts';
import { loadChanged } from './past.ts';
import { sayGroup, sayLimits } from './say.ts';

type Check = z.output<typeof BoundaryCheck>;

export interface ChangeToCheck {
  /** The changed text; absent: the one in force. */
  text?: string | undefined;
  /** New values of limits, as the file writes them, set in the text. */
  limits?: Readonly<Record<string, string>> | undefined;
  /** How many of the newest ruled cases are replayed; 0 for none. */
  cases: number;
}

/**
 * What a changed boundary would mean: its faults, the difference of its statement, and its effect on the log. Nothing
 * is stored. `person` is who would make the change: only an owner may raise a ceiling.
 */
export async function checkChange(
  world: Pick<World, 'log' | 'workspace'>,
  pool: Pool,
  workflow: Workflow,
  change: ChangeToCheck,
  person: Person | null,
): Promise<Check & { text: string }> {
  const workspace = world.workspace();
  const before = workflow.boundary;
  const isOwner = person?.roles.includes(OWNER) ?? false;
  const given = change.text ?? before.text;
  const set = setLimits(given, change.limits ?? {}, { raisesCeilings: isOwner });
  const text = set.ok ? set.text : given;
  const loaded = loadChanged(text, workspace, workflow);
  const faults = [
    ...(set.ok ? [] : set.faults.map(faultOfLimit)),
    ...(loaded.ok
      ? mayChange(before, loaded.boundary, { isOwner }).map(faultOfLimit)
      : loaded.faults.map(fault)),
  ];
  if (!loaded.ok) {
    return { text, faults, warnings: [], version: null, statement: [], limits: [], backtest: null };
  }
  const { boundary } = loaded;
  const tested = change.cases > 0 && faults.length === 0;
  return {
    text,
    faults,
    warnings: loaded.warnings.map(({ line, says }) => ({ line: line ?? null, says })),
    version: boundary.version,
    statement: compareStatements(statement(before), statement(boundary)).map(({ write, sentences }) => ({
      write,
      label: write === '*' ? 'Always' : writeLabel(write, workspace),
      sentences,
    })),
    limits: sayLimits(boundary, before, workspace),
    backtest: tested
      ? showBacktest(await runBacktest(world, pool, workflow, boundary, change.cases), workspace)
      : null,
  };
}

function fault(given: { line?: number; says: string; suggestion?: string }): Check['faults'][number] {
  return { line: given.line ?? null, says: given.says, suggestion: given.suggestion ?? null };
}

function faultOfLimit({ limit, says, suggestion }: LimitFault): Check['faults'][number] {
  return fault({
    says: says.includes(limit) ? says : `${limit}: ${says}`,
    ...(suggestion && { suggestion }),
  });
}

export interface Tested {
  cases: number;
  leftOut: number;
  from: Date | null;
  groups: Group[];
  /** Milliseconds that the replay itself took, reading not counted. */
  tookMs: number;
}

/** Replays the newest ruled cases of a workflow under the boundary in force and a changed one. */
export async function runBacktest(
  world: Pick<World, 'log' | 'workspace'>,
  pool: Pool,
  workflow: Workflow,
  changed: Boundary,
  count: number,
): Promise<Tested> {
  const test = backtest(workflow.boundary, changed);
  let [leftOut, tookMs] = [0, 0];
  for await (const batch of readHistory(world, pool, workflow, count)) {
    const began = performance.now();
    test.add(batch.cases);
    tookMs += performance.now() - began;
    leftOut += batch.leftOut;
  }
  return { ...test.result(), leftOut, tookMs };
}

/** What a back-test says, for a page or a pipe. */
export function showBacktest(tested: Tested, workspace: Workspace): NonNullable<Check['backtest']> {
  const { cases, from, groups, tookMs, leftOut } = tested;
  return {
    cases,
    left_out: leftOut,
    per_second: tookMs > 0 ? Math.round((cases * 1_000) / tookMs) : 0,
    from: from?.toISOString() ?? null,
    groups: groups.map(({ write, rule, chain, ...group }) => ({
      ...group,
      says: sayGroup({ write, rule, ...group, ...(chain && { chain }) }, workspace),
    })),
  };
}
