import { AppError } from '../../../runtime/errors.ts';

/** What comes by triggers, agents and A2A: whoever posted under these names would take away the ids of what comes next. */
const OWN = /^(webhook|mail|files|clock|agent|a2a):/i;

/** Where something that is posted comes from, as it says itself. Throws `invalid` for names that Remit gives itself. */
export function foreignSource(source: string): string {
  if (!OWN.test(source)) return source;
  throw new AppError('invalid', `Nothing of the source ${source} comes in here.`, {
    suggestion: 'Give your program a source of its own, such as helpdesk.',
    path: 'source',
  });
}
