import type { Say } from '../forms/form.ts';
import { namesInBraces } from './offers.ts';
import { checkHoles } from '../checks/templates.ts';
import type { Template } from '../schema.ts';
import type { Shape } from '../shape.ts';
import { allHoles } from '../template.ts';
import type { Path } from '../yaml.ts';
import type { HttpRoute } from './http.ts';

/** Checks that a body's holes name arguments, and that every argument goes somewhere. */
export function checkBody(route: HttpRoute, args: Record<string, Shape>, path: Path, say: Say): void {
  const { body, method } = route;
  if (body === undefined) return;
  if (method === 'GET' || method === 'DELETE')
    return say([...path, 'body'], `goes nowhere: ${method} carries none`);
  const fields = Object.fromEntries(Object.entries(args).map(([name, shape]) => [name, inParts(shape)]));
  const scope: Record<string, Shape> = { args: { type: 'object', fields }, key: { type: 'string' } };
  for (const part of parts(body)) if (!checkHoles(part, scope, say, [...path, 'body'])) return;
  const named = new Set([
    ...namesInBraces(route.path),
    ...Object.keys(route.query ?? {}),
    ...allHoles(body).map((hole) => hole.path.split('.')[1] ?? ''),
  ]);
  for (const name of Object.keys(args))
    if (!named.has(name))
      say([...path, 'body'], `leaves out "${name}", so that it goes nowhere`, `add {{args.${name}}} to it`);
}

/** Texts one by one, so that each broken hole is told. */
function parts(template: Template): Template[] {
  if (template === null || typeof template !== 'object') return [template];
  return Object.values(template).flatMap(parts);
}

/** Money has two parts more in a body: `{{args.amount.decimal}}` is the text 12.50, and `units` the number 12.5. */
function inParts(shape: Shape): Shape {
  if (shape.type === 'list') return { ...shape, of: inParts(shape.of) };
  if (shape.type === 'object') {
    const fields = Object.fromEntries(
      Object.entries(shape.fields).map(([name, field]) => [name, inParts(field)]),
    );
    return { ...shape, fields };
  }
  if (shape.type !== 'money') return shape;
  const text: Shape = { type: 'string' };
  return {
    type: 'object',
    fields: { minor: { type: 'integer' }, decimal: text, units: { type: 'number' }, currency: text },
  };
}
