import { intake } from '../../../flow/index.ts';
import type { Caller } from '../../../people/tokens/index.ts';
import { AppError } from '../../../runtime/errors.ts';
import { suggestName } from '../../../workspace/nearest.ts';
import type { Workflow, Workspace } from '../../../workspace/schema.ts';
import { coerceFields } from '../../../workspace/values.ts';
import { on } from '../serve/route.ts';
import { foreignSource } from '../serve/source.ts';
import { FieldsError } from '../serve/problem.ts';

/** Where an event comes from when it does not say. */
const SOURCE = 'web';
const SOURCE_ID_CHARS_MAX = 200;
const ACCEPTED = 202;

export const eventRoutes = [
  on(
    'event',
    ACCEPTED,
  )(({ door, id, query, body, header, caller }) => {
    const workspace = door.world.workspace();
    const workflow = workflowNamed(workspace, id);
    const source = foreignSource(query.source ?? SOURCE);
    const named = query.source_id ?? idIn(body['source_id']);
    const sourceId = named ?? keyOf(header('idempotency-key'), caller);
    if (sourceId === undefined || sourceId.length > SOURCE_ID_CHARS_MAX) {
      throw new AppError(
        'invalid',
        'The event has no id of its own, so a second sending could not be told from a second event.',
        {
          suggestion: `Send "source_id" in the body or the address, or the header Idempotency-Key (at most ${SOURCE_ID_CHARS_MAX} characters).`,
          path: 'source_id',
        },
      );
    }
    const fields = coerceFields(workflow.event.fields, body, workspace.currency);
    if (!fields.ok) throw new FieldsError(fields.problems, sayFields(workflow));
    return intake(door.world, workflow.name, {
      source,
      source_id: sourceId,
      received_at: door.world.now(),
      fields: fields.value as Record<string, unknown>,
    });
  }),
];

function workflowNamed(workspace: Workspace, name: string): Workflow {
  const workflow = Object.hasOwn(workspace.workflows, name) ? workspace.workflows[name] : undefined;
  if (workflow) return workflow;
  const suggestion = suggestName(name, Object.keys(workspace.workflows));
  throw new AppError('not_found', `There is no workflow "${name.slice(0, 80)}".`, {
    ...(suggestion === undefined
      ? {}
      : { suggestion: suggestion.charAt(0).toUpperCase() + suggestion.slice(1) }),
    path: 'workflow',
  });
}

/** Each program counts its own keys: the first of one is none of another. */
function keyOf(key: string | undefined, caller: Caller | null): string | undefined {
  return key === undefined || caller === null ? key : `${caller.name}/${key}`;
}

function idIn(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function sayFields(workflow: Workflow): string {
  const names = Object.entries(workflow.event.fields).map(([name, shape]) =>
    shape.optional ? `${name}?` : name,
  );
  return `An event of "${workflow.name}" has the fields ${names.join(', ')}.`;
}
