import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { InboxPage } from './inbox/page.tsx';
import { deskQuery } from './live/queries.ts';
import { CASES_FIELDS, NUMBERS_FIELDS, PROOF_FIELDS } from './proof/search.ts';
import { inboxSearch, LOG_FIELDS, searchOf, SLICE_FIELDS } from './searches.ts';
import { NotFound } from './shell/not_found.tsx';
import { Shell } from './shell/shell.tsx';
import { exceptionsSearch, updatesSearch } from './updates/search.ts';

const root = createRootRouteWithContext<{ client: QueryClient }>()({
  component: Shell,
  loader: ({ context }) => void context.client.prefetchQuery(deskQuery),
});

const home = createRoute({
  getParentRoute: () => root,
  path: '/',
  beforeLoad: () => redirect({ to: '/inbox', throw: true }),
});

export const inboxRoute = createRoute({
  getParentRoute: () => root,
  path: '/inbox',
  component: InboxPage,
  validateSearch: inboxSearch,
});

const log = createRoute({
  getParentRoute: () => root,
  path: '/log',
  component: lazyRouteComponent(() => import('./log/page.tsx'), 'LogPage'),
  validateSearch: searchOf(LOG_FIELDS),
});

const record = createRoute({
  getParentRoute: () => root,
  path: '/record',
  component: lazyRouteComponent(() => import('./record/page.tsx'), 'RecordPage'),
});

const audits = createRoute({
  getParentRoute: () => root,
  path: '/audits',
  component: lazyRouteComponent(() => import('./audit/page.tsx'), 'AuditsPage'),
  validateSearch: searchOf(['case']),
});

const proof = createRoute({
  getParentRoute: () => root,
  path: '/proof',
  component: lazyRouteComponent(() => import('./proof/page.tsx'), 'ProofPage'),
  validateSearch: searchOf(PROOF_FIELDS),
});

const metricCases = createRoute({
  getParentRoute: () => root,
  path: '/proof/cases',
  component: lazyRouteComponent(() => import('./proof/cases.tsx'), 'MetricCasesPage'),
  validateSearch: searchOf(CASES_FIELDS),
});

const auditWeeks = createRoute({
  getParentRoute: () => root,
  path: '/audits/weeks',
  component: lazyRouteComponent(() => import('./audit/weeks.tsx'), 'AuditWeeksPage'),
});

const attention = createRoute({
  getParentRoute: () => root,
  path: '/attention',
  component: lazyRouteComponent(() => import('./attention/page.tsx'), 'AttentionPage'),
});

const story = createRoute({
  getParentRoute: () => root,
  path: '/cases/$id',
  component: lazyRouteComponent(() => import('./case/page.tsx'), 'CasePage'),
});

const reports = createRoute({
  getParentRoute: () => root,
  path: '/reports',
  component: lazyRouteComponent(() => import('./report/list.tsx'), 'ReportsPage'),
  validateSearch: searchOf(['period']),
});

const report = createRoute({
  getParentRoute: () => root,
  path: '/reports/$period/$date',
  component: lazyRouteComponent(() => import('./report/page.tsx'), 'ReportPage'),
  validateSearch: searchOf(['workflow']),
});

const returns = createRoute({
  getParentRoute: () => root,
  path: '/return',
  component: lazyRouteComponent(() => import('./returns/page.tsx'), 'ReturnPage'),
  validateSearch: searchOf(['workflow', 'calculate']),
});

const workflows = createRoute({
  getParentRoute: () => root,
  path: '/workflows',
  component: lazyRouteComponent(() => import('./workflow/list.tsx'), 'WorkflowsPage'),
});

const workflow = createRoute({
  getParentRoute: () => root,
  path: '/workflows/$name',
  component: lazyRouteComponent(() => import('./workflow/frame.tsx'), 'WorkflowFrame'),
});

const workflowParts = [
  createRoute({
    getParentRoute: () => workflow,
    path: '/',
    component: lazyRouteComponent(() => import('./workflow/page.tsx'), 'WorkflowPage'),
  }),
  createRoute({
    getParentRoute: () => workflow,
    path: 'rollout',
    component: lazyRouteComponent(() => import('./stage/page.tsx'), 'RolloutPage'),
  }),
  createRoute({
    getParentRoute: () => workflow,
    path: 'boundary',
    component: lazyRouteComponent(() => import('./boundary/page.tsx'), 'BoundaryPage'),
    validateSearch: searchOf(['rule']),
  }),
  createRoute({
    getParentRoute: () => workflow,
    path: 'exposure',
    component: lazyRouteComponent(() => import('./exposure/page.tsx'), 'ExposurePage'),
  }),
  createRoute({
    getParentRoute: () => workflow,
    path: 'numbers',
    component: lazyRouteComponent(() => import('./proof/numbers.tsx'), 'NumbersPage'),
    validateSearch: searchOf(NUMBERS_FIELDS),
  }),
  createRoute({
    getParentRoute: () => workflow,
    path: 'standing',
    component: lazyRouteComponent(() => import('./standing/page.tsx'), 'StandingPage'),
  }),
  createRoute({
    getParentRoute: () => workflow,
    path: 'readiness',
    component: lazyRouteComponent(() => import('./readiness/page.tsx'), 'ReadinessPage'),
  }),
  createRoute({
    getParentRoute: () => workflow,
    path: 'backrun',
    component: lazyRouteComponent(() => import('./backrun/page.tsx'), 'BackrunPage'),
    validateSearch: searchOf(['run']),
  }),
  createRoute({
    getParentRoute: () => workflow,
    path: 'agents',
    component: lazyRouteComponent(() => import('./card/page.tsx'), 'CardPage'),
    validateSearch: searchOf(['agent']),
  }),
] as const;

const updates = createRoute({
  getParentRoute: () => root,
  path: '/updates',
  component: lazyRouteComponent(() => import('./updates/page.tsx'), 'UpdatesPage'),
  validateSearch: updatesSearch,
});

const update = createRoute({
  getParentRoute: () => root,
  path: '/updates/$id',
  component: lazyRouteComponent(() => import('./updates/update_page.tsx'), 'UpdatePage'),
});

const exceptions = createRoute({
  getParentRoute: () => root,
  path: '/exceptions',
  component: lazyRouteComponent(() => import('./exceptions/page.tsx'), 'ExceptionsPage'),
  validateSearch: exceptionsSearch,
});

const rollbacks = createRoute({
  getParentRoute: () => root,
  path: '/rollbacks',
  component: lazyRouteComponent(() => import('./rollback/list.tsx'), 'RollbacksPage'),
});

const newRollback = createRoute({
  getParentRoute: () => root,
  path: '/rollbacks/new',
  component: lazyRouteComponent(() => import('./rollback/form.tsx'), 'NewRollbackPage'),
  validateSearch: searchOf(SLICE_FIELDS),
});

const rollback = createRoute({
  getParentRoute: () => root,
  path: '/rollbacks/$id',
  component: lazyRouteComponent(() => import('./rollback/page.tsx'), 'RollbackPage'),
});

export function makeRouter(client: QueryClient) {
  return createRouter({
    routeTree: root.addChildren([
      home,
      inboxRoute,
      record,
      audits,
      auditWeeks,
      attention,
      log,
      proof,
      metricCases,
      story,
      workflows,
      workflow.addChildren(workflowParts),
      reports,
      report,
      returns,
      updates,
      update,
      exceptions,
      rollbacks,
      newRollback,
      rollback,
    ]),
    context: { client },
    defaultPreload: 'intent',
    defaultNotFoundComponent: NotFound,
    parseSearch: (search) => Object.fromEntries(new URLSearchParams(search)),
    stringifySearch: (search) => {
      const set = Object.entries(search).filter(([, value]) => value !== undefined && value !== '');
      const query = new URLSearchParams(set.map(([name, value]) => [name, String(value)])).toString();
      return query ? `?${query}` : '';
    },
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof makeRouter>;
  }
}
