import { expect, test } from 'vitest';
import { acme } from '../../../test/support/acme.ts';
import type { AgentLimits } from '../../workspace/rollout.ts';
import { propose } from './propose.ts';
import type { Agent, Proposal, Spent } from './schema.ts';
import { beyondLimits, dayIsOver } from './spending.ts';

const workspace = acme('http://127.0.0.1:1');
const workflow = workspace.workflows['refunds'];
if (!workflow) throw new Error('acme has no refunds');
const NONE: AgentLimits = { turns: null, tokens: null, timeMs: 40, cost: null, costPerDay: null };
const amount = { minor: 700, currency: 'EUR' };
const YES: Proposal = {
  ok: true,
  kind: 'late',
  play: 'give_back',
  inputs: { amount },
  reason: 'Late.',
  confidence: 1,
};
const NO: Proposal = { ok: false, says: 'I do not know.' };

interface Asked extends Agent {
  times: number;
  stopped: boolean;
}

function agent(name: string, answer: Proposal | 'never', spent?: Spent): Asked {
  const made: Asked = {
    name,
    version: '1',
    times: 0,
    stopped: false,
    plan: (_, signal) => {
      made.times += 1;
      signal?.addEventListener('abort', () => (made.stopped = true));
      if (answer === 'never') return new Promise(() => undefined);
      return Promise.resolve(spent ? { ...answer, spent } : answer);
    },
  };
  return made;
}

function ask(agents: Agent[], limits: Partial<AgentLimits> = {}, spent: Spent = {}) {
  if (!workflow) throw new Error('acme has no refunds');
  const input = { caseId: '1', workflow, event: {}, text: '', facts: {}, now: new Date() };
  return propose(workspace, agents, input, { limits: { ...NONE, ...limits }, spent });
}

test('an agent that does not answer in time abstains, is told to stop, and the next one is asked', async () => {
  const slow = agent('slow', 'never');
  const { plan } = await ask([slow, agent('quick', YES)]);
  expect(plan).toMatchObject({ agent: { name: 'quick' }, play: 'give_back' });
  expect(slow.stopped).toBe(true);
  const alone = await ask([agent('slow', 'never')], { timeMs: 1_000 / 10 });
  expect(alone.plan).toMatchObject({ play: null, reason: 'slow did not answer within 0.1 seconds.' });
});

test('what all agents that were asked have spent is summed', async () => {
  const { plan } = await ask([
    agent('one', NO, { turns: 3, tokens: 100, cost_minor: 2 }),
    agent('two', YES, { turns: 4, cost_minor: 5 }),
  ]);
  const ms = expect.any(Number) as number;
  expect(plan.spent).toEqual({ turns: 7, tokens: 100, cost_minor: 7, ms });
  expect((await ask([agent('rules', YES)])).plan.spent).toEqual({ ms });
});

test('once the agents of a case have spent what they may, nobody else is asked', async () => {
  const next = agent('next', YES);
  const { plan } = await ask([agent('one', NO, { turns: 3 }), next], { turns: 5 }, { turns: 4 });
  expect(next.times).toBe(0);
  expect(plan.reason).toBe('I do not know. Its agents took 7 turns on this case; the limit is 5.');
});

test('each limit says what was spent and what is allowed', () => {
  const limits = { ...NONE, turns: 1, tokens: 10, cost: { minor: 100, currency: 'EUR' } };
  expect(beyondLimits(limits, { turns: 1, tokens: 10, cost_minor: 100 })).toEqual([]);
  expect(beyondLimits(limits, { turns: 2, tokens: 11, cost_minor: 101 })).toEqual([
    'Its agents took 2 turns on this case; the limit is 1.',
    'Its agents used 11 tokens on this case; the limit is 10.',
    'Its agents cost €1.01 on this case; the limit is €1.00.',
  ]);
  expect(beyondLimits(NONE, { turns: 1_000, tokens: 1e9, cost_minor: 1e9 })).toEqual([]);
});

test('a day’s cost that is used up hands the cases to people until tomorrow', () => {
  const limits = { ...NONE, costPerDay: { minor: 500, currency: 'EUR' } };
  expect(dayIsOver(limits, 499)).toBeUndefined();
  expect(dayIsOver(limits, 500)).toContain('€5.00 today, which is the limit (€5.00)');
  expect(dayIsOver(NONE, 1e9)).toBeUndefined();
});
