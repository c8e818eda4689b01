import type { Say } from '../forms/form.ts';
import type { GatewayForm } from '../forms/gateway.ts';
import { openFields, type GatewayCall } from '../gateway.ts';
import { suggestName } from '../nearest.ts';
import type { SystemFile, Template, Workflow } from '../schema.ts';
import { checkTemplate } from './templates.ts';

/** What the calls of a workflow are held against. */
type Around = Pick<Workflow, 'event' | 'writes' | 'kinds'> & { systems: Record<string, SystemFile> };

/** Holds `gateway:` against the writes of the map and the fields of the event. */
export function checkGateway(form: GatewayForm, around: Around, say: Say): Record<string, GatewayCall> {
  const { event, writes, kinds, systems } = around;
  const calls: Record<string, GatewayCall> = {};
  for (const [write, { fields, kind, again }] of Object.entries(form)) {
    const path = ['gateway', write];
    const [system = '', name = ''] = write.split('.');
    const offer = systems[system]?.writes[name];
    if (!writes.includes(write) || !offer) {
      say(path, 'is not a write of this workflow', suggestName(write, writes));
      continue;
    }
    if (kind !== undefined && !kinds.some((known) => known.name === kind))
      say(
        [...path, 'kind'],
        `"${kind}" is not a kind`,
        suggestName(
          kind,
          kinds.map((known) => known.name),
        ),
      );
    const checked: Record<string, Template> = {};
    for (const [field, template] of Object.entries(fields)) {
      const shape = Object.hasOwn(event.fields, field) ? event.fields[field] : undefined;
      const at = [...path, 'fields', field];
      if (!shape) say(at, 'is not a field of the event', suggestName(field, Object.keys(event.fields)));
      else
        checked[field] = checkTemplate(
          template,
          shape,
          { args: { type: 'object', fields: offer.args } },
          say,
          at,
        );
    }
    calls[write] = { fields: checked, again, ...(kind !== undefined && { kind }) };
    const [open] = openFields({ event, gateway: calls }, write, offer);
    if (open !== undefined)
      say([...path, 'fields'], `leaves out "${open}", which the event needs`, `add ${open}: "{{args.…}}"`);
  }
  return calls;
}
