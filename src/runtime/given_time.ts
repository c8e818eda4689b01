import { AppError } from './errors.ts';

/** What people ask about lies between these; beyond them a database has no word for it. */
const YEAR_MIN = 1_900;
const YEAR_MAX = 9_999;
const SHOWN_CHARS = 40;

/** A time as somebody wrote it: a day, or an ISO time. Throws an `AppError` `invalid` that names `path`. */
export function givenTime(text: string, path: string): Date {
  const time = new Date(text);
  const year = time.getUTCFullYear();
  if (year >= YEAR_MIN && year <= YEAR_MAX) return time;
  const isTime = !Number.isNaN(time.getTime());
  const says = isTime ? `lies outside of the years ${YEAR_MIN} to ${YEAR_MAX}` : 'is not a time';
  throw new AppError('invalid', `"${text.slice(0, SHOWN_CHARS)}" ${says}.`, {
    suggestion: 'Write a day such as 2026-03-01, or a time such as 2026-03-01T12:00:00Z.',
    path,
  });
}
