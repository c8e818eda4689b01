import type { Pool } from 'pg';
import type { Entry } from '../log/schema.ts';
import { eventNameOf, typeOf, type CloudEvent } from './schema.ts';

/** An event as it goes out, with what it is chosen by. */
export interface Outgoing {
  /** `case.opened` */
  name: string;
  workflow: string | null;
  /** The outside agent that it is about, if any. */
  agent: string | null;
  stream: string;
  event: CloudEvent;
}

const CASE = 'case/';
const WORKFLOW = 'workflow/';

/** What entries of the log go out as, in their order; those of kinds that do not are left out. */
export async function eventsOf(pool: Pool, entries: readonly Entry[]): Promise<Outgoing[]> {
  const told = entries.filter(({ kind }) => eventNameOf(kind) !== undefined);
  const workflows = await workflowsOf(pool, [...new Set(told.map(({ stream }) => stream))]);
  return told.map((entry) => eventOf(entry, workflows.get(entry.stream) ?? null));
}

function eventOf(entry: Entry, workflow: string | null): Outgoing {
  const { kind, stream, version, body, actor, at } = entry;
  const name = eventNameOf(kind) ?? kind;
  const isCase = stream.startsWith(CASE);
  const id = isCase ? stream.slice(CASE.length) : stream;
  // Only ids of who did it: names are for pages.
  const by = 'id' in actor ? { type: actor.type, id: actor.id } : { type: actor.type };
  // What a case is about may be a mail address, and whoever hears of the case can read it by its id.
  const { subject: _, ...told } = body;
  return {
    name,
    workflow,
    agent: agentIn(body),
    stream,
    event: {
      specversion: '1.0',
      id: `${stream}/${version}`,
      source: sourceOf(workflow),
      type: typeOf(name),
      subject: id,
      time: at.toISOString(),
      datacontenttype: 'application/json',
      data: { ...(isCase && { case: id }), ...(workflow !== null && { workflow }), by, ...told },
    },
  };
}

export function sourceOf(workflow: string | null): string {
  return workflow === null ? '/remit' : `/workflows/${encodeURIComponent(workflow)}`;
}

function agentIn(body: Record<string, unknown>): string | null {
  const { agent } = body;
  if (typeof agent === 'string') return agent;
  const isNamed = typeof agent === 'object' && agent !== null && 'name' in agent;
  return isNamed && typeof agent.name === 'string' ? agent.name : null;
}

/** The workflow of each stream, as its head says; a workflow's own stream names it. */
async function workflowsOf(pool: Pool, streams: string[]): Promise<Map<string, string>> {
  const { rows } = await pool.query<{ stream: string; workflow: string | null }>({
    name: 'outgoing-workflows',
    text: 'select stream, workflow from heads where stream = any ($1)',
    values: [streams.filter((stream) => stream.startsWith(CASE))],
  });
  const found = rows.flatMap(({ stream, workflow }): [string, string][] =>
    workflow ? [[stream, workflow]] : [],
  );
  const own = streams.flatMap((stream): [string, string][] =>
    stream.startsWith(WORKFLOW) ? [[stream, stream.slice(WORKFLOW.length)]] : [],
  );
  return new Map([...found, ...own]);
}
