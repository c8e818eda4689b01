import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { InboxPage } from '../inbox/page.tsx';
import { inboxSearch, LOG_FIELDS, searchOf } from '../searches.ts';
import { root } from './root.ts';

const inbox = createRoute({
  getParentRoute: () => root,
  path: '/inbox',
  component: InboxPage,
  validateSearch: inboxSearch,
});

const record = createRoute({
  getParentRoute: () => root,
  path: '/record',
  component: lazyRouteComponent(() => import('../record/page.tsx'), 'RecordPage'),
});

const audits = createRoute({
  getParentRoute: () => root,
  path: '/audits',
  component: lazyRouteComponent(() => import('../audit/page.tsx'), 'AuditsPage'),
  validateSearch: searchOf(['case']),
});

const auditWeeks = createRoute({
  getParentRoute: () => root,
  path: '/audits/weeks',
  component: lazyRouteComponent(() => import('../audit/weeks.tsx'), 'AuditWeeksPage'),
});

const log = createRoute({
  getParentRoute: () => root,
  path: '/log',
  component: lazyRouteComponent(() => import('../log/page.tsx'), 'LogPage'),
  validateSearch: searchOf(LOG_FIELDS),
});

const story = createRoute({
  getParentRoute: () => root,
  path: '/cases/$id',
  component: lazyRouteComponent(() => import('../case/page.tsx'), 'CasePage'),
});

/** The work that waits, and what was done. */
export const work = [inbox, record, audits, auditWeeks, log, story] as const;
