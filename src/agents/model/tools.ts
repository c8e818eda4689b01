import type { PlanInput } from '../../flow/plan/schema.ts';
import type { ModelRef } from '../../workspace/asking.ts';
import { fieldsSchema, type JsonSchema } from '../../workspace/json_schema.ts';
import type { Play, Workflow, Workspace } from '../../workspace/schema.ts';
import { actionsSchema, FREE_PLAN } from './free.ts';

/** What a call of a tool means. */
export type Use =
  | { what: 'look'; read: string }
  | { what: 'plan'; play: Play }
  | { what: 'free'; writes: string[] }
  | { what: 'hand_over' }
  | { what: 'finished' };

/** A tool as a model is offered it. */
export interface OfferedTool {
  name: string;
  says: string;
  schema: JsonSchema;
  use: Use;
}

const text = (title: string): JsonSchema => ({ type: 'string', title });

/**
 * What a model may ask for: each allowed read of the map, each play of the playbook with its own inputs, writes by
 * themselves where the workflow lets it, and handing over. Nothing else is offered, and what it calls beside it is refused.
 */
export function toolsOf(workspace: Workspace, ref: ModelRef, input: PlanInput): OfferedTool[] {
  const { workflow, done = [] } = input;
  const left = plansLeft(ref, input);
  const plays = Object.values(workflow.plays).map((play) => playTool(play, workflow, left > 0));
  const free = ref.writes.length > 0 ? [freeTool(workspace, ref.writes, workflow, left > 0)] : [];
  const reads = ref.reads.flatMap((read) => readTool(workspace, read));
  const over: OfferedTool = {
    name: 'hand_over',
    says: 'Give the case to a person, with a summary of what you found out, what was done, and what is left to do.',
    schema: named({ summary: text('For the person who takes it'), kind: kindOf(workflow) }, ['summary']),
    use: { what: 'hand_over' },
  };
  const end: OfferedTool = {
    name: 'finished',
    says: 'Everything that the case needed was done: nothing more is to do.',
    schema: named({ summary: text('What was done') }, ['summary']),
    use: { what: 'finished' },
  };
  return [...reads, ...plays, ...free, over, ...(done.length > 0 ? [end] : [])];
}

/** How many plans more it may make for this case after the one that it is asked for now. */
export function plansLeft(
  { plans }: Pick<ModelRef, 'plans'>,
  { done = [] }: Pick<PlanInput, 'done'>,
): number {
  return Math.max(0, plans - 1 - done.length);
}

function playTool(play: Play, workflow: Workflow, mayGoOn: boolean): OfferedTool {
  const fields = Object.entries(play.inputs).map(([name, shape]): [string, Play['inputs'][string]] => [
    name,
    shape.default === undefined ? shape : { ...shape, optional: true },
  ]);
  const hasInputs = fields.length > 0;
  const inputs: Record<string, JsonSchema> = hasInputs
    ? { inputs: fieldsSchema(Object.fromEntries(fields)) }
    : {};
  const properties = planned(workflow, mayGoOn, inputs);
  const needed = fields.some(([, shape]) => shape.optional !== true);
  const writes = play.actions.map(({ write }) => write).join(', ');
  return {
    name: `plan_${play.name}`,
    says: `${play.label}. ${writes === '' ? 'It does nothing outside.' : `It does: ${writes}.`}${
      hasInputs ? ' Inputs that you leave out are filled in by the playbook.' : ''
    }`,
    schema: named(properties, ['kind', 'reason', 'confidence', ...(needed ? ['inputs'] : [])]),
    use: { what: 'plan', play },
  };
}

function freeTool(workspace: Workspace, writes: string[], workflow: Workflow, mayGoOn: boolean): OfferedTool {
  const actions = { actions: actionsSchema(workspace, writes) };
  return {
    name: FREE_PLAN,
    says: 'Where no play fits: a plan of single actions, done in their order. Every argument is yours to give.',
    schema: named(planned(workflow, mayGoOn, actions), ['kind', 'actions', 'reason', 'confidence']),
    use: { what: 'free', writes },
  };
}

/** What every plan says, with what is done in its middle. */
function planned(
  workflow: Workflow,
  mayGoOn: boolean,
  does: Record<string, JsonSchema>,
): Record<string, JsonSchema> {
  return {
    kind: kindOf(workflow),
    ...does,
    reason: text('Why, in one or two sentences for the person who reviews it'),
    confidence: { type: 'number', title: 'How likely a person would do the same, from 0 to 1' },
    ...(mayGoOn && { goes_on: { type: 'boolean', title: 'More is to be done afterwards: ask me again' } }),
  };
}

function readTool(workspace: Workspace, read: string): OfferedTool[] {
  const [system = '', name = ''] = read.split('.');
  const offer = workspace.systems[system]?.reads[name];
  if (!offer) return [];
  return [
    {
      name: `read_${system}_${name}`.replaceAll(/[^\w-]/g, '_'),
      says: `Look up: ${offer.label}.`,
      schema: fieldsSchema(offer.args),
      use: { what: 'look', read },
    },
  ];
}

const kindOf = ({ kinds }: Workflow): JsonSchema => ({
  type: 'string',
  title: 'What kind of case it is',
  enum: kinds.map(({ name }) => name),
});

function named(properties: Record<string, JsonSchema>, required: string[]): JsonSchema {
  return { type: 'object', properties, required, additionalProperties: false };
}
