import { Environment } from '@marcbachmann/cel-js';
import type { Shape } from '../../workspace/shape.ts';
import { FUNCTIONS } from './functions.ts';
import type { Names } from './names.ts';

/** Bounds on a condition as it is written. Beyond them it is a fault; no condition of ours comes near. */
export const CONDITION_CHARS_MAX = 2_000;
export const AST_NODES_MAX = 200;
export const AST_DEPTH_MAX = 24;
export const LIST_ITEMS_MAX = 100;
export const CALL_ARGUMENTS_MAX = 8;

const TIME = 'google.protobuf.Timestamp';

/** The engine's type environment for these names. It parses and checks; evaluating is `compile.ts`. */
export function environmentOf(names: Names): Environment {
  const environment = base.clone();
  const registered = new Set<string>();
  for (const [name, shape] of Object.entries(names.roots)) {
    const type = typeName(environment, registered, `remit.${name}`, shape);
    // A fact may bear a name that CEL keeps for itself (`package`, `list`): it cannot be used in conditions.
    if (usableName(environment, name)) environment.registerVariable(name, type);
  }
  return environment;
}

/** Whether CEL leaves this name free for a variable. */
export function usableName(environment: Environment, name: string): boolean {
  return /^[A-Za-z_]\w*$/.test(name) && !KEPT.has(name) && !environment.hasVariable(name);
}

const KEPT = new Set(
  (
    'as break const continue else for function if import let loop package namespace return var void while in ' +
    'true false null prototype __proto__'
  ).split(' '),
);

function typeName(environment: Environment, done: Set<string>, name: string, shape: Shape): string {
  switch (shape.type) {
    case 'string':
    case 'text':
      return 'string';
    case 'integer':
      return 'int';
    case 'number':
      return 'double';
    case 'boolean':
      return 'bool';
    case 'money':
      return 'Money';
    case 'time':
      return TIME;
    case 'list':
      return `list<${typeName(environment, done, `${name}.item`, shape.of)}>`;
    case 'object': {
      const fields: Record<string, string> = {};
      for (const [field, inner] of Object.entries(shape.fields)) {
        fields[field] = typeName(environment, done, `${name}.${field}`, inner);
      }
      environment.registerType(name, { fields });
      return name;
    }
  }
}

const base = new Environment({
  homogeneousAggregateLiterals: true,
  enableOptionalTypes: false,
  unlistedVariablesAreDyn: false,
  limits: {
    maxAstNodes: AST_NODES_MAX,
    maxDepth: AST_DEPTH_MAX,
    maxListElements: LIST_ITEMS_MAX,
    maxMapEntries: 0,
    maxCallArguments: CALL_ARGUMENTS_MAX,
  },
});

// The engine's handlers are never called: the check needs only the types.
const never = (): never => {
  throw new Error('conditions are evaluated by compile.ts');
};
base.registerType('Money', { fields: { minor: 'int', currency: 'string' } });
for (const op of ['==', '<', '<=', '>', '>=', '+', '-']) base.registerOperator(`Money ${op} Money`, never);
for (const number of ['int', 'double']) {
  base.registerOperator(`Money * ${number}`, never);
  base.registerOperator(`${number} * Money: Money`, never);
}
for (const op of ['+', '-', '*', '/']) {
  base.registerOperator(`int ${op} double: double`, never);
  base.registerOperator(`double ${op} int: double`, never);
}
base.registerOperator('int == double', never);
for (const fn of FUNCTIONS) {
  for (const signature of fn.own ?? []) base.registerFunction(signature, never, { async: false });
}
