import type { Pool } from 'pg';
import type { z } from 'zod';
import { type WORKFLOW_ENTRIES, workflowStream } from '../../authority/schema.ts';
import type { CARD_CHANGES } from '../../doors/http/answers/card.ts';
import { listed } from '../../evidence/words.ts';
import { kindLabel, nameOf } from '../../flow/say/words.ts';
import type { World } from '../../flow/world.ts';
import type { Entry } from '../../log/schema.ts';
import type { AgentRef, Workflow } from '../../workspace/schema.ts';

export interface Change {
  at: string;
  what: (typeof CARD_CHANGES)[number];
  says: string;
  by: string;
  because: string;
  href: string | null;
}

/** The newest changes that a card lists. */
const CHANGES_MAX = 60;
type Body<K extends keyof typeof WORKFLOW_ENTRIES> = z.output<(typeof WORKFLOW_ENTRIES)[K]['body']>;
type Told = Omit<Change, 'at' | 'by'>;

/** What changed for an agent, when, and why: versions, lanes, stages, boundaries, policies, rule updates. Newest first. */
export async function changesOf(
  world: Pick<World, 'log' | 'workspace'>,
  pool: Pool,
  workflow: Workflow,
  ref: AgentRef,
): Promise<Change[]> {
  const workspace = world.workspace();
  const entries = await world.log.read(workflowStream(workflow.name));
  const told = entries.flatMap((entry): Change[] => {
    const said = tell(entry, workflow, ref);
    return said ? [{ at: entry.at.toISOString(), by: nameOf(entry.actor, workspace), ...said }] : [];
  });
  const versions = await versionsOf(pool, workflow, ref);
  return [...told, ...versions].toSorted((one, other) => (one.at < other.at ? 1 : -1)).slice(0, CHANGES_MAX);
}

function tell(entry: Entry, workflow: Workflow, ref: AgentRef): Told | null {
  const at = (part: string) => `/workflows/${encodeURIComponent(workflow.name)}/${part}`;
  switch (entry.kind) {
    case 'published': {
      const { version, from } = entry.body as Body<'published'>;
      const says = `Version ${version.slice(0, 12)} of the workflow was published from ${from === 'console' ? 'the console' : 'its files'}.`;
      return { what: 'boundary', says, because: '', href: at('boundary') };
    }
    case 'boundary.changed': {
      const { because } = entry.body as Body<'boundary.changed'>;
      return { what: 'boundary', says: 'The boundary was changed.', because, href: at('boundary') };
    }
    case 'file.changed': {
      const { file, because, change } = entry.body as Body<'file.changed'>;
      const what = change === undefined ? 'boundary' : 'rule';
      return { what, says: `${file} was changed.`, because, href: null };
    }
    case 'stage.changed': {
      const { to, because, direction } = entry.body as Body<'stage.changed'>;
      const kinds = to.kinds
        ? `, for ${listed(to.kinds.map((kind) => kindLabel(kind, workflow) ?? kind))}`
        : '';
      const says = `The roll-out was ${direction}: ${to.stage}, ${to.share} % of cases${kinds}.`;
      return { what: 'stage', says, because, href: at('rollout') };
    }
    case 'policy.changed': {
      const { kinds, because } = entry.body as Body<'policy.changed'>;
      const of = kinds ? listed(kinds.map((kind) => kindLabel(kind, workflow) ?? kind)) : 'all kinds';
      return {
        what: 'policy',
        says: `The policy changed for ${of}: evidence begins anew.`,
        because,
        href: at('standing'),
      };
    }
    case 'lane.opened':
    case 'lane.closed': {
      const { agent, version, says } = entry.body as Body<'lane.opened'>;
      if (agent !== ref.name || version !== ref.version) return null;
      return { what: 'lane', says, because: '', href: at('standing') };
    }
    case 'rule.accepted': {
      const { because = '' } = entry.body as Body<'rule.accepted'>;
      return { what: 'rule', says: 'A proposed change was accepted.', because, href: at('boundary') };
    }
    default:
      return null;
  }
}

/** When each version of the agent planned first, as the log knows it. */
async function versionsOf(pool: Pool, workflow: Workflow, { name }: AgentRef): Promise<Change[]> {
  const { rows } = await pool.query<{ version: string; first: Date; plans: number }>(
    `select agent_version as version, min(planned_at) as first, count(*)::int as plans from decisions
    where workflow = $1 and agent = $2 and planned is not null group by 1`,
    [workflow.name, name],
  );
  return rows.map(({ version, first, plans }) => ({
    at: first.toISOString(),
    what: 'version',
    says: `Version ${version} made its first plan; ${plans} by now.`,
    by: name,
    because: '',
    href: `/workflows/${encodeURIComponent(workflow.name)}/numbers?${new URLSearchParams({ agent: name, version })}`,
  }));
}
