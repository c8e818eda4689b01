import { AST_DEPTH_MAX, AST_NODES_MAX, CALL_ARGUMENTS_MAX, LIST_ITEMS_MAX } from './environment.ts';
import { functionNamed } from './functions.ts';
import type { Problem } from './problem.ts';
import { typeOf, walk, type Node, type Span, type Type } from './tree.ts';

interface EngineError {
  code?: string;
  summary?: string;
  message: string;
  range?: Span;
}

/** The engine's error on text that is not CEL, in plain words. */
export function syntaxProblem(error: unknown, text: string): Problem {
  const { summary, message, range } = error as EngineError;
  const span = range ?? { start: 0, end: text.length };
  const said = summary ?? message;
  const limit = /Exceeded (max\w+)/.exec(said)?.[1];
  if (limit)
    return {
      span,
      says: `the condition is too large: ${LIMITS[limit] ?? said}`,
      suggestion: 'split it into several rules',
    };
  if (/(^|[^=!<>])=([^=]|$)/.test(text))
    return { span, says: plain(said), suggestion: 'equality is written ==' };
  if (/\b(and|or|not)\b/i.test(text))
    return { span, says: plain(said), suggestion: 'write && for and, || for or, ! for not' };
  return { span, says: plain(said) };
}

const LIMITS: Record<string, string> = {
  maxAstNodes: `at most ${AST_NODES_MAX} parts`,
  maxDepth: `at most ${AST_DEPTH_MAX} levels of nesting`,
  maxListElements: `at most ${LIST_ITEMS_MAX} items in a list`,
  maxMapEntries: 'maps are not part of the boundary language',
  maxCallArguments: `at most ${CALL_ARGUMENTS_MAX} arguments`,
};

const TOKENS: Record<string, string> = {
  EOF: 'the end of the condition',
  NUMBER: 'a number',
  STRING: 'a text',
  BOOLEAN: 'true or false',
  NULL: 'null',
  IDENTIFIER: 'a name',
  BYTES: 'bytes',
  PLUS: '+',
  MINUS: '-',
  MULTIPLY: '*',
  DIVIDE: '/',
  MODULO: '%',
  EQ: '==',
  NE: '!=',
  LT: '<',
  LE: '<=',
  GT: '>',
  GE: '>=',
  AND: '&&',
  OR: '||',
  NOT: '!',
  IN: 'in',
  LPAREN: '(',
  RPAREN: ')',
  LBRACKET: '[',
  RBRACKET: ']',
  LBRACE: '{',
  RBRACE: '}',
  DOT: '.',
  COMMA: ',',
  COLON: ':',
  QUESTION: '?',
};

/** "Expected RPAREN, got EOF" → "this is not a condition: expected ), found the end of the condition". */
function plain(said: string): string {
  const words = said
    .replace(/\b[A-Z]{2,}\b/g, (token) => TOKENS[token] ?? token)
    .replace('Unexpected token:', 'unexpected')
    .replace('Unexpected character:', 'unexpected')
    .replace(', got ', ', found ');
  return `this is not a condition: ${words.charAt(0).toLowerCase()}${words.slice(1)}`;
}

const TYPE_NAMES: Record<Type, string> = {
  string: 'a text',
  int: 'a whole number',
  double: 'a number',
  bool: 'true or false',
  money: 'an amount of money',
  time: 'a time',
  duration: 'a duration',
  list: 'a list',
  object: 'a group of fields',
};

/** The type checker's error in plain words: what stands on either side, and what would fit. */
export function typeProblem(error: unknown, tree: Node): Problem {
  const { range, summary, message } = error as EngineError;
  const span = range ?? tree.span;
  const node = nodeAt(tree, span);
  if (node?.is === 'compare' || node?.is === 'arithmetic' || node?.is === 'in') {
    const [left, right] = [typeOf(node.left), typeOf(node.right)];
    return {
      span,
      says: `${TYPE_NAMES[left]} cannot be ${joined(node)} ${TYPE_NAMES[right]}`,
      ...hint(left, right),
    };
  }
  if (node?.is === 'and' || node?.is === 'or' || node?.is === 'not') {
    const says = 'expected true or false on each side of &&, || and !';
    return { span, says, suggestion: 'compare the value with something' };
  }
  if (node?.is === 'call') {
    const fn = functionNamed(node.name, false) ?? functionNamed(node.name, true);
    const given = node.args.map((arg) => TYPE_NAMES[typeOf(arg)]).join(' and ') || 'nothing';
    return {
      span,
      says: `${node.name} cannot take ${given}`,
      ...(fn && { suggestion: `write it like ${fn.usage}` }),
    };
  }
  return { span, says: summary ?? message };
}

function joined(node: Node): string {
  if (node.is === 'arithmetic') return `joined by ${node.op} with`;
  return node.is === 'in' ? 'looked for in' : 'compared with';
}

function hint(left: Type, right: Type): { suggestion?: string } {
  const types = [left, right];
  if (types.includes('money') && (types.includes('int') || types.includes('double'))) {
    return { suggestion: 'write the amount as a limit or as money("50.00 EUR")' };
  }
  if (types.includes('time') && types.some((type) => type === 'int' || type === 'double')) {
    return { suggestion: 'use days_since(…), hours_since(…) or minutes_since(…)' };
  }
  if (types.includes('time') && types.includes('string'))
    return { suggestion: 'write the time as timestamp("2026-01-31T12:00:00Z")' };
  return {};
}

function nodeAt(tree: Node, span: Span): Node | undefined {
  let found: Node | undefined;
  walk(tree, (node) => {
    if (node.span.start === span.start && node.span.end === span.end) found ??= node;
  });
  return found;
}
