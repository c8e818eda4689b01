import { suggestName } from '../../workspace/nearest.ts';
import { WEEKDAYS } from './calendar.ts';
import { currencyProblem } from './currencies.ts';
import type { Names } from './names.ts';
import type { Problem } from './problem.ts';
import { source } from './arithmetic.ts';
import { typeOf, walk, type CompareNode, type InNode, type Node } from './tree.ts';

/** What the type check does not see: undeclared choices, two currencies, lists and groups compared whole. */
export function checkTree(tree: Node, names: Names): Problem[] {
  const problems: Problem[] = [];
  walk(tree, (node) => {
    if (node.is === 'compare') problems.push(...checkCompare(node));
    if (node.is === 'in') problems.push(...checkIn(node));
    const currencies = currencyProblem(node, names);
    if (currencies) problems.push(currencies);
  });
  return problems;
}

function checkCompare(node: CompareNode): Problem[] {
  if (['list', 'object'].includes(typeOf(node.left))) {
    return [
      {
        span: node.span,
        says: 'lists and groups of fields cannot be compared whole',
        suggestion: 'compare a field, or use exists, all or size',
      },
    ];
  }
  if (node.op !== '==' && node.op !== '!=') return [];
  return [...checkChoice(node.left, node.right), ...checkChoice(node.right, node.left)];
}

function checkIn(node: InNode): Problem[] {
  if (node.right.is === 'list') return node.right.items.flatMap((item) => checkChoice(node.left, item));
  const items =
    node.right.is === 'path' && node.right.shape.type === 'list' ? node.right.shape.of : undefined;
  if (items?.type === 'object' || items?.type === 'list') {
    return [
      {
        span: node.span,
        says: 'groups of fields cannot be looked for in a list',
        suggestion: 'use exists(i, i.field == …)',
      },
    ];
  }
  const choices = items && 'choices' in items ? items.choices : undefined;
  return choices ? undeclared(choices, source(node.right), node.left) : [];
}

/** A text compared with something of declared values must be one of them: a misspelt one would never be met. */
function checkChoice(declared: Node, given: Node): Problem[] {
  const choices = choicesOf(declared);
  return choices ? undeclared(choices, source(declared), given) : [];
}

function undeclared(choices: string[], name: string, given: Node): Problem[] {
  if (given.is !== 'value' || typeof given.value !== 'string' || choices.includes(given.value)) return [];
  const suggestion = suggestName(given.value, choices);
  return [{ span: given.span, says: `${name} is never "${given.value}"`, ...(suggestion && { suggestion }) }];
}

/** The declared values of a text, where there are any. */
export function choicesOf(node: Node): string[] | undefined {
  if (node.is === 'call' && node.name === 'weekday') return WEEKDAYS;
  return node.is === 'path' && 'choices' in node.shape ? node.shape.choices : undefined;
}
