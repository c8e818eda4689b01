import type { Pool } from 'pg';
import type { Proposal } from '../../authority/changes/proposals.ts';
import { fitsAll, KIND_PATH } from '../../evidence/mining/index.ts';
import { sayDay } from '../../flow/say/words.ts';
import type { Workflow, Workspace } from '../../workspace/schema.ts';
import { newestLook, type LookWorld } from './look.ts';
import { updatesOf } from './read.ts';
import { sayDraft } from './say.ts';
import type { Draft } from './schema.ts';
import { valuesOf, type Values } from './values.ts';

/** A line of the log, as far as it matters to what was learned. */
export interface LogLine {
  /** `<case>.p<round>`, or `<case>.h<number>` of what was done by hand. */
  id: string;
  case: string;
  workflow: string;
  kind: string | null;
  play: string | null;
  at: string;
  rule_update: string;
}

/** What is known of the round that a line tells of. */
interface Round {
  case_id: string;
  round: number;
  planned: string | null;
  planned_kind: string | null;
  planned_at: Date;
}

/**
 * Fills the sixth field of log lines: which rule update a decision taught, suggests or follows. What a person wrote
 * there stays. It is told at the moment of reading, since a case of long ago may teach a rule today.
 */
export async function withLearned<T extends LogLine>(
  world: LookWorld,
  pool: Pool,
  lines: readonly T[],
): Promise<T[]> {
  const told = new Map<string, string>();
  for (const name of new Set(lines.map(({ workflow }) => workflow))) {
    const workflow = world.workspace().workflows[name];
    if (workflow) await tell(world, pool, workflow, linesOf(lines, name), told);
  }
  return lines.map((line) => ({ ...line, rule_update: told.get(line.id) ?? line.rule_update }));
}

function linesOf<T extends LogLine>(lines: readonly T[], name: string): T[] {
  return lines.filter(({ workflow, rule_update: said }) => workflow === name && said === '');
}

async function tell(
  world: LookWorld,
  pool: Pool,
  workflow: Workflow,
  lines: readonly LogLine[],
  told: Map<string, string>,
): Promise<void> {
  const accepted = (await updatesOf(world, workflow))
    .filter(({ state }) => state === 'accepted')
    .toReversed();
  const drafts = (await newestLook(pool, workflow.name))?.look.drafts ?? [];
  if (lines.length === 0 || accepted.length + drafts.length === 0) return;
  const ids = [...new Set(lines.map((line) => line.case))];
  const values = await valuesOf(world, workflow, ids);
  const rounds = await roundsOf(pool, ids);
  for (const line of lines) {
    const known = values.get(line.case);
    if (!known) continue;
    const says = sayLearned(world.workspace(), workflow, line, rounds.get(line.id), known, {
      accepted,
      drafts,
    });
    if (says !== null) told.set(line.id, says);
  }
}

function sayLearned(
  workspace: Workspace,
  workflow: Workflow,
  line: LogLine,
  round: Round | undefined,
  { fields, text }: Values,
  { accepted, drafts }: { accepted: readonly Proposal[]; drafts: readonly Draft[] },
): string | null {
  const one = { fields: { ...fields, [KIND_PATH]: round?.planned_kind ?? line.kind ?? '' }, text };
  const at = new Date(line.at);
  for (const { update, decidedAt } of accepted) {
    if (!update || !decidedAt) continue;
    const day = sayDay(decidedAt, workspace);
    if (at <= decidedAt && update.cases?.includes(line.case))
      return `Taught the rule update of ${day}: ${update.says}`;
    if (round && round.planned_at > decidedAt && isUnder(update.turn, round) && fitsAll(update.literals, one))
      return `Under the rule update of ${day}: ${update.says}`;
  }
  const draft = drafts.find(({ taught }) => taught.includes(line.case));
  return draft ? `Suggests a rule update: ${sayDraft(workspace, workflow, draft)}` : null;
}

function isUnder({ planned, to }: Draft['turn'], round: Round): boolean {
  return round.planned !== null && (round.planned === planned || round.planned === to);
}

async function roundsOf(pool: Pool, ids: readonly string[]): Promise<Map<string, Round>> {
  const { rows } = await pool.query<Round>(
    `select case_id, substring(id from '[0-9]+$')::integer as round, planned, planned_kind, planned_at
     from decisions where case_id = any($1)`,
    [ids],
  );
  return new Map(rows.map((row) => [`${row.case_id}.p${row.round}`, row]));
}
