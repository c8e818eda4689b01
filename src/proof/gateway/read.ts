import type { Pool } from 'pg';
import { toolsOf } from '../../flow/proposals/tools.ts';
import { mayBeOutside } from '../../flow/proposals/outside.ts';
import { playLabel, writeOf } from '../../flow/say/words.ts';
import { openFields } from '../../workspace/gateway.ts';
import type { Workflow, Workspace } from '../../workspace/schema.ts';

/** What a page lists of either. */
const CALLS_MAX = 50;
const SESSIONS_MAX = 20;
/** Sessions that are looked through for those of one workflow, newest first. */
const LOOKED_THROUGH = 500;

/** The gateway of a workflow: what it offers, and what agents from outside did through it, newest first. */
export async function readGateway(pool: Pool, workspace: Workspace, workflow: Workflow) {
  const [calls, sessions] = await Promise.all([
    callsOf(pool, workspace, workflow),
    sessionsOf(pool, workflow),
  ]);
  return {
    workflow: workflow.name,
    label: workflow.label,
    path: `/mcp/${workflow.name}`,
    tools: toolsShown(workspace, workflow),
    never: workflow.never,
    calls,
    sessions,
  };
}

interface ToolShown {
  name: string;
  of: string;
  label: string;
  kind: 'read' | 'write';
  outside: boolean;
  rules: number;
  open: string[];
}

function toolsShown(workspace: Workspace, workflow: Workflow): ToolShown[] {
  const { tools, means } = toolsOf(workspace, workflow);
  return tools.flatMap(({ name, title }): ToolShown[] => {
    const meant = means.get(name);
    if (meant?.kind === 'read') {
      const [system = '', read = ''] = meant.read.split('.');
      const gives = workspace.systems[system]?.reads[read]?.gives;
      const outside = gives !== undefined && mayBeOutside(gives);
      return [{ name, of: meant.read, label: title, kind: 'read', outside, rules: 0, open: [] }];
    }
    if (meant?.kind !== 'write') return [];
    const offer = writeOf(meant.write, workspace);
    const rules = workflow.boundary.rules.filter(({ on }) => on === meant.write).length;
    const open = offer ? openFields(workflow, meant.write, offer) : [];
    return [{ name, of: meant.write, label: title, kind: 'write', outside: false, rules, open }];
  });
}

interface CallRow {
  case_id: string;
  agent: string;
  planned: string;
  planned_at: Date;
  how: string | null;
  effect: string | null;
  failed: boolean;
  closed_at: Date | null;
}

/** Rounds whose plan was made of free actions, or by an agent that the workflow does not run itself. */
async function callsOf(pool: Pool, workspace: Workspace, workflow: Workflow) {
  const own = [...workflow.agents.map(({ name }) => name), 'nobody'];
  const { rows } = await pool.query<CallRow>(
    `select case_id, agent, planned, planned_at, how, effect, failed, closed_at from decisions
     where workflow = $1 and planned is not null and (planned like 'custom:%' or not agent = any($2))
     order by planned_at desc limit $3`,
    [workflow.name, own, CALLS_MAX],
  );
  return rows.map((row) => ({
    case: row.case_id,
    agent: row.agent,
    play: playLabel(row.planned, workflow, workspace),
    at: row.planned_at.toISOString(),
    ...becameOf(row),
  }));
}

type Became = { status: 'done' | 'held' | 'denied' | 'failed'; says: string };

const DECIDED: Record<string, Became> = {
  alone: { status: 'done', says: 'Done by itself.' },
  approved: { status: 'done', says: 'Done after a person approved it.' },
  edited: { status: 'done', says: 'Done as a person changed it.' },
  rejected: { status: 'denied', says: 'A person rejected it.' },
  handled: { status: 'denied', says: 'A person did it by hand.' },
};

function becameOf({ how, effect, failed, closed_at }: CallRow): Became {
  if (failed) return { status: 'failed', says: 'It failed.' };
  const decided = how === null ? undefined : DECIDED[how];
  if (decided) return decided;
  if (effect === 'deny') return { status: 'denied', says: 'The boundary denied it.' };
  if (closed_at !== null || how === 'expired') return { status: 'denied', says: 'It was not done.' };
  return { status: 'held', says: 'It waits for a person.' };
}

interface SessionRow {
  stream: string;
  version: number;
  first_at: Date;
  last_at: Date;
  body: { workflow: string; agent: { name: string; version: string }; door: 'http' | 'stdio' };
}

async function sessionsOf(pool: Pool, workflow: Workflow) {
  const { rows } = await pool.query<SessionRow>(
    `select h.stream, h.version, h.first_at, h.last_at, e.body::jsonb as body
     from (
       select stream, version, first_at, last_at from heads
       where stream >= 'session/' and stream < 'session0' order by last_at desc limit $2
     ) h
     join entries e on e.stream = h.stream and e.version = 1 and e.at >= h.first_at and e.at <= h.last_at
     where e.body::jsonb ->> 'workflow' = $1
     order by h.last_at desc limit $3`,
    [workflow.name, LOOKED_THROUGH, SESSIONS_MAX],
  );
  return rows.map(({ stream, version, first_at, last_at, body }) => ({
    id: stream.slice('session/'.length),
    agent: `${body.agent.name} ${body.agent.version}`,
    door: body.door,
    began_at: first_at.toISOString(),
    last_at: last_at.toISOString(),
    entries: version - 1,
  }));
}
