import type { Dimension } from '../../evidence/metrics/schema.ts';
import { labelFrom } from '../../flow/say/words.ts';
import type { Workspace } from '../../workspace/schema.ts';
import type { Selection } from './selection.ts';

/** What a name is called on a page; of several workflows the first that knows it says so. */
export function labelOf(
  workspace: Workspace,
  { workflows }: Pick<Selection, 'workflows'>,
  by: Dimension,
  name: string,
): string {
  const among = workflows.flatMap((one) => workspace.workflows[one] ?? []);
  switch (by) {
    case 'workflow':
      return workspace.workflows[name]?.label ?? labelFrom(name);
    case 'kind':
      return among.flatMap(({ kinds }) => kinds).find((kind) => kind.name === name)?.label ?? labelFrom(name);
    case 'play':
      if (name === '') return 'No play';
      return among.find(({ plays }) => Object.hasOwn(plays, name))?.plays[name]?.label ?? labelFrom(name);
    case 'system':
      return workspace.systems[name]?.label ?? labelFrom(name);
    case 'agent':
    case 'version':
      return name;
  }
}
