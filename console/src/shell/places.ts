import type { IconName } from '../ui/icon.tsx';
import { useDesk } from './desk.tsx';

interface PlaceInfo {
  to: '/inbox' | '/record' | '/audits' | '/log' | '/workflows' | '/rollbacks';
  label: string;
  icon: IconName;
  keys: string;
  /** What one goes there for, in the palette and among the keys. */
  says: string;
  /** On a narrow screen it takes a place only while something waits there; the search finds it always. */
  isRare?: boolean;
  /** The first of a group: work that waits, what was done, how it is set up. */
  begins?: boolean;
}

/** Where one can go from everywhere: in the rail, at the bottom of a narrow screen, by key and by command. */
export const PLACES: PlaceInfo[] = [
  { to: '/inbox', label: 'Inbox', icon: 'inbox', keys: 'g i', says: 'Go to the inbox' },
  { to: '/record', label: 'Record', icon: 'note', keys: 'n', says: 'Record work that was done' },
  { to: '/audits', label: 'Audits', icon: 'eye', keys: 'g a', says: 'Go to the audits', isRare: true },
  { to: '/log', label: 'Log', icon: 'log', keys: 'g l', says: 'Go to the log', begins: true },
  {
    to: '/rollbacks',
    label: 'Rollbacks',
    icon: 'undo',
    keys: 'g r',
    says: 'Go to the rollbacks',
    isRare: true,
  },
  {
    to: '/workflows',
    label: 'Workflows',
    icon: 'workflow',
    keys: 'g w',
    says: 'Go to the workflows',
    begins: true,
  },
];

/** How much waits at each place; nothing is said of the others. */
export function useWaiting(): Partial<Record<PlaceInfo['to'], number>> {
  const { workflows, waiting } = useDesk();
  return {
    '/inbox': workflows.reduce((sum, workflow) => sum + workflow.held, 0),
    '/audits': waiting.audits,
    '/workflows': waiting.changes,
    '/rollbacks': waiting.rollbacks,
  };
}
