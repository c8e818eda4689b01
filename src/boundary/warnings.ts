import type { Fault } from '../workspace/shape.ts';
import { choicesOf } from './cel/checks.ts';
import { walk, type Node } from './cel/tree.ts';
import type { CompiledRule, CompiledStep } from './compiled.ts';
import { stricter, type Boundary } from './schema.ts';

/** What loads and is still likely a mistake; told beside the boundary, and no reason to refuse it. */
export function warnings(boundary: Boundary, rules: CompiledRule[], steps: CompiledStep[]): Fault[] {
  return [
    ...rules.flatMap((rule) => ruleWarnings(boundary, rule)),
    ...unusedLimits(boundary, [...rules, ...steps]),
    ...(boundary.approve.length === 0 && asksForApproval(boundary)
      ? [at(boundary, undefined, 'no one is named who approves', 'add approve: [{role: …}]')]
      : []),
  ];
}

function ruleWarnings(boundary: Boundary, { rule, tree }: CompiledRule): Fault[] {
  const found: Fault[] = [];
  if (rule.effect === 'allow' && !(tree && isBounded(tree))) {
    found.push(
      at(boundary, rule.line, `${rule.id} allows without any bound`, 'add a condition with a limit'),
    );
  }
  if (tree?.is === 'value' && tree.value === false) {
    found.push(at(boundary, rule.line, `${rule.id} can never apply: its condition is always false`));
  }
  if (rule.effect === 'approve' && stricter(boundary.otherwise, 'approve') !== 'approve') {
    const says = `${rule.id} asks for approval only of what an allow rule allows: all else is ${boundary.otherwise} by otherwise`;
    found.push(at(boundary, rule.line, says, 'with otherwise: approve, more can be approved'));
  }
  return found;
}

/** A condition bounds when it compares something that moves, or chooses among declared values. */
function isBounded(tree: Node): boolean {
  let bounded = false;
  walk(tree, (node) => {
    if (node.is === 'compare' && ['<', '<=', '>', '>='].includes(node.op)) bounded = true;
    const chosen =
      node.is === 'in' || (node.is === 'compare' && (node.op === '==' || node.op === '!='))
        ? node.left
        : undefined;
    if (chosen && choicesOf(chosen)) bounded = true;
  });
  return bounded;
}

function unusedLimits(boundary: Boundary, conditions: { tree?: Node }[]): Fault[] {
  const used = new Set<unknown>();
  for (const { tree } of conditions) {
    if (!tree) continue;
    walk(tree, (node) => {
      if (node.is === 'path' && node.root === 'limits') used.add(node.steps[0]);
    });
  }
  return Object.values(boundary.limits)
    .filter(({ name }) => !used.has(name))
    .map(({ name, line }) => at(boundary, line, `no rule uses the limit ${name}`));
}

function asksForApproval(boundary: Boundary): boolean {
  return boundary.otherwise === 'approve' || boundary.rules.some((rule) => rule.effect === 'approve');
}

function at({ file }: Boundary, line: number | undefined, says: string, suggestion?: string): Fault {
  return { file, ...(line !== undefined && { line }), says, ...(suggestion !== undefined && { suggestion }) };
}
