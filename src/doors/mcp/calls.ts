import { cancel, propose, statusOf, waitFor, type World } from '../../flow/index.ts';
import type { ProposalAnswer } from '../../flow/proposals/schema.ts';
import type { Session } from '../../flow/proposals/session.ts';
import { AppError } from '../../runtime/errors.ts';
import { workflowNamed } from './named.ts';
import { notKnown, readResult, refusal, refused, writeResult, type ToolResult } from './answers.ts';
import { toolsOf, WAIT_S_MAX, type Means } from '../../flow/proposals/tools.ts';

/** A held call is waited for this long before its client hears that it waits. */
export const HELD_MS = 20_000;
/** A client that asked for progress hears of it this often while a call is held. */
const PROGRESS_EVERY_MS = 5_000;

/** What one call brings beside tool and arguments. */
export interface Call {
  signal: AbortSignal;
  /** Tells a client that asked for it that the call still waits. */
  progress?: ((seconds: number, says: string) => Promise<void>) | undefined;
  /** `remit/key`, `remit/case`, `remit/reason` of `_meta`. */
  key?: string | undefined;
  case?: string | undefined;
  reason?: string | undefined;
  /** How long a held call is waited for; `HELD_MS` but in tests. */
  heldMs?: number;
}

/** What a call came to: its result, and where it waits the answer that a task is made of. */
export interface Called {
  result: ToolResult;
  waiting?: ProposalAnswer;
}

/** Calls one tool of a workflow's map for the agent of a session. */
export async function callTool(
  world: World,
  session: Session,
  tool: string,
  args: Record<string, unknown>,
  call: Call,
): Promise<Called> {
  const workflow = workflowNamed(world, session.of.workflow);
  const means = toolsOf(world.workspace(), workflow).means.get(tool);
  if (!means) {
    const says = `${tool.slice(0, NAME_CHARS_SHOWN)} is not on the map of ${workflow.label}.`;
    session.refuse(tool.slice(0, NAME_CHARS_SHOWN), says);
    return { result: refusal(`NOT RUN: ${says} Nothing but what tools/list names is offered here.`) };
  }
  try {
    return await run(world, session, means, { tool, args, call });
  } catch (error) {
    if (error instanceof AppError) return { result: refused(error) };
    // Whether a write got into the log before the fault is not known here; the identical call finds out.
    if (means.kind === 'write') return { result: notKnown(tool) };
    throw error;
  }
}

const NAME_CHARS_SHOWN = 100;

async function run(
  world: World,
  session: Session,
  means: Means,
  { args, call }: { tool: string; args: Record<string, unknown>; call: Call },
): Promise<Called> {
  const { workflow } = session.of;
  const agent = session.of.agent.name;
  switch (means.kind) {
    case 'read':
      return { result: readResult(means.read, await session.look(means.read, args, call.signal)) };
    case 'write':
      return hold(world, session, await ask(world, session, means.write, { args, call }), call);
    case 'status': {
      const handle = handleIn(args);
      const wait = args['wait_s'] ?? 0;
      if (typeof wait !== 'number' || !(wait >= 0 && wait <= WAIT_S_MAX))
        throw new AppError('invalid', `wait_s is a number from 0 to ${WAIT_S_MAX}.`, { path: 'wait_s' });
      const answer =
        wait === 0
          ? await statusOf(world, { handle, agent, workflow })
          : await waitFor(world, { handle, agent, workflow, ms: wait * 1_000, signal: call.signal });
      return { result: writeResult(answer) };
    }
    case 'cancel':
      return { result: writeResult(await cancel(world, { handle: handleIn(args), agent, workflow })) };
  }
}

/** Everything that the session has read stands in the log before anything is proposed. */
async function ask(
  world: World,
  session: Session,
  write: string,
  { args, call }: { args: Record<string, unknown>; call: Call },
): Promise<ProposalAnswer> {
  await session.settled();
  const { workflow, agent } = session.of;
  const { key, reason } = call;
  const seen = session.seen();
  const what = { actions: [{ write, args }] };
  return propose(world, { workflow, agent, what, session: seen, key, reason, case: call.case });
}

/** Waits for a held call, telling of it; what nobody decided in that time is answered as waiting. */
async function hold(world: World, session: Session, first: ProposalAnswer, call: Call): Promise<Called> {
  const end = performance.now() + (call.heldMs ?? HELD_MS);
  const asked = { handle: first.handle, agent: session.of.agent.name };
  const began = performance.now();
  let answer = first;
  while (answer.status === 'waiting' && !call.signal.aborted) {
    const left = end - performance.now();
    if (left <= 0) break;
    await call.progress?.((performance.now() - began) / 1_000, answer.says);
    const ms = Math.min(left, PROGRESS_EVERY_MS);
    const next = await waitFor(world, { ...asked, ms, signal: call.signal });
    answer = { ...next, joined: first.joined };
  }
  return { result: writeResult(answer), ...(answer.status === 'waiting' && { waiting: answer }) };
}

function handleIn(args: Record<string, unknown>): string {
  const { id } = args;
  if (typeof id === 'string' && id !== '') return id;
  throw new AppError('invalid', 'id is the handle that the call was answered with.', { path: 'id' });
}
