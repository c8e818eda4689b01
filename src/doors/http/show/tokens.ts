import type { z } from 'zod';
import { faultOf, type Token, type TokenRight } from '../../../people/tokens/index.ts';
import type { TokenAnswer } from '../answers/tokens.ts';

/** What each right lets a program do, as people read it. */
export const RIGHT_SAYS: Record<TokenRight, string> = {
  propose: 'propose plans and actions as its agent, and use the gateway',
  read: 'read what the console shows',
  events: 'send events, and outcomes that come late',
  review: 'decide reviews in the name of who made it',
  metrics: 'read the metrics of the server',
};

/** A token as pages and programs see it. */
export function showToken(token: Token, now: Date, usedAt?: Date): z.input<typeof TokenAnswer> {
  const { id, name, agent, person, workflows, rights, by, madeAt, expiresAt, withdrawn } = token;
  return {
    id,
    name,
    agent,
    person,
    workflows,
    rights,
    made_by: by,
    made_at: madeAt.toISOString(),
    expires_at: expiresAt?.toISOString() ?? null,
    used_at: usedAt?.toISOString() ?? null,
    state: faultOf(token, now) ?? 'good',
    withdrawn: withdrawn && { ...withdrawn, at: withdrawn.at.toISOString() },
  };
}
