import { customOf, playOf } from '../../flow/plan/custom.ts';
import { ACTIONS_MAX } from '../../flow/proposals/schema.ts';
import { fieldsSchema, type JsonSchema } from '../../workspace/json_schema.ts';
import type { Play, Workflow, Workspace, WriteOffer } from '../../workspace/schema.ts';
import { readFields, recordOf } from './fields.ts';

/** The tool by which a model plans writes by themselves; no play or read can have its name. */
export const FREE_PLAN = 'free_plan';

/** Its `actions`: each one of the writes that the agent may use so, with its own arguments. */
export function actionsSchema(workspace: Workspace, writes: string[]): JsonSchema {
  const each = writes.flatMap((write): JsonSchema[] => {
    const offer = offerOf(workspace, write);
    if (!offer) return [];
    const properties = { write: { type: 'string', enum: [write] }, args: fieldsSchema(offer.args) };
    return [
      {
        type: 'object',
        title: offer.label,
        properties,
        required: ['write', 'args'],
        additionalProperties: false,
      },
    ];
  });
  return { type: 'array', title: 'What is done, in this order', items: { anyOf: each } };
}

/** The play that freely planned writes are, with its inputs; what is wrong with them is said in `problems`. */
export function readActions(
  given: unknown,
  writes: string[],
  { workspace, workflow }: { workspace: Workspace; workflow: Workflow },
  problems: string[],
): { play: Play; inputs: Record<string, unknown> } | undefined {
  const actions = Array.isArray(given) ? given.map(recordOf) : [];
  if (actions.length === 0 || actions.length > ACTIONS_MAX) {
    problems.push(`actions has one to ${ACTIONS_MAX} writes, each {write, args}.`);
    return undefined;
  }
  const read = actions.flatMap(({ write, args }) => {
    const name = typeof write === 'string' ? write : '';
    const offer = writes.includes(name) ? offerOf(workspace, name) : undefined;
    if (!offer) {
      problems.push(
        `${name.slice(0, NAME_CHARS_SHOWN) || 'An action without a write'} is not among ${writes.join(', ')}.`,
      );
      return [];
    }
    const names = { of: name, at: `${name}: args` };
    return [{ write: name, args: readFields(offer.args, recordOf(args), { ...names, workspace, problems }) }];
  });
  if (problems.length > 0) return undefined;
  const { play: custom, inputs } = customOf(read);
  const play = playOf(workspace, workflow, custom);
  return play && { play, inputs };
}

const NAME_CHARS_SHOWN = 80;

function offerOf({ systems }: Workspace, write: string): WriteOffer | undefined {
  const [system = '', name = ''] = write.split('.');
  return systems[system]?.writes[name];
}
