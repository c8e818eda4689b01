import { z } from 'zod';

/** A rate with what it was counted from: never a bare percentage. */
export const Rate = z.object({ count: z.number(), of: z.number(), low: z.number(), high: z.number() });
export type Rate = z.infer<typeof Rate>;
