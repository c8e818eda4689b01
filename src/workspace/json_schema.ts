import type { Shape } from './shape.ts';

export interface JsonSchema {
  /** Absent where `anyOf` says it. */
  type?: string;
  anyOf?: JsonSchema[];
  title?: string;
  enum?: string[];
  format?: string;
  pattern?: string;
  items?: JsonSchema;
  properties?: Record<string, JsonSchema>;
  required?: string[];
  additionalProperties?: boolean;
}

/** A shape as JSON Schema (2020-12), for tools that agents are offered and for the API's description. */
export function toJsonSchema(shape: Shape): JsonSchema {
  const schema = bare(shape);
  return shape.label === undefined ? schema : { ...schema, title: shape.label };
}

function bare(shape: Shape): JsonSchema {
  switch (shape.type) {
    case 'object':
      return fieldsSchema(shape.fields);
    case 'list':
      return { type: 'array', items: toJsonSchema(shape.of) };
    case 'money':
      return {
        type: 'object',
        required: ['minor', 'currency'],
        additionalProperties: false,
        properties: {
          minor: { type: 'integer', title: 'Minor units, such as cents' },
          currency: { type: 'string', pattern: '^[A-Z]{3}$' },
        },
      };
    case 'time':
      return { type: 'string', format: 'date-time' };
    case 'string':
    case 'text':
      return shape.choices ? { type: 'string', enum: shape.choices } : { type: 'string' };
    case 'integer':
    case 'number':
    case 'boolean':
      return { type: shape.type };
  }
}

/** The same for named fields: what is not optional is required, and nothing else is let in. */
export function fieldsSchema(fields: Record<string, Shape>): JsonSchema {
  return {
    type: 'object',
    properties: Object.fromEntries(
      Object.entries(fields).map(([name, field]) => [name, toJsonSchema(field)]),
    ),
    required: Object.keys(fields).filter((name) => fields[name]?.optional !== true),
    additionalProperties: false,
  };
}
