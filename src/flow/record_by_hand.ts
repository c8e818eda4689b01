import type { NewEntry } from '../log/schema.ts';
import type { Person } from '../workspace/schema.ts';
import { entry } from './case/entries.ts';
import { foresee } from './case/replay.ts';
import { rowsOf } from './case/rows.ts';
import { checkChoice, type ChoiceGiven } from './desk/chosen.ts';
import { actorOf } from './desk/index.ts';
import { eventKey } from './intake/hear.ts';
import { DESK } from './intake/schema.ts';
import { appendRecorded, type Recorded } from './record.ts';
import { workflowOf } from './walk.ts';
import type { World } from './world.ts';

/** Work that a person did, in the six fields of the log. */
export interface ByHand extends ChoiceGiven {
  trigger: string;
  context?: string | undefined;
  boundary?: string | undefined;
  outcome: 'solved' | 'escalated' | 'failed';
  rule_update?: string | undefined;
  /** What was done, in words. */
  note?: string | undefined;
  minutes?: number | undefined;
  /** Names it once, so that a form that was sent twice is recorded once. */
  source_id: string;
}

const LINE_CHARS_MAX = 200;

/**
 * Keeps work that a person did elsewhere: nothing is planned or run for it, and the memory learns from it. What the
 * event of the workflow would have said is not known, so the trigger's words stand for it.
 */
export async function recordByHand(
  world: World,
  person: Person,
  workflowName: string,
  given: ByHand,
): Promise<Recorded> {
  const workspace = world.workspace();
  const workflow = workflowOf(workspace, workflowName);
  const inputs = checkChoice(workspace, workflow, given);
  const { trigger, kind, play, outcome, minutes, source_id, context, boundary, rule_update, note } = given;
  const by = actorOf(person);
  const now = world.now();
  const began = new Date(now.getTime() - (minutes ?? 0) * 60_000);
  const line = (trigger.trim().split('\n')[0] ?? '').trim().slice(0, LINE_CHARS_MAX) || source_id;
  const opened = {
    workflow: workflow.name,
    workflow_version: workflow.version,
    source: DESK,
    source_id,
    subject: line,
    received_at: began.toISOString(),
    recorded: true,
  };
  const said = { note, context, boundary, rule_update, inputs: given.inputs && inputs };
  const end = { holds: 'unknown' as const, says: `${person.name} recorded it; nothing was read back.` };
  const entries: NewEntry[] = [
    entry('opened', by, began, opened, { title: line, text: trigger.trim(), event: {} }),
    entry(
      'handled',
      by,
      now,
      { kind, play, outcome, ...(minutes === undefined ? {} : { minutes }) },
      present(said),
    ),
    entry('closed', by, now, { outcome, end }),
  ];
  const id = world.id();
  const state = foresee(id, entries);
  const rows = rowsOf(workspace, state, { since: 0, resting: true });
  return appendRecorded(world, workflow, id, entries, rows, eventKey(workflow.name, DESK, source_id));
}

function present<T extends Record<string, unknown>>(fields: T): Partial<T> {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<T>;
}
