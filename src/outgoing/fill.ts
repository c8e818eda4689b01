import type { Pool } from 'pg';
import { answerOf } from '../flow/proposals/answer.ts';
import { replay } from '../flow/case/replay.ts';
import type { Cursor, Entry, Log } from '../log/schema.ts';
import type { OutgoingHook } from '../workspace/outgoing.ts';
import { eventsOf, sourceOf, type Outgoing } from './events.ts';
import { enqueue, hasRoom } from './queue.ts';
import { isWanted, PROPOSAL_ENDED, typeOf } from './schema.ts';

/** Entries that are looked at in one go. */
const ENTRIES_MAX = 500;
const CASE = 'case/';

/** Reads the log on from a hook's cursor and puts what is for it into its queue. Returns where it is; `more` to read. */
export async function fill(
  pool: Pool,
  log: Log,
  hook: OutgoingHook,
  { cursor, now }: { cursor: Cursor; now: Date },
): Promise<{ cursor: Cursor; more: boolean }> {
  if (!(await hasRoom(pool, hook.name))) return { cursor, more: false };
  const { entries, cursor: reached } = await log.follow(cursor, { limit: ENTRIES_MAX });
  if (!reached || (reached.tx === cursor.tx && reached.position === cursor.position))
    return { cursor, more: false };
  const events = [...(await eventsOf(pool, entries)), ...(await endedIn(pool, log, entries))];
  const wanted = events.filter((event) => isFor(hook, event));
  await enqueue(pool, hook.name, { events: wanted, cursor: reached, now });
  return { cursor: reached, more: entries.length === ENTRIES_MAX };
}

/** Whether an event is for a hook, by its name, its workflow and the agent that it is about. */
export function isFor(hook: OutgoingHook, { name, workflow, agent }: Outgoing): boolean {
  if (!isWanted(name, hook.events)) return false;
  if (hook.workflows && (workflow === null || !hook.workflows.includes(workflow))) return false;
  return hook.agents === null || (agent !== null && hook.agents.includes(agent));
}

/**
 * How proposals of outside agents ended among these entries: it follows from the entries of their case, so that whoever
 * proposed is told of the outcome without asking. A proposal that one entry ended is told with that entry.
 */
export async function endedIn(pool: Pool, log: Log, entries: readonly Entry[]): Promise<Outgoing[]> {
  const touched = new Map<string, Entry[]>();
  for (const entry of entries)
    if (entry.stream.startsWith(CASE))
      touched.set(entry.stream, [...(touched.get(entry.stream) ?? []), entry]);
  const { rows } = await pool.query<{ stream: string; workflow: string }>({
    name: 'outgoing-proposed',
    text: `select stream, workflow from heads where stream = any ($1) and exists (
      select 1 from entries where entries.stream = heads.stream and kind = 'proposed')`,
    values: [[...touched.keys()]],
  });
  const streams = await log.readMany(rows.map(({ stream }) => stream));
  return rows.flatMap(({ stream, workflow }) => {
    const of = streams.get(stream) ?? [];
    const first = touched.get(stream)?.[0]?.version ?? 0;
    const last = touched.get(stream)?.at(-1)?.version ?? 0;
    const before = overBy(
      stream,
      of.filter(({ version }) => version < first),
    );
    return overBy(
      stream,
      of.filter(({ version }) => version <= last),
    )
      .filter(({ id }) => !before.some((one) => one.id === id))
      .map((proposal) => endedOf(stream, workflow, proposal));
  });
}

function overBy(stream: string, entries: Entry[]) {
  const state = entries.length === 0 ? null : replay(stream.slice(CASE.length), entries);
  if (!state) return [];
  return state.proposals.flatMap((proposal) => {
    const { id, agent, end } = proposal;
    return end ? [{ id, agent: agent.name, end, answer: answerOf(state, proposal, false, end.at) }] : [];
  });
}

/** The agent hears the very sentence that it would hear if it asked; arguments, which may be personal, stay here. */
function endedOf(stream: string, workflow: string, ended: ReturnType<typeof overBy>[number]): Outgoing {
  const { id, agent, end, answer } = ended;
  const { handle, status, says, reasons, edited, actions } = answer;
  const subject = stream.slice(CASE.length);
  const done = actions.map((action) => ({ write: action.write, status: action.status }));
  return {
    name: PROPOSAL_ENDED,
    workflow,
    agent,
    stream,
    event: {
      specversion: '1.0',
      id: `${stream}/${id}/ended`,
      source: sourceOf(workflow),
      type: typeOf(PROPOSAL_ENDED),
      subject,
      time: end.at.toISOString(),
      datacontenttype: 'application/json',
      data: { case: subject, workflow, handle, agent, status, says, reasons, edited, actions: done },
    },
  };
}
