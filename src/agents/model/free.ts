import { customOf, playOf } from '../../flow/plan/custom.ts';
import type { PlanInput } from '../../flow/plan/schema.ts';
import { isTelling } from '../../flow/proposals/read.ts';
import { ACTIONS_MAX } from '../../flow/proposals/schema.ts';
import { fieldsSchema, type JsonSchema } from '../../workspace/json_schema.ts';
import { fieldsOfCall } from '../../workspace/gateway.ts';
import type { Play, Workspace, WriteOffer } from '../../workspace/schema.ts';
import { allHoles } from '../../workspace/template.ts';
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
  { workspace, input }: { workspace: Workspace; input: Pick<PlanInput, 'workflow' | 'event'> },
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
    const own = readFields(offer.args, recordOf(args), { ...names, workspace, problems });
    if (isAboutAnother(workspace, input, name, own))
      problems.push(
        `${name} is about something else than this case: its facts would not be those of the case.`,
      );
    return [{ write: name, args: own }];
  });
  if (problems.length > 0) return undefined;
  const { play: custom, inputs } = customOf(read);
  const play = playOf(workspace, input.workflow, custom);
  return play && { play, inputs };
}

/**
 * Whether a write is about another thing than its case, as `gateway:` of the workflow says what calls are about: rulings
 * use the facts of the case. What nobody can tell counts as another.
 */
function isAboutAnother(
  workspace: Workspace,
  { workflow, event }: Pick<PlanInput, 'workflow' | 'event'>,
  write: string,
  args: Record<string, unknown>,
): boolean {
  const said = workflow.gateway[write]?.fields ?? {};
  const fields = fieldsOfCall(workflow, write, args, workspace);
  const telling = Object.keys(fields).filter((name) => {
    const template = said[name];
    const isOfCall = !template || allHoles(template).some(({ path }) => path.startsWith('args.'));
    return isOfCall && isTelling(workflow, name);
  });
  return telling.length === 0 || telling.some((name) => String(fields[name]) !== String(event[name]));
}

const NAME_CHARS_SHOWN = 80;

function offerOf({ systems }: Workspace, write: string): WriteOffer | undefined {
  const [system = '', name = ''] = write.split('.');
  return systems[system]?.writes[name];
}
