import { proposalsOf } from '../../authority/changes/proposals.ts';
import { loadChanged } from '../../authority/changes/past.ts';
import { workflowStream, type Rollout } from '../../authority/schema.ts';
import type { Boundary } from '../../boundary/schema.ts';
import { nameOf, sayTime } from '../../flow/say/words.ts';
import { digest } from '../../log/canonical.ts';
import { AppError } from '../../runtime/errors.ts';
import { givenTime } from '../../runtime/given_time.ts';
import { suggestName } from '../../workspace/nearest.ts';
import type { AgentRef, Workflow, Workspace } from '../../workspace/schema.ts';
import type { Asked, BackrunWorld, TableText } from './schema.ts';
import { readTable } from './table.ts';

/** What somebody asks to be run, as a page or a command line says it. */
export interface BackrunForm {
  agent: string;
  rules?: TableText | undefined;
  /** `current`, `proposed:<id>` or `text`. */
  boundary: string;
  boundary_text?: TableText | undefined;
  since?: string | undefined;
  until?: string | undefined;
  kind?: string | undefined;
}

const ID_CHARS = 20;

/**
 * Makes out which agent, boundary and slice are meant; `held` is the roll-out that plans are held against. Throws an
 * `AppError` that says what is wrong with the form.
 */
export async function resolve(
  world: BackrunWorld,
  workflow: Workflow,
  form: BackrunForm,
  held: Rollout = world.rollout(workflow),
): Promise<Asked> {
  const workspace = world.workspace();
  const ref = agentOf(form, workspace, workflow);
  const { boundary, says } = await boundaryOf(world, workflow, form);
  const agents = form.rules ? [ref] : workflow.agents;
  const since = timeOf(form.since, 'since');
  const until = timeOf(form.until, 'until');
  if (since && until && since >= until)
    throw new AppError('invalid', 'The slice ends before it begins.', { path: 'until' });
  const kind = kindOf(form.kind, workflow);
  const { stage, share, kinds, version } = held;
  const rollout = { ...held, since: null };
  const made = { workflow: { ...workflow, agents, boundary }, boundary, boundarySays: says, rollout };
  const agent = { name: ref.name, version: ref.version, kind: ref.kind };
  const basis = digest({
    workflow: [workflow.name, workflow.version],
    agent,
    rows: ref.kind === 'rules' ? digest(ref.rows.map((row) => ({ ...row, line: 0 }))) : null,
    boundary: boundary.version,
    rollout: { stage, share, kinds, version },
    since: since?.toISOString() ?? null,
    until: until?.toISOString() ?? null,
    kind,
  });
  return { ...made, agent, rules: form.rules ?? null, since, until, kind, basis };
}

/** Names a run: what it depends on, and where its slice ends. */
export function runId(basis: string, until: Date): string {
  return digest({ basis, until: until.toISOString() }).slice(0, ID_CHARS);
}

function agentOf(form: BackrunForm, workspace: Workspace, workflow: Workflow): AgentRef {
  if (form.rules) return readTable(form.rules, form.agent, workspace, workflow);
  const found = workflow.agents.find(({ name }) => name === form.agent);
  if (found) return found;
  const names = workflow.agents.map(({ name }) => name);
  throw new AppError('not_found', `${workflow.label} has no agent "${form.agent}".`, {
    path: 'agent',
    suggestion: `${hint(form.agent, names)} A table of another file: --agent ${form.agent}@FILE.`,
  });
}

async function boundaryOf(
  world: BackrunWorld,
  workflow: Workflow,
  { boundary: named, boundary_text: given }: BackrunForm,
): Promise<{ boundary: Boundary; says: string }> {
  const workspace = world.workspace();
  if (given) return { boundary: load(given, workspace, workflow), says: given.file };
  if (named === 'current') return { boundary: workflow.boundary, says: 'the boundary in force' };
  const waiting = proposalsOf(await world.log.read(workflowStream(workflow.name))).filter(
    ({ state, file }) => state === 'proposed' && (file ?? 'boundary.yaml') === 'boundary.yaml',
  );
  const id = named.replace(/^proposed:?/, '');
  const proposal = id === '' ? waiting.at(-1) : waiting.find((one) => one.id === id);
  if (!named.startsWith('proposed') || !proposal) {
    const suggestion =
      waiting.length === 0
        ? 'No change waits for a second person. Use current, or a file.'
        : `These wait: ${waiting.map((one) => `proposed:${one.id}`).join(', ')}.`;
    throw new AppError('not_found', `There is no boundary "${named}" of ${workflow.label}.`, {
      path: 'boundary',
      suggestion,
    });
  }
  const says = `the change that ${nameOf(proposal.by, workspace)} proposed on ${sayTime(proposal.at, workspace)}`;
  const file = `the change ${proposal.id}`;
  return { boundary: load({ text: proposal.text, file }, workspace, workflow), says };
}

function load({ text, file }: TableText, workspace: Workspace, workflow: Workflow): Boundary {
  const loaded = loadChanged(text, workspace, workflow);
  if (loaded.ok) return loaded.boundary;
  const [first, ...more] = loaded.faults;
  const also = more.length > 0 ? ` (and ${more.length} more)` : '';
  throw new AppError('invalid', `${file}:${first?.line ?? 1}: ${first?.says ?? 'it does not load'}${also}.`, {
    path: file,
    ...(first?.suggestion !== undefined && { suggestion: first.suggestion }),
  });
}

function timeOf(text: string | undefined, path: string): Date | null {
  return text === undefined ? null : givenTime(text, path);
}

function kindOf(name: string | undefined, workflow: Workflow): string | null {
  if (name === undefined) return null;
  const kinds = workflow.kinds.map((kind) => kind.name);
  if (kinds.includes(name)) return name;
  throw new AppError('not_found', `${workflow.label} has no kind "${name}".`, {
    path: 'kind',
    suggestion: hint(name, kinds),
  });
}

function hint(written: string, names: readonly string[]): string {
  const says = suggestName(written, names) ?? 'there is none';
  return `${says.charAt(0).toUpperCase()}${says.slice(1)}${says.endsWith('?') ? '' : '.'}`;
}
