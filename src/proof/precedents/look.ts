import type { Pool } from 'pg';
import { boundariesOf, loadChanged } from '../../authority/changes/past.ts';
import { textsOf } from '../../authority/changes/stand.ts';
import { workflowStream } from '../../authority/schema.ts';
import type { Boundary } from '../../boundary/schema.ts';
import { REMIT, Walk } from '../../flow/walk.ts';
import { replay } from '../../flow/case/replay.ts';
import { streamOf, type World } from '../../flow/world.ts';
import type { Workflow } from '../../workspace/schema.ts';
import { decisionAt, holdAgainst, type Broken, type Decision } from './hold.ts';

/** Decisions that are looked at in one go. */
const BATCH = 200;

export interface Looked {
  looked: number;
  flagged: number;
  leftOut: number;
}

/**
 * Holds people's decisions that were not looked at yet against the boundary that was in force at their time, and flags
 * those that it denied. Decisions of before anything was published are held against the earliest boundary there is.
 * At most `most` are looked at in one call; 0 looked at says that all are done.
 */
export async function lookForPrecedents(
  world: World,
  pool: Pool,
  workflow: Workflow,
  most = BATCH,
): Promise<Looked> {
  const { rows } = await pool.query<{ id: string; case_id: string }>(
    `select l.id, l.case_id from labels l
     where l.workflow = $1 and not exists (select from precedent_looks p where p.id = l.id)
     order by l.at limit $2`,
    [workflow.name, Math.min(most, BATCH)],
  );
  if (rows.length === 0) return { looked: 0, flagged: 0, leftOut: 0 };
  const inForce = await boundaryAt(world, workflow);
  const checksHeld = await checksHeldAt(world, workflow);
  const streams = await world.log.readMany([...new Set(rows.map((row) => streamOf(row.case_id)))]);
  const workspace = world.workspace();
  const results: { id: string; result: string }[] = [];
  for (const { id, case_id: caseId } of rows) {
    const entries = streams.get(streamOf(caseId)) ?? [];
    const decision = decisionAt(caseId, entries, Number(id.slice(caseId.length + 1)));
    const boundary = decision && inForce(decision.at);
    const held = boundary
      ? holdAgainst(workspace, workflow, boundary, decision, checksHeld(decision.at))
      : 'unknown';
    if (held === 'unknown') results.push({ id, result: 'left_out' });
    else if (held === null) results.push({ id, result: 'kept' });
    else if (await flag(world, caseId, decision!, boundary!, held)) results.push({ id, result: 'flagged' });
  }
  await pool.query(
    `insert into precedent_looks (id, workflow, result)
     select r.id, $1, r.result from json_to_recordset($2::json) r(id text, result text)
     on conflict (id) do update set result = excluded.result`,
    [workflow.name, JSON.stringify(results)],
  );
  const count = (result: string) => results.filter((one) => one.result === result).length;
  return { looked: rows.length, flagged: count('flagged'), leftOut: count('left_out') };
}

/** The boundary in force at a time, loaded with the names of today; null where it speaks of what is no longer there. */
async function boundaryAt(world: World, workflow: Workflow): Promise<(at: Date) => Boundary | null> {
  const workspace = world.workspace();
  const entries = await world.log.read(workflowStream(workflow.name));
  const texts = textsOf(entries);
  const byVersion = await boundariesOf(world.log, workspace, workflow);
  const loaded = new Map<string, Boundary | null>();
  return (at) => {
    const then = texts.findLast((text) => text.at <= at) ?? texts[0];
    if (!then) return workflow.boundary;
    const known = loaded.get(then.text);
    if (known !== undefined) return known;
    const read = loadChanged(then.text, workspace, workflow);
    const boundary = read.ok ? read.boundary : byVersion(then.version);
    loaded.set(then.text, boundary);
    return boundary;
  };
}

/**
 * Whether the data checks of today were in force at a time. Of older versions of a workflow's file only their digests
 * are known, so checks count from when the version of today was published; of the first there ever was, always.
 */
async function checksHeldAt(world: World, workflow: Workflow): Promise<(at: Date) => boolean> {
  const entries = await world.log.read(workflowStream(workflow.name));
  const published = entries.filter(({ kind }) => kind === 'published');
  const other = published.findLastIndex(({ body }) => body['version'] !== workflow.version);
  const since = published[other + 1];
  return (at) => other === -1 || (since !== undefined && at >= since.at);
}

/** Flags it once; false where somebody else appended to the case at this moment, so that it is looked at again. */
async function flag(
  world: World,
  caseId: string,
  { version, at }: Decision,
  boundary: Boundary,
  { rules, says }: Broken,
): Promise<boolean> {
  const state = replay(caseId, await world.log.read(streamOf(caseId)));
  if (!state) return false;
  if (state.precedents.some(({ decision }) => decision === version)) return true;
  const walk = new Walk(world, state);
  walk.add('precedent.flagged', REMIT, {
    decision: version,
    decided_at: at.toISOString(),
    boundary: boundary.version,
    rules,
    says,
  });
  return (await walk.commit(false)).ok;
}
