import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { CASES_FIELDS, PROOF_FIELDS } from '../proof/search.ts';
import { searchOf } from '../searches.ts';
import { exceptionsSearch, updatesSearch } from '../updates/search.ts';
import { root } from './root.ts';

const proof = createRoute({
  getParentRoute: () => root,
  path: '/proof',
  component: lazyRouteComponent(() => import('../proof/page.tsx'), 'ProofPage'),
  validateSearch: searchOf(PROOF_FIELDS),
});

const metricCases = createRoute({
  getParentRoute: () => root,
  path: '/proof/cases',
  component: lazyRouteComponent(() => import('../proof/cases.tsx'), 'MetricCasesPage'),
  validateSearch: searchOf(CASES_FIELDS),
});

const exceptions = createRoute({
  getParentRoute: () => root,
  path: '/exceptions',
  component: lazyRouteComponent(() => import('../exceptions/page.tsx'), 'ExceptionsPage'),
  validateSearch: exceptionsSearch,
});

const updates = createRoute({
  getParentRoute: () => root,
  path: '/updates',
  component: lazyRouteComponent(() => import('../updates/page.tsx'), 'UpdatesPage'),
  validateSearch: updatesSearch,
});

const update = createRoute({
  getParentRoute: () => root,
  path: '/updates/$id',
  component: lazyRouteComponent(() => import('../updates/update_page.tsx'), 'UpdatePage'),
});

const reports = createRoute({
  getParentRoute: () => root,
  path: '/reports',
  component: lazyRouteComponent(() => import('../report/list.tsx'), 'ReportsPage'),
  validateSearch: searchOf(['period']),
});

const report = createRoute({
  getParentRoute: () => root,
  path: '/reports/$period/$date',
  component: lazyRouteComponent(() => import('../report/page.tsx'), 'ReportPage'),
  validateSearch: searchOf(['workflow']),
});

const returns = createRoute({
  getParentRoute: () => root,
  path: '/return',
  component: lazyRouteComponent(() => import('../returns/page.tsx'), 'ReturnPage'),
  validateSearch: searchOf(['workflow', 'calculate']),
});

const attention = createRoute({
  getParentRoute: () => root,
  path: '/attention',
  component: lazyRouteComponent(() => import('../attention/page.tsx'), 'AttentionPage'),
});

/** What the log proves, and what is learned from it. */
export const proofs = [
  proof,
  metricCases,
  exceptions,
  updates,
  update,
  reports,
  report,
  returns,
  attention,
] as const;
