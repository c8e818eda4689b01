import type { Shape } from './shape.ts';

/** Keys of an object's fields that would be taken for the long form of a shape. */
const TELLING = ['type', 'choices', 'list', 'of', 'fields'];

/** A shape in the shortest form that workspace files read: `string?`, `{choices: […]}`, `{list: string}`. */
export function shapeText(shape: Shape): unknown {
  const more = {
    ...(shape.label === undefined ? {} : { label: shape.label }),
    ...(shape.outside === true ? { outside: true } : {}),
    ...(shape.personal === true ? { personal: true } : {}),
  };
  const optional = shape.optional === true ? { optional: true } : {};
  const isPlain = Object.keys(more).length === 0;
  if (shape.type === 'list') return { list: shapeText(shape.of), ...more, ...optional };
  if (shape.type === 'object') {
    const fields = fieldsText(shape.fields);
    const isShort = isPlain && shape.optional !== true && !TELLING.some((key) => key in shape.fields);
    return isShort ? fields : { fields, ...more, ...optional };
  }
  if (shape.choices) return { choices: shape.choices, ...more, ...optional };
  if (isPlain) return shape.optional === true ? `${shape.type}?` : shape.type;
  return { type: shape.type, ...more, ...optional };
}

/** The same for named shapes. */
export function fieldsText(fields: Record<string, Shape>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, shapeText(field)]));
}
