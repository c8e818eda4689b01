import { z } from 'zod';

const DELAY_MS_MAX = 120_000;

/** A fault to be played: on the next `times` requests to a path that starts like this. */
export const Fault = z.strictObject({
  path: z.string().startsWith('/'),
  method: z.enum(['GET', 'POST', 'PUT']).optional(),
  /** Answer with this status and do nothing. */
  status: z.int().min(400).max(599).optional(),
  /** Wait before doing anything. */
  delay_ms: z.int().min(0).max(DELAY_MS_MAX).optional(),
  /** Do it, then cut the line before the answer. */
  drop_after_write: z.boolean().optional(),
  times: z.int().min(1).max(1_000_000).default(1),
});
export type Fault = z.infer<typeof Fault>;

/** Faults that tests switch on: a shop that is down, slow, or that hangs up after doing what it was asked. */
export function faultBox() {
  let faults: Fault[] = [];
  return {
    add: (fault: Fault) => void faults.push({ ...fault }),
    clear: () => void (faults = []),
    all: () => faults,
    take(method: string, path: string): Fault | undefined {
      const fault = faults.find(
        (fault) => path.startsWith(fault.path) && (fault.method ?? method) === method,
      );
      if (!fault) return undefined;
      fault.times -= 1;
      if (fault.times === 0) faults = faults.filter((other) => other !== fault);
      return fault;
    },
  };
}
