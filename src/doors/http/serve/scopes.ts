import { AppError } from '../../../runtime/errors.ts';
import type { Caller, TokenRight } from '../../../people/tokens/index.ts';
import type { OpName } from '../contract.ts';
import type { Door } from '../door.ts';
import { caseWorkflow } from '../read/case_workflow.ts';
import { needTokenRight } from './auth.ts';

/** What takes another right than to read. Whatever else changes something is for people at the desk alone. */
const RIGHTS: Partial<Record<OpName, TokenRight>> = {
  offer: 'propose',
  propose: 'propose',
  look: 'propose',
  proposal: 'propose',
  cancel_proposal: 'propose',
  event: 'events',
  late: 'events',
  claim: 'review',
  unclaim: 'review',
  decide: 'review',
  preview: 'review',
  handle: 'review',
  settle: 'review',
  undo: 'review',
};

export interface Asked {
  name: OpName;
  method: 'GET' | 'POST';
  path: string;
  id: string;
  query: object;
}

/** Holds a program to what its token is for: the right that the operation takes, and the workflows that it names. */
export async function holdToScope(door: Door, caller: Caller, asked: Asked): Promise<void> {
  const right = rightOf(asked.name, asked.method);
  if (right === undefined) {
    throw new AppError(
      'forbidden',
      'A program with a token may not do this: it takes a person at the desk.',
      {
        path: 'authorization',
      },
    );
  }
  needTokenRight(caller, right);
  if (caller.workflows === null) return;
  const workflow = await workflowOf(door, asked);
  if (workflow !== undefined) return needTokenRight(caller, right, workflow);
  const [only] = caller.workflows;
  throw new AppError('forbidden', `${caller.name} is for some workflows only, and this tells of all.`, {
    suggestion: `Ask with workflow=${only ?? ''} where that is known, or make a token for all workflows.`,
    path: 'authorization',
  });
}

/** The right that a token needs for an operation; undefined where none opens it. */
export function rightOf(name: OpName, method: 'GET' | 'POST'): TokenRight | undefined {
  return RIGHTS[name] ?? (method === 'GET' ? 'read' : undefined);
}

/** The one workflow that an operation is about; undefined where it is about several, or where there is none such. */
async function workflowOf(door: Door, { path, id, query }: Asked): Promise<string | undefined> {
  if (/^\/(api\/workflows|events)\/:id/.test(path)) return id;
  if (/^\/api\/(cases|reviews|proposals)\/:id/.test(path)) {
    // The id of a review or a proposal is that of its case with `.r<number>` or `.p<number>` behind it.
    return caseWorkflow(door.pool, id.replace(/\.[rp]\d+$/, ''));
  }
  return 'workflow' in query && typeof query.workflow === 'string' ? query.workflow : undefined;
}
