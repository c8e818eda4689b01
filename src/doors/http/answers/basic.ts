import { z } from 'zod';

/** ISO 8601 in UTC. */
export const time = z.string();
export const record = z.record(z.string(), z.unknown());
export const MoneyAnswer = z.object({ minor: z.number(), currency: z.string() });
