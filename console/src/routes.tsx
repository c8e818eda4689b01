import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { InboxPage } from './inbox/page.tsx';
import { deskQuery, type Show } from './live/queries.ts';
import { NotFound } from './shell/not_found.tsx';
import { Shell } from './shell/shell.tsx';

const SHOWS: Show[] = ['open', 'mine', 'snoozed', 'unknown'];
const LOG_FIELDS = ['q', 'workflow', 'kind', 'play', 'effect', 'actor', 'from', 'to'] as const;

const SLICE_FIELDS = ['workflow', 'write', 'kind', 'agent', 'version'] as const;

export interface InboxSearch {
  case?: string | undefined;
  workflow?: string | undefined;
  show?: Show | undefined;
  by?: 'workflow' | undefined;
}
export type LogSearch = Partial<Record<(typeof LOG_FIELDS)[number], string>>;
export type RollbackSearch = Partial<Record<(typeof SLICE_FIELDS)[number], string>>;

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
  validateSearch: (raw: Record<string, unknown>): InboxSearch => ({
    case: text(raw['case']),
    workflow: text(raw['workflow']),
    show: SHOWS.find((show) => show === raw['show']),
    by: raw['by'] === 'workflow' ? 'workflow' : undefined,
  }),
});

const log = createRoute({
  getParentRoute: () => root,
  path: '/log',
  component: lazyRouteComponent(() => import('./log/page.tsx'), 'LogPage'),
  validateSearch: (raw: Record<string, unknown>): LogSearch =>
    Object.fromEntries(
      LOG_FIELDS.map((name) => [name, text(raw[name])]).filter(([, value]) => value !== undefined),
    ),
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
  validateSearch: (raw: Record<string, unknown>): { case?: string | undefined } => ({
    case: text(raw['case']),
  }),
});

const story = createRoute({
  getParentRoute: () => root,
  path: '/cases/$id',
  component: lazyRouteComponent(() => import('./case/page.tsx'), 'CasePage'),
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
    validateSearch: (raw: Record<string, unknown>): { rule?: string | undefined } => ({
      rule: text(raw['rule']),
    }),
  }),
  createRoute({
    getParentRoute: () => workflow,
    path: 'exposure',
    component: lazyRouteComponent(() => import('./exposure/page.tsx'), 'ExposurePage'),
  }),
] as const;

const rollbacks = createRoute({
  getParentRoute: () => root,
  path: '/rollbacks',
  component: lazyRouteComponent(() => import('./rollback/list.tsx'), 'RollbacksPage'),
});

const newRollback = createRoute({
  getParentRoute: () => root,
  path: '/rollbacks/new',
  component: lazyRouteComponent(() => import('./rollback/form.tsx'), 'NewRollbackPage'),
  validateSearch: (raw: Record<string, unknown>): RollbackSearch =>
    Object.fromEntries(
      SLICE_FIELDS.map((name) => [name, text(raw[name])]).filter(([, value]) => value !== undefined),
    ),
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
      log,
      story,
      workflows,
      workflow.addChildren(workflowParts),
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

function text(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}
