import type { z } from 'zod';
import type { AnswerOf, BodyOf, OpName, Problem, QueryOf } from '../../../src/doors/http/contract.ts';
import { person } from '../shell/person.ts';

/** The operations that the desk uses. Only types come from the contract: its schemas would double the page. */
type Used = Exclude<OpName, 'event' | 'late' | 'offer' | 'look' | 'propose' | 'proposal' | 'cancel_proposal'>;

export const ROUTES = {
  desk: ['GET', '/api/desk'],
  queue: ['GET', '/api/queue'],
  case: ['GET', '/api/cases/:id'],
  story: ['GET', '/api/cases/:id/story'],
  turns: ['GET', '/api/cases/:id/turns'],
  asking: ['GET', '/api/workflows/:id/agents'],
  gateway: ['GET', '/api/workflows/:id/gateway'],
  claim: ['POST', '/api/reviews/:id/claim'],
  unclaim: ['POST', '/api/reviews/:id/unclaim'],
  decide: ['POST', '/api/reviews/:id/decide'],
  preview: ['POST', '/api/cases/:id/preview'],
  handle: ['POST', '/api/cases/:id/handle'],
  undo: ['POST', '/api/cases/:id/undo'],
  settle: ['POST', '/api/cases/:id/settle'],
  undo_preview: ['GET', '/api/cases/:id/undo'],
  record: ['POST', '/api/workflows/:id/record'],
  systems: ['GET', '/api/systems'],
  system: ['GET', '/api/systems/:id'],
  probe_system: ['POST', '/api/systems/:id/probe'],
  brake: ['GET', '/api/brake'],
  throw: ['POST', '/api/brake/throw'],
  release: ['POST', '/api/brake/release'],
  drill: ['GET', '/api/brake/drill'],
  brake_link: ['POST', '/api/brake/links'],
  stage: ['GET', '/api/workflows/:id/stage'],
  change_stage: ['POST', '/api/workflows/:id/stage'],
  exposure: ['GET', '/api/workflows/:id/exposure'],
  standings: ['GET', '/api/standings'],
  standing: ['GET', '/api/workflows/:id/standing'],
  change_policy: ['POST', '/api/workflows/:id/policy'],
  boundary: ['GET', '/api/workflows/:id/boundary'],
  check_boundary: ['POST', '/api/workflows/:id/boundary/check'],
  change_boundary: ['POST', '/api/workflows/:id/boundary'],
  decide_change: ['POST', '/api/changes/:id'],
  changes: ['GET', '/api/changes'],
  rollbacks: ['GET', '/api/rollbacks'],
  plan_rollback: ['POST', '/api/rollbacks'],
  rollback: ['GET', '/api/rollbacks/:id'],
  run_rollback: ['POST', '/api/rollbacks/:id'],
  notices: ['GET', '/api/notices'],
  away: ['GET', '/api/away'],
  set_away: ['POST', '/api/away'],
  attention: ['GET', '/api/attention'],
  reviewers: ['GET', '/api/attention/reviewers'],
  audit_weeks: ['GET', '/api/audits/weeks'],
  audit_case: ['GET', '/api/audits/:id'],
  audits: ['GET', '/api/audits'],
  audit: ['POST', '/api/audits/:id'],
  log: ['GET', '/api/log'],
  workflow: ['GET', '/api/workflows/:id'],
  backruns: ['GET', '/api/workflows/:id/backruns'],
  plan_backrun: ['POST', '/api/workflows/:id/backruns/plan'],
  start_backrun: ['POST', '/api/workflows/:id/backruns'],
  backrun: ['GET', '/api/backruns/:id'],
  backrun_cases: ['GET', '/api/backruns/:id/cases'],
  run_backrun: ['POST', '/api/backruns/:id'],
  card: ['GET', '/api/workflows/:id/card'],
  readiness: ['GET', '/api/workflows/:id/readiness'],
  metrics: ['GET', '/api/metrics'],
  metric_series: ['GET', '/api/metrics/:id/series'],
  metric_slices: ['GET', '/api/metrics/:id/slices'],
  metric_cases: ['GET', '/api/metrics/:id/cases'],
  signal: ['GET', '/api/signal'],
  updates: ['GET', '/api/updates'],
  update: ['GET', '/api/updates/:id'],
  accept_update: ['POST', '/api/updates/:id/accept'],
  decline_update: ['POST', '/api/updates/:id/decline'],
  rule_from_case: ['POST', '/api/cases/:id/rule'],
  exceptions: ['GET', '/api/exceptions'],
  precedents: ['GET', '/api/precedents'],
  judge_precedent: ['POST', '/api/precedents/:id'],
  reports: ['GET', '/api/reports'],
  report: ['GET', '/api/reports/:id'],
  send_report: ['POST', '/api/reports/:id/send'],
  returns: ['GET', '/api/returns'],
  assume: ['POST', '/api/returns'],
  try_return: ['POST', '/api/returns/try'],
  triggers: ['GET', '/api/triggers'],
  arrivals: ['GET', '/api/arrivals'],
  arrival: ['GET', '/api/arrivals/:id'],
  try_arrival: ['POST', '/api/arrivals/:id/again'],
  try_arrivals: ['POST', '/api/arrivals/again'],
  drop_arrival: ['POST', '/api/arrivals/:id/drop'],
  outgoing: ['GET', '/api/outgoing'],
  resume_outgoing: ['POST', '/api/outgoing/:id/resume'],
  test_outgoing: ['POST', '/api/outgoing/:id/test'],
  tokens: ['GET', '/api/tokens'],
  make_token: ['POST', '/api/tokens'],
  withdraw_token: ['POST', '/api/tokens/:id/withdraw'],
  pace: ['POST', '/api/sample/pace'],
} as const satisfies Record<Used, readonly ['GET' | 'POST', string]>;

/** The server said no, or could not be reached (`status` 0). `message` is a sentence for a person. */
export class CallError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
    readonly suggestion?: string,
    readonly path?: string,
    /** Every field that is wrong, where there is more to say than one sentence. */
    readonly problems: { path: string; says: string }[] = [],
  ) {
    super(message);
  }
}

interface Given<K extends Used> {
  id?: string;
  query?: QueryOf<K>;
  body?: BodyOf<K>;
  signal?: AbortSignal;
}

/** Calls one operation of the contract as the person who is at the desk. */
export async function call<K extends Used>(op: K, given: Given<K> = {}): Promise<AnswerOf<K>> {
  const [method, path] = ROUTES[op];
  const address =
    path.replace(':id', encodeURIComponent(given.id ?? '')) + queryOf(given.query as object | undefined);
  const headers: Record<string, string> = { accept: 'application/json' };
  const who = person.current();
  if (who) headers['x-remit-person'] = who;
  if (method === 'POST') headers['content-type'] = 'application/json';
  const init: RequestInit = { method, headers };
  if (method === 'POST') init.body = JSON.stringify(given.body ?? {});
  if (given.signal) init.signal = given.signal;
  const answer = await reach(address, init);
  if (!answer.ok) throw await problemOf(answer);
  return (await answer.json()) as AnswerOf<K>;
}

async function reach(address: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(address, init);
  } catch (fault) {
    if (fault instanceof DOMException && fault.name === 'AbortError') throw fault;
    throw new CallError(0, 'unreachable', 'Remit cannot be reached. Is it still running?');
  }
}

async function problemOf(answer: Response): Promise<CallError> {
  const text = await answer.text();
  try {
    const said = JSON.parse(text) as Partial<z.infer<typeof Problem>>;
    const detail = said.detail ?? said.title ?? `The server answered ${answer.status}.`;
    const { code = 'unknown', suggestion, path, problems } = said;
    return new CallError(answer.status, code, detail, suggestion, path, problems);
  } catch {
    return new CallError(answer.status, 'unknown', `The server answered ${answer.status}.`);
  }
}

function queryOf(query: object | undefined): string {
  const set = Object.entries(query ?? {}).filter(([, value]) => value !== undefined && value !== '');
  if (set.length === 0) return '';
  return `?${new URLSearchParams(set.map(([name, value]) => [name, String(value)])).toString()}`;
}
