import type { Pool } from 'pg';
import { parseEntry, type CaseEntry } from '../../flow/case/entries.ts';
import type { Log } from '../../log/schema.ts';
import type { Workflow, Workspace } from '../../workspace/schema.ts';
import { fillFields } from '../../workspace/template.ts';

/** An event of the real log, to be played again. */
export interface RecordedEvent {
  workflow: string;
  sourceId: string;
  fields: Record<string, unknown>;
}

/** What the log has of events, of answers to reads and of results of writes. */
export interface Recording {
  events: RecordedEvent[];
  reads: { read: string; args: Record<string, unknown>; value: unknown; isAfter: boolean }[];
  writes: { write: string; args: Record<string, unknown>; result: unknown }[];
}

/** Cases of which answers are taken, beside those that are played: the more, the more the sandbox knows. */
const CASES_MAX = 2_000;

/** Takes the newest cases of the log as a recording. `play` of them give their events, the oldest of those first. */
export async function recordFromLog(
  pool: Pool,
  log: Pick<Log, 'readMany'>,
  workspace: Workspace,
  play: number,
): Promise<Recording> {
  const { rows } = await pool.query<{ id: string; workflow: string }>(
    'select id, workflow from cases where workflow = any ($1) order by opened_at desc, id desc limit $2',
    [Object.keys(workspace.workflows), CASES_MAX],
  );
  const streams = await log.readMany(rows.map(({ id }) => `case/${id}`));
  const recording: Recording = { events: [], reads: [], writes: [] };
  for (const { id, workflow: name } of rows) {
    const workflow = workspace.workflows[name];
    const entries = streams.get(`case/${id}`)?.map(parseEntry) ?? [];
    if (workflow) takeCase(recording, workflow, entries, workspace.timeZone, recording.events.length < play);
  }
  recording.events.reverse();
  return recording;
}

function takeCase(
  recording: Recording,
  workflow: Workflow,
  entries: CaseEntry[],
  timeZone: string,
  isPlayed: boolean,
): void {
  const args = new Map<string, { write: string; args: Record<string, unknown> }>();
  let event: Record<string, unknown> = {};
  let values: Record<string, unknown> = {};
  let isAfter = false;
  for (const entry of entries) {
    if (entry.kind === 'opened' && entry.private) {
      event = entry.private.event;
      if (isPlayed)
        recording.events.push({ workflow: workflow.name, sourceId: entry.body.source_id, fields: event });
    } else if (entry.kind === 'joined' && entry.private) event = { ...event, ...entry.private.event };
    else if (entry.kind === 'context.gathered' && entry.private) {
      values = { ...values, ...entry.private.values };
      for (const { name, source, missing } of entry.body.facts) {
        const asked = workflow.context[name];
        if (missing !== undefined || asked?.read !== source || !(name in values)) continue;
        const filled = fillFields(asked.with, { values: { event, ...values }, locale: 'en', timeZone });
        if (filled.ok)
          recording.reads.push({ read: source, args: filled.value, value: values[name], isAfter });
      }
    } else if (entry.kind === 'action.intended' && entry.private)
      args.set(entry.body.key, { write: entry.body.write, args: entry.private.args });
    else if (entry.kind === 'action.done' && entry.private) {
      isAfter = true;
      const intended = args.get(entry.body.key);
      if (intended) recording.writes.push({ ...intended, result: entry.private.result });
    }
  }
}

/**
 * The workspace of a sandbox: the same work, and nothing that reaches out of it or comes into it by itself. Reports are
 * not mailed, nobody is asked in Slack, no webhook goes out, no mailbox, folder or clock is looked at.
 */
export function sandboxed(workspace: Workspace): Workspace {
  const workflows: Record<string, Workflow> = {};
  for (const [name, workflow] of Object.entries(workspace.workflows)) {
    workflows[name] = { ...workflow, triggers: [] };
  }
  return {
    ...workspace,
    name: `${workspace.name} (sandbox)`,
    mail: null,
    slack: null,
    hooks: [],
    workflows,
  };
}
