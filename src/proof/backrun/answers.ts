import type { Pool } from 'pg';
import { z } from 'zod';
import { Spent, type Agent, type PlanInput, type Proposal } from '../../flow/plan/schema.ts';
import type { Entry } from '../../log/schema.ts';
import { AppError } from '../../runtime/errors.ts';
import { pastHands } from './hands.ts';

const Answer = z.union([
  z.object({
    ok: z.literal(true),
    kind: z.string(),
    play: z.string(),
    inputs: z.record(z.string(), z.unknown()),
    reason: z.string(),
    confidence: z.number(),
    spent: Spent.optional(),
  }),
  z.object({ ok: z.literal(false), kind: z.string().optional(), says: z.string(), spent: Spent.optional() }),
]);

/** What an agent says of a case, and what that took. */
export interface Answered {
  proposal: Proposal;
  /** Minor units that were spent on it now. */
  spentMinor: number;
  how: 'free' | 'asked' | 'reused';
}

/** The next answer would cost more than may be spent. */
export const CAPPED = Symbol('capped');

/** What is known of answers that cost something, and what may still be spent. */
export interface Purse {
  pool: Pool;
  /** The run that pays. */
  run: string;
  leftMinor: number;
  now: () => Date;
  signal: AbortSignal;
}

/**
 * Asks an agent what it would do. One that costs something is asked only where no answer to the very same question is
 * known, from the log or from an earlier run, and only as far as the purse goes. The answer and what it cost are kept
 * before anything is made of it, so that it is paid for once although the process dies behind it.
 */
export async function answer(
  agent: Agent,
  input: PlanInput,
  entries: readonly Entry[],
  purse: Purse,
): Promise<Answered | typeof CAPPED> {
  if (agent.again) return { proposal: agent.again(input), spentMinor: 0, how: 'free' };
  if (!agent.prompt)
    return { proposal: await inTime(agent, input, purse.signal), spentMinor: 0, how: 'free' };
  const prompt = agent.prompt(input);
  const known = (await keptAnswer(purse.pool, prompt)) ?? loggedAnswer(entries, agent, prompt);
  if (known) return { proposal: known, spentMinor: 0, how: 'reused' };
  const expected = agent.estimate?.(input).cost_minor ?? 0;
  if (expected > purse.leftMinor || purse.leftMinor <= 0) return CAPPED;
  const proposal = await inTime(agent, { ...input, hands: pastHands(entries) }, purse.signal);
  await keep(purse, input.caseId, agent, prompt, proposal);
  return { proposal, spentMinor: proposal.spent?.cost_minor ?? 0, how: 'asked' };
}

/** Which of these questions have been answered in an earlier run. */
export async function keptPrompts(pool: Pool, prompts: readonly string[]): Promise<Set<string>> {
  const { rows } = await pool.query<{ prompt: string }>(
    'select prompt from backrun_answers where prompt = any($1)',
    [prompts],
  );
  return new Set(rows.map(({ prompt }) => prompt));
}

/** The answer that the agent gave when the case was live, where the question was the very same. */
export function loggedAnswer(
  entries: readonly Entry[],
  { name }: Pick<Agent, 'name'>,
  prompt: string,
): Proposal | null {
  for (const { kind, body, private: hidden } of entries) {
    if (kind !== 'planned' || body['prompt'] !== prompt || !hidden) continue;
    const by = body['agent'] as { name: string };
    if (by.name !== name || typeof body['play'] !== 'string') continue;
    const found = Answer.safeParse({ ...hidden, ...body, ok: true, spent: undefined });
    if (found.success) return found.data;
  }
  return null;
}

async function keptAnswer(pool: Pool, prompt: string): Promise<Proposal | null> {
  const { rows } = await pool.query<{ answer: string }>(
    'select answer from backrun_answers where prompt = $1',
    [prompt],
  );
  return rows[0] ? Answer.parse(JSON.parse(rows[0].answer)) : null;
}

async function keep(
  { pool, run, now }: Purse,
  caseId: string,
  agent: Agent,
  prompt: string,
  proposal: Proposal,
): Promise<void> {
  const { similar: _shown, ...said } = proposal;
  await pool.query(
    `with kept as (
      insert into backrun_answers (prompt, case_id, agent, agent_version, answer, at)
      values ($1, $2, $3, $4, $5, $6) on conflict (prompt) do nothing
    ) update backruns set spent_minor = spent_minor + $8, asked = asked + 1 where id = $7`,
    [
      prompt,
      caseId,
      agent.name,
      agent.version,
      JSON.stringify(said),
      now(),
      run,
      proposal.spent?.cost_minor ?? 0,
    ],
  );
}

/** An agent that does not answer within the workflow's limit abstains, as it would have in the flow. */
async function inTime(agent: Agent, input: PlanInput, signal: AbortSignal): Promise<Proposal> {
  const { timeMs } = input.workflow.limits;
  const tooLong = AbortSignal.timeout(timeMs);
  const stop = AbortSignal.any([tooLong, signal]);
  const stopped = new Promise<never>((_, fail) => {
    stop.addEventListener('abort', () => fail(stop.reason as Error), { once: true });
  });
  try {
    return await Promise.race([agent.plan(input, stop), stopped]);
  } catch (error) {
    if (tooLong.aborted) return { ok: false, says: `${agent.name} did not answer in time.` };
    if (signal.aborted) throw new AppError('gone', 'The back-run was stopped.');
    throw error;
  }
}
