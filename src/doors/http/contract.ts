import { z } from 'zod';
import { agentsOperations } from './contract/agents.ts';
import { attentionOperations } from './contract/attention.ts';
import { authorityOperations } from './contract/authority.ts';
import { backrunOperations } from './contract/backrun.ts';
import { cardOperations } from './contract/card.ts';
import { casesOperations } from './contract/cases.ts';
import { deskOperations } from './contract/desk.ts';
import { gatewayOperations } from './contract/gateway.ts';
import { outsideOperations } from './contract/outside.ts';
import { standingOperations } from './contract/standing.ts';
import { hooksOperations } from './contract/hooks.ts';
import { metricsOperations } from './contract/metrics.ts';
import { reportsOperations } from './contract/reports.ts';
import { returnsOperations } from './contract/returns.ts';
import { systemsOperations } from './contract/systems.ts';
import { tokensOperations } from './contract/tokens.ts';
import { updatesOperations } from './contract/updates.ts';

export { AttentionAnswer, AuditWeeksAnswer, CheckAnswer, ReviewersAnswer } from './answers/attention.ts';
export { MoneyAnswer } from './answers/basic.ts';
export { CaseAnswer, FactAnswer, MessageAnswer, PerformedAnswer } from './answers/case.ts';
export { DeskAnswer, PersonAnswer, QueueAnswer, QueueItem } from './answers/desk.ts';
export { LogRowAnswer, StoryEntry } from './answers/log.ts';
export { ActionRuling, InputAnswer, PlanAnswer, PlannedActionAnswer } from './answers/plan.ts';
export { WorkflowAnswer } from './answers/workflow.ts';
export { SwitchAnswer, BrakeAnswer, BrakeReport } from './answers/brake.ts';
export { StageAnswer } from './answers/stage.ts';
export { AgentStandingAnswer, KeyAnswer, StandingAnswer, StandingsAnswer } from './answers/standing.ts';
export { ExposureAnswer } from './answers/exposure.ts';
export { RollbackSummary, RollbackAnswer } from './answers/rollback.ts';
export { BoundaryCheck, ChangeAnswer, BoundaryAnswer } from './answers/boundary.ts';
export { NoticeAnswer, AwayAnswer, AuditItem } from './answers/people.ts';
export {
  MetricCasesAnswer,
  MetricsAnswer,
  SeriesAnswer,
  SignalAnswer,
  SlicesAnswer,
} from './answers/metrics.ts';
export { ExceptionsAnswer, PrecedentAnswer, UpdateAnswer, UpdatesAnswer } from './answers/updates.ts';
export { ReportAnswer, ReportsAnswer } from './answers/reports.ts';
export { ReturnAnswer } from './answers/returns.ts';
export { OfferAnswer, ProposalAnswer } from './answers/outside.ts';
export { ProbeAnswer, SystemAnswer, SystemsAnswer, SystemSummary } from './answers/systems.ts';
export { TokenAnswer, TokensAnswer } from './answers/tokens.ts';
export {
  BackrunAnswer,
  BackrunCase,
  BackrunCasesAnswer,
  BackrunPlan,
  BackrunsAnswer,
  BackrunSummary,
} from './answers/backrun.ts';
export { ArrivalAnswer, ArrivalOpenAnswer, OutgoingAnswer, TriggerAnswer } from './answers/hooks.ts';
export { CardAnswer } from './answers/card.ts';
export { KindReadinessAnswer, ReadinessAnswer } from './answers/readiness.ts';
export { DecideBody } from './contract/cases.ts';
export type { Operation } from './contract/operation.ts';

/**
 * The whole HTTP API in one table, shared by the server, the console and the command line.
 * The person who acts comes in the header `x-remit-person` (an id of `people`); doors refuse unknown ids.
 */
export const contract = {
  ...deskOperations,
  ...casesOperations,
  ...agentsOperations,
  ...authorityOperations,
  ...attentionOperations,
  ...standingOperations,
  ...metricsOperations,
  ...backrunOperations,
  ...cardOperations,
  ...updatesOperations,
  ...reportsOperations,
  ...returnsOperations,
  ...hooksOperations,
  ...systemsOperations,
  ...tokensOperations,
  ...outsideOperations,
  ...gatewayOperations,
} as const;

export type Contract = typeof contract;
export type OpName = keyof Contract;
export type QueryOf<K extends OpName> = z.input<Contract[K]['query']>;
export type BodyOf<K extends OpName> = z.input<Contract[K]['body']>;
export type AnswerOf<K extends OpName> = z.output<Contract[K]['answer']>;

/** Errors are problem details (RFC 9457): `application/problem+json`. */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number(),
  detail: z.string(),
  code: z.string(),
  suggestion: z.string().optional(),
  path: z.string().optional(),
  /** Every field that is wrong, where there is more to say than one sentence. */
  problems: z.array(z.object({ path: z.string(), says: z.string() })).optional(),
});

/** What comes over `GET /api/live` (SSE, event name = `type`). After a reconnect the console reads again. */
export const LiveEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('hello'), version: z.string() }),
  /** Cases that changed; the console reads those that it shows. */
  z.object({ type: z.literal('changed'), cases: z.array(z.string()) }),
  z.object({ type: z.literal('many') }),
]);
