import type { Pool } from 'pg';
import type { z } from 'zod';
import type { BackrunCase, BackrunCasesAnswer } from '../../doors/http/answers/backrun.ts';
import { runsAlone } from '../../evidence/backrun/summary.ts';
import type { Rehearsed } from '../../evidence/backrun/schema.ts';
import { listed } from '../../evidence/words.ts';
import { kindLabel, playLabel, shapeLabel } from '../../flow/say/words.ts';
import { showMoney, type Money } from '../../workspace/money.ts';
import type { Workflow, Workspace } from '../../workspace/schema.ts';
import { resultsOf } from './results.ts';
import type { BackrunWorld, StoredRun } from './schema.ts';

type Shown = z.output<typeof BackrunCase>;

/** Which of a run's cases are asked for. */
export interface CasesQuery {
  what: 'differs' | 'agrees' | 'abstained' | 'conflicts' | 'alone' | 'all';
  kind?: string | undefined;
  play?: string | undefined;
  argument?: string | undefined;
  rule?: string | undefined;
  /** The id behind which it goes on. */
  after?: string | undefined;
  limit: number;
}

/** The cases behind the numbers of a run, the newest first, each with what differs and why. */
export async function showCases(
  world: BackrunWorld,
  pool: Pool,
  stored: StoredRun,
  query: CasesQuery,
): Promise<z.output<typeof BackrunCasesAnswer>> {
  const { rows, stands } = await resultsOf(world, pool, stored);
  const isAlone = (row: Rehearsed) => runsAlone(row) && stands(row);
  const all = rows.filter((row) => isWanted(row, query, isAlone)).toReversed();
  const from = query.after === undefined ? 0 : all.findIndex(({ id }) => id === query.after) + 1;
  const some = all.slice(from, from + query.limit);
  const titles = await titlesOf(pool, some);
  const workspace = world.workspace();
  const workflow = workspace.workflows[stored.workflow];
  return {
    cases: some.map((row) => showCase(row, titles, isAlone(row), workspace, workflow)),
    total: all.length,
    next: from + some.length < all.length ? (some.at(-1)?.id ?? null) : null,
  };
}

function isWanted(row: Rehearsed, query: CasesQuery, isAlone: (row: Rehearsed) => boolean): boolean {
  const { what, kind, play, argument, rule } = query;
  if (kind !== undefined && row.decided.kind !== kind) return false;
  if (play !== undefined && row.planned?.play !== play) return false;
  if (argument !== undefined && !row.changed.includes(`inputs.${argument}`)) return false;
  if (rule !== undefined && row.rule?.id !== rule) return false;
  switch (what) {
    case 'differs':
      return row.agreed === false;
    case 'agrees':
      return row.agreed === true;
    case 'abstained':
      return row.planned === null;
    case 'conflicts':
      return row.conflict;
    case 'alone':
      return isAlone(row);
    case 'all':
      return true;
  }
}

/** Titles hold names, so they are read when they are shown and not kept with the results. */
async function titlesOf(pool: Pool, rows: readonly Rehearsed[]): Promise<Map<string, string>> {
  const { rows: found } = await pool.query<{ id: string; title: string }>(
    'select id, title from cases where id = any($1)',
    [rows.map(({ caseId }) => caseId)],
  );
  return new Map(found.map(({ id, title }) => [id, title]));
}

function showCase(
  row: Rehearsed,
  titles: ReadonlyMap<string, string>,
  alone: boolean,
  workspace: Workspace,
  workflow: Workflow | undefined,
): Shown {
  const chosen = ({ kind, play, money }: { kind: string; play: string; money: Money | null }) => ({
    play,
    label: playLabel(play, workflow),
    kind,
    kind_label: kindLabel(kind, workflow) ?? kind,
    money,
  });
  return {
    id: row.id,
    case: row.caseId,
    title: titles.get(row.caseId) ?? row.caseId,
    at: row.at,
    planned: row.planned && chosen(row.planned),
    decided: chosen(row.decided),
    agreed: row.agreed,
    changed: row.changed,
    says: sayDifference(row, workspace, workflow),
    because: row.because,
    effect: row.effect,
    rule_says: row.rule?.says ?? '',
    alone,
  };
}

function sayDifference(row: Rehearsed, { locale }: Workspace, workflow: Workflow | undefined): string {
  const { planned, decided, changed } = row;
  const said = playLabel(decided.play, workflow);
  if (planned === null) return `It made no plan; people decided: ${said}.`;
  const did = playLabel(planned.play, workflow);
  if (changed.includes('play')) return `It would have done: ${did}. People decided: ${said}.`;
  const inputs = changed
    .filter((name) => name.startsWith('inputs.'))
    .map((name) => name.slice('inputs.'.length))
    .map((name) => shapeLabel(name, workflow?.plays[planned.play]?.inputs[name]));
  if (inputs.length > 0) {
    const [one, other] = [planned.money, decided.money];
    const amounts =
      one && other && one.minor !== other.minor
        ? ` (${showMoney(one, locale)}, not ${showMoney(other, locale)})`
        : '';
    return `The same play, ${did}, with another ${listed(inputs)}${amounts}.`;
  }
  return changed.includes('kind') ? `The same: ${did}. Only the kind is another.` : `The same: ${did}.`;
}
