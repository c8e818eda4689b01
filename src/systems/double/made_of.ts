import type { Shape } from '../../workspace/shape.ts';

const SAMPLE_CURRENCY = 'EUR';
const SAMPLE_TIME = '2026-01-01T00:00:00.000Z';

/** A value of a shape, for an answer that nobody ever saw; `key` makes what it names its own. */
export function madeOf(shape: Shape, key: string): unknown {
  switch (shape.type) {
    case 'string':
    case 'text':
      return shape.choices?.[0] ?? `sandbox ${key}`;
    case 'integer':
    case 'number':
      return 0;
    case 'boolean':
      return true;
    case 'money':
      return { minor: 0, currency: SAMPLE_CURRENCY };
    case 'time':
      return SAMPLE_TIME;
    case 'list':
      return [];
    case 'object':
      return Object.fromEntries(
        Object.entries(shape.fields)
          .filter(([, field]) => field.optional !== true)
          .map(([name, field]) => [name, madeOf(field, key)]),
      );
  }
}
