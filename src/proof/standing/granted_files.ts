import type { Entry } from '../../log/schema.ts';
import { isGrantedOther, type Tally } from './tally.ts';

/** What an agent does stands in files of values. The playbook is for people and models to read. */
const VALUES = /\.ya?ml$/;

/**
 * A grant speaks of what stood beside it in the files. Where the console puts another table in force, or another default
 * of a play, nobody has granted that: the grant rests until the files say the same. Whoever publishes files that hold
 * all that is in force also says that a grant holds still after a change of policy.
 */
export function countFiles(tally: Tally, { kind, body }: Pick<Entry, 'kind' | 'body'>): void {
  const { file, digest } = body as { file?: string; digest?: string };
  if (kind === 'file.changed' && file !== undefined && VALUES.test(file)) tally.ahead[file] = digest ?? '';
  if (kind === 'file.pulled' && file !== undefined && tally.ahead[file] === digest) delete tally.ahead[file];
  if (kind !== 'published') return;
  const { files = {}, from } = body as { files?: Record<string, string>; from?: string };
  for (const [name, now] of Object.entries(files))
    if (tally.ahead[name] !== undefined && tally.ahead[name] !== now) delete tally.ahead[name];
  if (from !== 'console' && !isGrantedOther(tally)) tally.suspended = null;
}
