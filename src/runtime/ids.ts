import { randomBytes } from 'node:crypto';

/** Crockford's base 32: no letter that is taken for a digit or another letter. */
const DIGITS = '0123456789abcdefghjkmnpqrstvwxyz';
const TIME_DIGITS = 9;
const RANDOM_DIGITS = 7;

/**
 * A new id that sorts by time: nine digits of the millisecond and seven at random, 35 bits, so that ten thousand ids
 * of one millisecond collide once in seven hundred such milliseconds; the log refuses a stream that exists.
 */
export function risingId(now: Date): string {
  let time = now.getTime();
  let digits = '';
  for (let place = 0; place < TIME_DIGITS; place++) {
    digits = DIGITS[time % 32] + digits;
    time = Math.floor(time / 32);
  }
  for (const byte of randomBytes(RANDOM_DIGITS)) digits += DIGITS[byte % 32];
  return digits;
}
