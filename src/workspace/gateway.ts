import { coerce } from './values.ts';
import { fill } from './template.ts';
import type { Template, Workflow, WriteOffer } from './schema.ts';

/** How a call of a write becomes an event of the workflow: what it is about, and of which kind. */
export interface GatewayCall {
  fields: Record<string, Template>;
  kind?: string | undefined;
  /** It may be done several times in one case without a person looking. */
  again: boolean;
}

/**
 * The fields of the event that a call with these arguments makes: as `gateway:` says, and where it is silent, arguments
 * that are called like a field of the event and fit it. Fields that it leaves open are absent.
 */
export function fieldsOfCall(
  workflow: Pick<Workflow, 'event' | 'gateway'>,
  write: string,
  args: Record<string, unknown>,
  world: { locale: string; timeZone: string; currency: string },
): Record<string, unknown> {
  const said = Object.hasOwn(workflow.gateway, write) ? workflow.gateway[write]?.fields : undefined;
  const fields: Record<string, unknown> = {};
  for (const [name, shape] of Object.entries(workflow.event.fields)) {
    if (said && Object.hasOwn(said, name)) {
      const filled = fill(said[name] as Template, { values: { args }, ...world });
      if (filled.ok) fields[name] = filled.value;
    } else if (Object.hasOwn(args, name) && coerce(shape, args[name], world.currency).ok)
      fields[name] = args[name];
  }
  return fields;
}

/** Names of the event's needed fields that no call of this write fills. Empty: calls of it can open cases. */
export function openFields(
  workflow: Pick<Workflow, 'event' | 'gateway'>,
  write: string,
  offer: WriteOffer,
): string[] {
  const said = workflow.gateway[write]?.fields ?? {};
  return Object.entries(workflow.event.fields)
    .filter(([, shape]) => shape.optional !== true)
    .map(([name]) => name)
    .filter((name) => !Object.hasOwn(said, name) && !Object.hasOwn(offer.args, name));
}
