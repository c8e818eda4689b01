import type { Route } from '../serve/route.ts';
import { agentRoutes } from './agents.ts';
import { attentionRoutes } from './attention.ts';
import { backrunRoutes } from './backruns.ts';
import { boundaryRoutes } from './boundary.ts';
import { brakeRoutes } from './brake.ts';
import { cardRoutes } from './cards.ts';
import { caseRoutes } from './cases.ts';
import { deskRoutes } from './desk.ts';
import { eventRoutes } from './events.ts';
import { exposureRoutes } from './exposure.ts';
import { gatewayRoutes } from './gateway.ts';
import { hookRoutes } from './hooks.ts';
import { metricsRoutes } from './metrics.ts';
import { peopleRoutes } from './people.ts';
import { reportRoutes } from './reports.ts';
import { returnRoutes } from './returns.ts';
import { reviewRoutes } from './reviews.ts';
import { stageRoutes } from './stages.ts';
import { standingRoutes } from './standings.ts';
import { rollbackRoutes } from './rollbacks.ts';
import { outsideRoutes } from './outside.ts';
import { systemsRoutes } from './systems.ts';
import { tokenRoutes } from './tokens.ts';
import { updatesRoutes } from './updates.ts';
import { workflowRoutes } from './workflows.ts';

/** Every operation of the contract, once. */
export const routes: Route[] = [
  ...deskRoutes,
  ...brakeRoutes,
  ...caseRoutes,
  ...agentRoutes,
  ...reviewRoutes,
  ...peopleRoutes,
  ...rollbackRoutes,
  ...workflowRoutes,
  ...stageRoutes,
  ...standingRoutes,
  ...exposureRoutes,
  ...metricsRoutes,
  ...boundaryRoutes,
  ...attentionRoutes,
  ...backrunRoutes,
  ...cardRoutes,
  ...reportRoutes,
  ...returnRoutes,
  ...updatesRoutes,
  ...systemsRoutes,
  ...tokenRoutes,
  ...outsideRoutes,
  ...gatewayRoutes,
  ...eventRoutes,
  ...hookRoutes,
];
