import { z } from 'zod';

/**
 * The shape of a fact, an argument or an event field, as workspace files declare it.
 *
 *     amount:  money                       # the short form: a type's name
 *     reason:  {choices: [late, damaged]}  # a string of declared values
 *     note:    {type: string, outside: true, label: Customer's note}
 *     items:   {list: {sku: string, quantity: integer}}
 *
 * `outside` marks text that a stranger wrote: it is data, never an instruction, and taints what is made of it.
 */
export type Shape = ScalarShape | ListShape | ObjectShape;

interface Common {
  label?: string;
  optional?: boolean;
  outside?: boolean;
  personal?: boolean;
}
export interface ScalarShape extends Common {
  type: 'string' | 'text' | 'integer' | 'number' | 'boolean' | 'money' | 'time';
  choices?: string[];
}
export interface ListShape extends Common {
  type: 'list';
  of: Shape;
}
export interface ObjectShape extends Common {
  type: 'object';
  fields: Record<string, Shape>;
}

const SCALARS = ['string', 'text', 'integer', 'number', 'boolean', 'money', 'time'] as const;
const common = {
  label: z.string().optional(),
  optional: z.boolean().optional(),
  outside: z.boolean().optional(),
  personal: z.boolean().optional(),
};

/** Parses the short and the long forms alike into a `Shape`. */
export const Shape: z.ZodType<Shape, unknown> = z.lazy(() =>
  z.union([
    z.enum(SCALARS).transform((type): Shape => ({ type })),
    z.strictObject({ type: z.enum(SCALARS), choices: z.array(z.string()).min(1).optional(), ...common }),
    z
      .strictObject({ choices: z.array(z.string()).min(1), ...common })
      .transform((given): Shape => ({ type: 'string', ...given })),
    z
      .strictObject({ list: Shapes, ...common })
      .transform(({ list, ...rest }): Shape => ({ type: 'list', of: { type: 'object', fields: list }, ...rest })),
    z.strictObject({ type: z.literal('list'), of: Shape, ...common }),
    z.strictObject({ type: z.literal('object'), fields: Shapes, ...common }),
  ]),
);
export const Shapes: z.ZodType<Record<string, Shape>, unknown> = z.lazy(() => z.record(z.string(), Shape));

/** One thing that is wrong with a file, where, and what to do. `line` and `column` count from 1. */
export interface Fault {
  file: string;
  line?: number;
  column?: number;
  path?: string;
  says: string;
  suggestion?: string;
}
