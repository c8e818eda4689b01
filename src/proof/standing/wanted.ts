import { newAttention } from '../../evidence/attention/fold.ts';
import { newStanding } from '../../learning/standing/index.ts';
import { digest } from '../../log/canonical.ts';
import type { DecisionRow, Workflow, Workspace } from '../../workspace/schema.ts';
import type { Tally } from './tally.ts';

/** Changes with every change of how is counted, so that nothing counted otherwise is taken over. */
const COUNTING = 5;
const BASIS_CHARS = 16;

/** A version of an agent that is measured, and with what. */
export interface Wanted {
  workflow: string;
  agent: string;
  version: string;
  basis: string;
  risk: number;
  error: number;
  granted: boolean;
  /** It is what was learned, and must learn again to be measured again. */
  learns: boolean;
  /** A digest of what its file says; null where it has none. */
  of: string | null;
}

const known = new WeakMap<Workspace, Map<string, Wanted>>();

/** Every agent of every workflow in force, by its name. */
export function wantedOf(workspace: Workspace): Map<string, Wanted> {
  const made = known.get(workspace) ?? new Map(Object.values(workspace.workflows).flatMap(wantedIn));
  known.set(workspace, made);
  return made;
}

function wantedIn(workflow: Workflow): [string, Wanted][] {
  const outside = workflow.outside.map((ref) => ({ ...ref, kind: 'outside' as const }));
  return [...workflow.agents, ...outside].map((ref): [string, Wanted] => {
    const { name: agent, version, kind } = ref;
    const { risk, error } = workflow.standing;
    const granted = Object.hasOwn(workflow.standing.granted, agent);
    const of = kind === 'rules' ? digestOfRows(ref.rows) : null;
    const basis = basisOf(workflow, agent, of);
    const measured = { basis, risk, error, granted, learns: kind === 'memory', of };
    const named = { workflow: workflow.name, agent, version };
    return [nameOfTally(workflow.name, agent, version), { ...named, ...measured }];
  });
}

/** Where a row stands in its file says nothing of what it decides. */
function digestOfRows(rows: readonly DecisionRow[]): string {
  const said = rows.map(({ id, when = null, kind, play, inputs, confidence }) => {
    return { id, when, kind, play, inputs, confidence };
  });
  return digest(said).slice(0, BASIS_CHARS);
}

export function nameOfTally(workflow: string, agent: string, version: string): string {
  return JSON.stringify([workflow, agent, version]);
}

export function newTally({ workflow, agent, version, basis, risk, error, granted, of }: Wanted): Tally {
  return {
    workflow,
    agent,
    version,
    basis,
    of,
    standing: newStanding({ risk, error, granted }),
    drawn: new Map(),
    attention: newAttention(),
    backRun: 0,
    overdue: 0,
    policy: 0,
    suspended: null,
    ahead: {},
  };
}

/** What a standing is counted with, beside the log: with anything of it changed, all of it is counted anew. */
function basisOf({ standing, auditShare, plays, kinds }: Workflow, agent: string, of: string | null): string {
  const { risk, error } = standing;
  const granted = Object.hasOwn(standing.granted, agent);
  const named = kinds.map(({ name }) => name);
  return digest({
    counting: COUNTING,
    risk,
    error,
    granted,
    audits: auditShare,
    plays,
    kinds: named,
    of,
  }).slice(0, BASIS_CHARS);
}
