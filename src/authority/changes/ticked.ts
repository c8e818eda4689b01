import { AppError } from '../../runtime/errors.ts';
import type { Workspace } from '../../workspace/schema.ts';
import type { Tested } from './check.ts';
import { sayGroup } from './say.ts';

/** Throws `refused` where a change widens what nobody ticked, with each such group as a sentence. */
export function mustBeTicked(
  { groups }: Pick<Tested, 'groups'>,
  ticked: readonly string[],
  workspace: Workspace,
  says: string,
): void {
  const missing = groups.filter(({ direction, id }) => direction === 'wider' && !ticked.includes(id));
  if (missing.length === 0) return;
  const said = missing.map((group) => sayGroup(group, workspace)).join(' ');
  throw new AppError('refused', `${says} ${said}`, {
    suggestion: `Look at these cases and tick the groups ${missing.map(({ id }) => id).join(', ')}.`,
    path: 'ticked',
  });
}
