import type { Effect } from '../../boundary/schema.ts';
import type { RuledBody } from '../ruling/schema.ts';
import type { z } from 'zod';
import type { Asked } from './schema.ts';

type AskedBody = z.output<typeof Asked.body>;

/** Puts a held plan before people: who must decide, why, and until when. */
export function ask(review: string, ruled: RuledBody, says: string, now: Date): AskedBody {
  const step = ruled.approve[0];
  if (ruled.effect !== 'approve' || !step) return askPerson(review, ruled.plan, ruled.effect, says);
  const expires = step.withinMs === undefined ? null : new Date(now.getTime() + step.withinMs).toISOString();
  return { review, plan: ruled.plan, effect: 'approve', role: step.role, says, expires_at: expires };
}

/** Nobody decided in time: the next of the chain is asked, or a person must take it. Expiry means not done. */
export function askNext(review: string, ruled: RuledBody, asked: { role: string | null }): AskedBody {
  const step = ruled.approve.find(({ role }) => role === asked.role);
  const who = asked.role ?? 'anybody';
  if (step?.then) {
    const says = `No ${who} decided in time, so it goes to ${step.then}. Nothing was done.`;
    return { review, plan: ruled.plan, effect: 'approve', role: step.then, says, expires_at: null };
  }
  return askPerson(review, ruled.plan, 'human', `No ${who} decided in time. Nothing was done.`);
}

/** Asks a person to do the work, or to find out what is the matter. */
export function askPerson(review: string, plan: string, effect: Effect, says: string): AskedBody {
  return { review, plan, effect: effect === 'deny' ? 'deny' : 'human', role: null, says, expires_at: null };
}
