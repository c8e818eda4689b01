import type { LinkProps } from '@tanstack/react-router';

interface TabInfo {
  to: NonNullable<LinkProps['to']>;
  label: string;
  /** What one goes there for, in the palette. */
  says: string;
}

/** The parts of *Connections*, in the order of their tabs; the palette offers each by its own name. */
export const TABS = [
  { to: '/systems', label: 'Systems', says: 'what is read and written' },
  { to: '/arrivals', label: 'Arrivals', says: 'what comes in' },
  { to: '/outgoing', label: 'Outgoing', says: 'what goes out' },
  { to: '/programs', label: 'Programs', says: 'who may come in, by which token' },
] as const satisfies TabInfo[];
