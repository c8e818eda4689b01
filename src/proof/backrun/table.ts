import { AppError } from '../../runtime/errors.ts';
import { checkAgent } from '../../workspace/checks/agents.ts';
import { checkCondition } from '../../workspace/checks/conditions.ts';
import type { AgentRef, Workflow, Workspace } from '../../workspace/schema.ts';
import type { Fault, Shape } from '../../workspace/shape.ts';
import { vocabularyOf } from '../../workspace/vocabulary.ts';
import { readYaml } from '../../workspace/yaml.ts';
import type { TableText } from './schema.ts';

/** Where a table of the same name would stand in the workspace; its faults name the file as it was given. */
const FOLDER = 'given';

/**
 * A decision table of a workflow from a text of its own, checked as if it stood in the workspace. Throws an `AppError`
 * (`invalid`) with file and line of the first fault.
 */
export function readTable(
  { text, file }: TableText,
  name: string,
  workspace: Workspace,
  workflow: Workflow,
): AgentRef {
  const faults: Fault[] = [];
  const path = `${FOLDER}/${file}`;
  const base = readYaml(path, text);
  if (!base.ok) throw faulty(base.faults, file);
  const vocabulary = vocabularyOf(workspace, workflow);
  const agent = checkAgent({ kind: 'rules', name, file }, [], base.yaml, {
    folder: FOLDER,
    files: new Map([[path, text]]),
    kinds: workflow.kinds,
    plays: workflow.plays,
    scope: scopeOf(workflow),
    faults,
    checkWhen: (when, say, at) => checkCondition(when, vocabulary, {}, say, at),
    asking: {
      folder: FOLDER,
      files: new Map(),
      kinds: workflow.kinds,
      plays: workflow.plays,
      context: workflow.context,
      writes: workflow.writes,
      systems: workspace.systems,
      models: workspace.models ?? {},
      limitsCost: false,
      checkMust: () => undefined,
    },
  });
  if (!agent || faults.length > 0) throw faulty(faults, file);
  return agent;
}

/** What templates of a row may name: the event, the facts and the replies. */
function scopeOf(workflow: Workflow): Record<string, Shape> {
  const replies = Object.keys(workflow.replies).map((name): [string, Shape] => [name, { type: 'text' }]);
  return {
    event: { type: 'object', fields: workflow.event.fields },
    ...workflow.facts,
    reply: { type: 'object', fields: Object.fromEntries(replies) },
  };
}

function faulty([first, ...more]: Fault[], file: string): AppError {
  const also = more.length > 0 ? ` (and ${more.length} more)` : '';
  const says = first
    ? `${file}:${first.line ?? 1}: ${first.says}${also}.`
    : `${file} holds no decision table.`;
  return new AppError('invalid', says, {
    path: file,
    ...(first?.suggestion !== undefined && { suggestion: first.suggestion }),
  });
}
