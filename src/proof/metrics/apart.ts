import type { Pool } from 'pg';
import type { Dimension } from '../../evidence/metrics/schema.ts';
import type { Workspace } from '../../workspace/schema.ts';
import type { Grain } from './grains.ts';
import { labelOf } from './labels.ts';
import type { Selection } from './selection.ts';

export interface Named {
  name: string;
  label: string;
  /** In the whole months that the selection touches. */
  decisions: number;
}

export type Options = Record<Exclude<Dimension, 'version'>, Named[]> & {
  version: (Named & { agent: string })[];
};

type Row = Record<'grain' | 'workflow' | 'kind' | 'play' | 'agent' | 'version' | 'systems', string> & {
  decided: number;
};

const APART: Record<Dimension, { grain: Grain; keys: (row: Row) => string[] }> = {
  workflow: { grain: 'none', keys: ({ workflow }) => [workflow] },
  kind: { grain: 'kind', keys: ({ kind }) => [kind] },
  play: { grain: 'play', keys: ({ play }) => [play] },
  agent: { grain: 'agent', keys: ({ agent }) => [agent] },
  version: { grain: 'agent', keys: ({ agent, version }) => [`${agent} ${version}`] },
  system: { grain: 'systems', keys: ({ systems }) => JSON.parse(systems) as string[] },
};

/**
 * What the workflows of a selection can be narrowed down by, the most frequent first, whatever it is narrowed down to
 * already. It is told by whole months: a list of names need not be counted by the hour.
 */
export async function readOptions(pool: Pool, workspace: Workspace, selection: Selection): Promise<Options> {
  const { workflows, span } = selection;
  const { rows } = await pool.query<Row>({
    name: 'metric-options',
    text: OPTIONS,
    values: [workflows, Object.keys(workspace.workflows), span.from, span.to],
  });
  const named = (by: Dimension): Named[] => {
    const decided = new Map<string, number>();
    for (const row of rows.filter(({ grain }) => grain === APART[by].grain))
      for (const key of APART[by].keys(row)) decided.set(key, (decided.get(key) ?? 0) + row.decided);
    return [...decided]
      .filter(([name, decisions]) => name.trim() !== '' && decisions > 0)
      .map(([name, decisions]) => ({ name, label: labelOf(workspace, selection, by, name), decisions }))
      .toSorted((one, other) => other.decisions - one.decisions);
  };
  return {
    workflow: named('workflow'),
    kind: named('kind'),
    play: named('play'),
    agent: named('agent'),
    version: named('version').map(splitVersion),
    system: named('system'),
  };
}

/** By grain, only the names of that grain: the kind is in all of them, and would only make more rows. */
const OPTIONS = `select grain, case when grain = 'none' then workflow else '' end as workflow,
    case when grain = 'kind' then kind else '' end as kind, play, agent, version, systems,
    sum(decided)::int as decided
  from metric_cells
  where level = 'month' and at >= date_trunc('month', $3::timestamp) and at < $4::timestamp
    and (grain = 'none' and workflow = any ($2::text[])
      or grain in ('kind', 'play', 'agent', 'systems') and workflow = any ($1::text[]))
  group by 1, 2, 3, 4, 5, 6, 7`;

/** `memory 3` is version 3 of the agent `memory`. */
function splitVersion({ name, ...more }: Named): Named & { agent: string } {
  const [agent, version] = splitAgent(name);
  return { ...more, agent, name: version };
}

export function splitAgent(key: string): [string, string] {
  const at = key.indexOf(' ');
  return [key.slice(0, at), key.slice(at + 1)];
}
