import { cancel, propose, statusOf, waitFor } from '../../../flow/index.ts';
import type { ProposalAnswer, SessionSeen } from '../../../flow/proposals/schema.ts';
import type { Session } from '../../../flow/proposals/session.ts';
import { READ_MS } from '../../../flow/world.ts';
import type { Caller, TokenAgent } from '../../../people/tokens/index.ts';
import { AppError } from '../../../runtime/errors.ts';
import type { OpName } from '../contract.ts';
import type { Door } from '../door.ts';
import { workflowNamed } from '../serve/named.ts';
import { on, type Call } from '../serve/route.ts';
import { showOffer } from '../show/offer.ts';

const S = 1_000;
const KEY_CHARS_MAX = 200;

export const outsideRoutes = [
  on('offer')(async (call) => {
    const agent = await agentOf(call);
    const workspace = call.door.world.workspace();
    return showOffer(workspace, workflowNamed(workspace, call.id), agent);
  }),
  on('propose')(async (call) => {
    const agent = await agentOf(call);
    const { door, id, body } = call;
    const { name: workflow } = workflowNamed(door.world.workspace(), id);
    const { actions, play = '', inputs = {}, wait_s: wait, session: mark, ...said } = body;
    const session = await seenIn(await sessionOf(call, workflow, mark));
    const what = actions ? { actions } : { play, inputs };
    const key = keyOf(call.header('idempotency-key'));
    const answer = await propose(door.world, { workflow, agent, what, key, session, ...said });
    if (wait === 0 || answer.status !== 'waiting') return answer;
    return { ...(await waited(door, answer.handle, agent, wait)), joined: answer.joined };
  }),
  on('look')(async (call) => {
    const { name: workflow } = workflowNamed(call.door.world.workspace(), call.id);
    const { read, args, session: mark } = call.body;
    const session = await sessionOf(call, workflow, mark);
    return session.look(read, args, AbortSignal.timeout(READ_MS));
  }),
  on('proposal')(async (call) => {
    const agent = await agentOf(call);
    const { door, id, query } = call;
    if (query.wait_s > 0) return waited(door, id, agent, query.wait_s);
    return statusOf(door.world, { handle: id, agent: agent.name });
  }),
  on('cancel_proposal')(async (call) => {
    const agent = await agentOf(call);
    return cancel(call.door.world, { handle: call.id, agent: agent.name });
  }),
];

/** Whom the token speaks as. Its right and its workflow were held against the operation before. */
async function agentOf<K extends OpName>(call: Call<K>): Promise<TokenAgent> {
  return (await speakerOf(call)).agent;
}

async function speakerOf<K extends OpName>({
  door,
  header,
}: Call<K>): Promise<Caller & { agent: TokenAgent }> {
  const caller = await door.auth.needCaller(header('authorization'));
  const { agent } = caller;
  if (agent) return { ...caller, agent };
  throw new AppError('forbidden', `${caller.name} speaks as no agent.`, {
    suggestion: 'Make a token that names one: remit token make --agent NAME.',
    path: 'authorization',
  });
}

async function sessionOf<K extends OpName>(
  call: Call<K>,
  workflow: string,
  mark: string | undefined,
): Promise<Session> {
  const { id: caller, agent } = await speakerOf(call);
  return call.door.sessions.of({ caller, agent, workflow, mark });
}

/** What it has read stands in the log before anything is proposed; undefined where it has read nothing. */
async function seenIn(session: Session): Promise<SessionSeen | undefined> {
  await session.settled();
  const seen = session.seen();
  return seen.looked.length > 0 ? seen : undefined;
}

function waited(door: Door, handle: string, agent: TokenAgent, seconds: number): Promise<ProposalAnswer> {
  return waitFor(door.world, { handle, agent: agent.name, ms: seconds * S });
}

function keyOf(key: string | undefined): string | undefined {
  if (key === undefined || (key !== '' && key.length <= KEY_CHARS_MAX)) return key;
  throw new AppError('invalid', `An idempotency key has 1 to ${KEY_CHARS_MAX} characters.`, {
    path: 'idempotency-key',
  });
}
