import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { NUMBERS_FIELDS } from '../proof/search.ts';
import { searchOf, SLICE_FIELDS } from '../searches.ts';
import { root } from './root.ts';

const workflows = createRoute({
  getParentRoute: () => root,
  path: '/workflows',
  component: lazyRouteComponent(() => import('../workflow/list.tsx'), 'WorkflowsPage'),
});

const workflow = createRoute({
  getParentRoute: () => root,
  path: '/workflows/$name',
  component: lazyRouteComponent(() => import('../workflow/frame.tsx'), 'WorkflowFrame'),
});

/** The tabs of a workflow; `workflow/tabs.ts` has their names. */
const parts = [
  createRoute({
    getParentRoute: () => workflow,
    path: '/',
    component: lazyRouteComponent(() => import('../workflow/page.tsx'), 'WorkflowPage'),
  }),
  createRoute({
    getParentRoute: () => workflow,
    path: 'rollout',
    component: lazyRouteComponent(() => import('../stage/page.tsx'), 'RolloutPage'),
  }),
  createRoute({
    getParentRoute: () => workflow,
    path: 'boundary',
    component: lazyRouteComponent(() => import('../boundary/page.tsx'), 'BoundaryPage'),
    validateSearch: searchOf(['rule']),
  }),
  createRoute({
    getParentRoute: () => workflow,
    path: 'exposure',
    component: lazyRouteComponent(() => import('../exposure/page.tsx'), 'ExposurePage'),
  }),
  createRoute({
    getParentRoute: () => workflow,
    path: 'numbers',
    component: lazyRouteComponent(() => import('../proof/numbers.tsx'), 'NumbersPage'),
    validateSearch: searchOf(NUMBERS_FIELDS),
  }),
  createRoute({
    getParentRoute: () => workflow,
    path: 'standing',
    component: lazyRouteComponent(() => import('../standing/page.tsx'), 'StandingPage'),
  }),
  createRoute({
    getParentRoute: () => workflow,
    path: 'readiness',
    component: lazyRouteComponent(() => import('../readiness/page.tsx'), 'ReadinessPage'),
  }),
  createRoute({
    getParentRoute: () => workflow,
    path: 'backrun',
    component: lazyRouteComponent(() => import('../backrun/page.tsx'), 'BackrunPage'),
    validateSearch: searchOf(['run']),
  }),
  createRoute({
    getParentRoute: () => workflow,
    path: 'agents',
    component: lazyRouteComponent(() => import('../card/page.tsx'), 'CardPage'),
    validateSearch: searchOf(['agent']),
  }),
  createRoute({
    getParentRoute: () => workflow,
    path: 'gateway',
    component: lazyRouteComponent(() => import('../gateway/page.tsx'), 'GatewayPage'),
  }),
] as const;

const rollbacks = createRoute({
  getParentRoute: () => root,
  path: '/rollbacks',
  component: lazyRouteComponent(() => import('../rollback/list.tsx'), 'RollbacksPage'),
});

const newRollback = createRoute({
  getParentRoute: () => root,
  path: '/rollbacks/new',
  component: lazyRouteComponent(() => import('../rollback/form.tsx'), 'NewRollbackPage'),
  validateSearch: searchOf(SLICE_FIELDS),
});

const rollback = createRoute({
  getParentRoute: () => root,
  path: '/rollbacks/$id',
  component: lazyRouteComponent(() => import('../rollback/page.tsx'), 'RollbackPage'),
});

const connections = createRoute({
  getParentRoute: () => root,
  id: 'connections',
  component: lazyRouteComponent(() => import('../connections/frame.tsx'), 'ConnectionsFrame'),
});

/** The tabs of the connections; `connections/tabs.ts` has their names. */
const ways = [
  createRoute({
    getParentRoute: () => connections,
    path: '/systems',
    component: lazyRouteComponent(() => import('../systems/list.tsx'), 'SystemsPage'),
  }),
  createRoute({
    getParentRoute: () => connections,
    path: '/arrivals',
    component: lazyRouteComponent(() => import('../traffic/arrivals.tsx'), 'ArrivalsPage'),
    validateSearch: searchOf(['state']),
  }),
  createRoute({
    getParentRoute: () => connections,
    path: '/outgoing',
    component: lazyRouteComponent(() => import('../traffic/outgoing.tsx'), 'OutgoingPage'),
  }),
  createRoute({
    getParentRoute: () => connections,
    path: '/programs',
    component: lazyRouteComponent(() => import('../programs/page.tsx'), 'ProgramsPage'),
  }),
] as const;

const system = createRoute({
  getParentRoute: () => root,
  path: '/systems/$name',
  component: lazyRouteComponent(() => import('../systems/page.tsx'), 'SystemPage'),
});

/** How far agents may go, workflow by workflow, the way back, and what all of it is connected to. */
export const authority = [
  workflows,
  workflow.addChildren(parts),
  rollbacks,
  newRollback,
  rollback,
  connections.addChildren(ways),
  system,
] as const;
