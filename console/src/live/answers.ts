import type { AnswerOf, BodyOf } from '../../../src/doors/http/contract.ts';

/** What the server answers, by the names that the desk uses for it. */
export type Desk = AnswerOf<'desk'>;
export type Person = Desk['people'][number];
export type Queue = AnswerOf<'queue'>;
export type QueueItem = Queue['items'][number];
export type CaseView = AnswerOf<'case'>;
export type Message = CaseView['messages'][number];
export type Fact = CaseView['facts'][number];
export type Plan = NonNullable<CaseView['plan']>;
export type PlannedAction = Plan['actions'][number];
export type Reason = Plan['reasons'][number];
export type Effect = Reason['effect'];
export type Performed = CaseView['performed'][number];
export type Review = NonNullable<CaseView['review']>;
export type Input = Plan['inputs'][number];
export type PlayChoice = CaseView['plays'][number];
export type Shape = Input['shape'];
export type Preview = AnswerOf<'preview'>;
export type DecideBody = BodyOf<'decide'>;
export type HandleBody = BodyOf<'handle'>;
export type Story = AnswerOf<'story'>;
export type StoryEntry = Story['entries'][number];
export type Actor = StoryEntry['actor'];
export type LogRow = AnswerOf<'log'>['rows'][number];
export type Brake = AnswerOf<'brake'>;
export type Switch = Brake['thrown'][number];
export type Offer = Brake['offers'][number];
export type BrakeReport = AnswerOf<'throw'>;
export type Notice = AnswerOf<'notices'>['notices'][number];
export type Absence = AnswerOf<'away'>['away'][number];
export type AuditItem = AnswerOf<'audits'>['audits'][number];
export type UndoPreview = AnswerOf<'undo_preview'>;
export type Revealed = NonNullable<CaseView['revealed']>;
export type RecordBody = BodyOf<'record'>;
export type WorkflowView = AnswerOf<'workflow'>;
export interface MoneyValue {
  minor: number;
  currency: string;
}
