import { z } from 'zod';
import { Duration, entry } from '../forms/form.ts';
import type { SystemLimits } from './schema.ts';

const TIMEOUT_MS = 10_000;
const RETRIES = 2;
const IN_FLIGHT = 16;
/** The most of one answer that is taken, in bytes: a system may not fill our memory. */
const ANSWER_BYTES = 2_000_000;
const ANSWER_BYTES_MAX = 50_000_000;
/** A case waits this long for a system that is down before a person is asked. */
const HOLD_MS = 24 * 3_600_000;
const RATE_COUNT_MAX = 10_000;
const RETRIES_MAX = 10;
const IN_FLIGHT_MAX = 256;

export const LimitsForm = entry({
  timeout: Duration.default(TIMEOUT_MS),
  retries: z.int().min(0).max(RETRIES_MAX).default(RETRIES),
  in_flight: z.int().min(1).max(IN_FLIGHT_MAX).default(IN_FLIGHT),
  answer_bytes: z.int().min(1_000).max(ANSWER_BYTES_MAX).default(ANSWER_BYTES),
  /** What its vendor allows: so many calls in a length of time. */
  rate: entry({ count: z.int().min(1).max(RATE_COUNT_MAX), per: Duration }).optional(),
  hold: Duration.default(HOLD_MS),
}).prefault({});

/** The limits of a file as the guard takes them. */
export function limitsOf(limits: z.output<typeof LimitsForm>): SystemLimits {
  const { timeout: timeoutMs, retries, in_flight: inFlight, answer_bytes: answerBytes, hold, rate } = limits;
  const common = { timeoutMs, retries, inFlight, answerBytes, holdMs: hold };
  return rate ? { ...common, rate: { count: rate.count, perMs: rate.per } } : common;
}
