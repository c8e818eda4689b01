import type { LinkProps } from '@tanstack/react-router';
import type { IconName } from '../ui/icon.tsx';
import { TABS as CONNECTIONS } from '../connections/tabs.ts';
import { useDesk } from './desk.tsx';

export interface PlaceInfo {
  to: NonNullable<LinkProps['to']>;
  label: string;
  icon: IconName;
  keys: string;
  /** What one goes there for, in the palette and among the keys. */
  says: string;
  /** Where its tabs are, if it has any: one is at this place on each of them. */
  inside?: string[];
  /** Its name at the bottom of a narrow screen; places without one stand behind *More*. */
  inBar?: string;
}

/** Work that waits, what the log proves of it, and how far it may go. */
export const GROUPS: { name: string; places: PlaceInfo[] }[] = [
  {
    name: 'Work',
    places: [
      { to: '/inbox', label: 'Inbox', icon: 'inbox', keys: 'g i', says: 'Go to the inbox', inBar: 'Inbox' },
      {
        to: '/record',
        label: 'Record',
        icon: 'note',
        keys: 'n',
        says: 'Record work that was done',
        inBar: 'Record',
      },
      { to: '/audits', label: 'Audits', icon: 'eye', keys: 'g a', says: 'Go to the audits' },
      { to: '/log', label: 'Log', icon: 'log', keys: 'g l', says: 'Go to the log', inBar: 'Log' },
    ],
  },
  {
    name: 'Proof',
    places: [
      {
        to: '/proof',
        label: 'Overview',
        icon: 'chart',
        keys: 'g p',
        says: 'Go to the proof',
        inBar: 'Proof',
      },
      { to: '/exceptions', label: 'Exceptions', icon: 'warn', keys: 'g x', says: 'Go to the exceptions' },
      { to: '/updates', label: 'Rule updates', icon: 'rule', keys: 'g u', says: 'Go to the rule updates' },
      { to: '/reports', label: 'Reports', icon: 'file', keys: 'g s', says: 'Go to the reports' },
      { to: '/return', label: 'Return', icon: 'coin', keys: 'g c', says: 'Go to the return on cost' },
    ],
  },
  {
    name: 'Authority',
    places: [
      {
        to: '/workflows',
        label: 'Workflows',
        icon: 'workflow',
        keys: 'g w',
        says: 'Go to the workflows',
      },
      { to: '/rollbacks', label: 'Rollbacks', icon: 'undo', keys: 'g r', says: 'Go to the rollbacks' },
      {
        to: '/systems',
        inside: CONNECTIONS.map(({ to }) => to),
        label: 'Connections',
        icon: 'plug',
        keys: 'g y',
        says: 'Go to the connections',
      },
    ],
  },
];

/** What is about the person at the desk alone: it stands in the sheet *Who I am*. */
export const OWN_PLACES: PlaceInfo[] = [
  {
    to: '/attention',
    label: 'My attention',
    icon: 'target',
    keys: 'g m',
    says: 'Go to my attention',
  },
];

/** Where one can go from everywhere: in the rail, at the bottom of a narrow screen, by key and by command. */
export const PLACES: PlaceInfo[] = [...GROUPS.flatMap(({ places }) => places), ...OWN_PLACES];

/** How much waits at each place; nothing is said of the others. */
export function useWaiting(): Partial<Record<string, number>> {
  const { workflows, waiting } = useDesk();
  return {
    '/inbox': workflows.reduce((sum, workflow) => sum + workflow.held, 0),
    '/audits': waiting.audits,
    '/workflows': waiting.changes,
    '/rollbacks': waiting.rollbacks,
    '/systems': waiting.arrivals + waiting.systems,
  };
}

/** Whether one is at a place, on one of its tabs, or on a page below them. */
export function isAt({ to, inside = [to] }: Pick<PlaceInfo, 'to' | 'inside'>, pathname: string): boolean {
  return inside.some((path) => pathname === path || pathname.startsWith(`${path}/`));
}
