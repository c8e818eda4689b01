import { rule } from '../../src/boundary/index.ts';
import type { Facts } from '../../src/boundary/schema.ts';
import type { LoggedCase } from '../../src/boundary/backtest/index.ts';
import { entry } from '../../src/flow/case/entries.ts';
import type { Append, Rows } from '../../src/log/schema.ts';
import type { Shape } from '../../src/workspace/shape.ts';
import type { Workflow, Workspace } from '../../src/workspace/schema.ts';

const START = Date.parse('2026-03-01T09:00:00Z');
const WRITES = ['shop.refund', 'shop.reply'];

/** Cases of a workflow with values of the declared shapes, and what its boundary says of them. */
export function loggedCases(workflow: Workflow, workspace: Workspace, count: number): LoggedCase[] {
  return Array.from({ length: count }, (_, at) => loggedCase(workflow, workspace, at));
}

function loggedCase(workflow: Workflow, workspace: Workspace, number: number): LoggedCase {
  const at = new Date(START + number * 30_000);
  const { currency, timeZone } = workspace;
  const none = { minor: 0, currency };
  const used = { count_last_hour: 0, count_today: 0, sum_last_hour: none, sum_today: none };
  const facts: Facts = Object.fromEntries(
    Object.entries(workflow.facts).map(([name, shape]) => [
      name,
      {
        name,
        source: `shop.${name}`,
        at: at.toISOString(),
        trust: 'trusted',
        value: valueOf(shape, number, name),
      },
    ]),
  );
  const event = valueOf({ type: 'object', fields: workflow.event.fields }, number, '') as Record<
    string,
    unknown
  >;
  const actions = WRITES.map((write) => {
    const offer = workspace.systems['shop']?.writes[write.slice('shop.'.length)];
    const args = valueOf({ type: 'object', fields: offer?.args ?? {} }, number, '') as Record<
      string,
      unknown
    >;
    if (offer?.money !== undefined) args[offer.money] = { minor: 500 + (number % 90) * 100, currency };
    const inputs = {
      action: { write, args },
      plan: {
        play: 'refund_keep',
        kind: workflow.kinds[number % workflow.kinds.length]!.name,
        agent: 'memory',
        confidence: 0.9,
      },
      event,
      facts,
      tainted: new Set<string>(),
      budgets: { ...used, agent: used, customer: used, workflow: used },
      now: at,
      timeZone,
    };
    const money = offer?.money === undefined ? null : (args[offer.money] as typeof none);
    return { inputs, money, recorded: rule({ ...inputs, boundary: workflow.boundary }).effect };
  });
  return { case: `case-${number}`, title: `Return ${number}`, at, actions };
}

/** A value of a shape; most are what lets a refund through, so that limits decide. */
function valueOf(shape: Shape, number: number, name: string): unknown {
  switch (shape.type) {
    case 'string':
    case 'text':
      return shape.choices ? shape.choices[number % shape.choices.length] : `${name} ${number}`;
    case 'integer':
    case 'number':
      return 0;
    case 'boolean':
      return false;
    case 'money':
      return { minor: 30_000, currency: 'EUR' };
    case 'time':
      return new Date(START - (number % 40) * 86_400_000).toISOString();
    case 'list':
      return [valueOf(shape.of, number, name)];
    case 'object':
      return Object.fromEntries(
        Object.entries(shape.fields).map(([field, inner]) => [field, valueOf(inner, number, field)]),
      );
  }
}

const REMIT = { type: 'remit' as const };

/** The same cases as entries of the log, with the rows that a reader finds them by. */
export function caseEntries(workflow: Workflow, workspace: Workspace, count: number): Append[] {
  return loggedCases(workflow, workspace, count).map((logged) => {
    const entries = [...before(workflow, logged), planned(logged), ruled(workflow, logged)];
    return {
      stream: `case/${logged.case}`,
      expected: 0,
      entries,
      head: { workflow: workflow.name, dueAt: null },
      rows: rowsOf(workflow, logged, entries.length),
    };
  });
}

function before(workflow: Workflow, { case: id, title, at, actions }: LoggedCase) {
  const { facts, event } = actions[0]!.inputs;
  const opened = {
    workflow: workflow.name,
    workflow_version: workflow.version,
    source: 'bench',
    source_id: id,
    subject: id,
    received_at: at.toISOString(),
  };
  const read = Object.values(facts).map(({ name, source, at: when, trust }) => ({
    name,
    source,
    at: when,
    trust,
    digest: '',
  }));
  const values = Object.fromEntries(Object.entries(facts).map(([name, { value }]) => [name, value]));
  return [
    entry('opened', REMIT, at, opened, { title, text: title, event }),
    entry('context.gathered', REMIT, at, { facts: read }, { values }),
  ];
}

function planned({ case: id, at, actions }: LoggedCase) {
  const { kind, play, confidence, agent } = actions[0]!.inputs.plan;
  const body = {
    agent: { name: agent, version: '1' },
    kind,
    play,
    confidence,
    actions: actions.map(({ inputs }, order) => ({ write: inputs.action.write, digest: `${id}-${order}` })),
    digest: id,
  };
  const written = actions.map(({ inputs }) => ({ ...inputs.action, tainted: [] }));
  const hidden = { reason: '', inputs: {}, actions: written, similar: [], evidence: [] };
  return entry('planned', { type: 'agent', id: agent, version: '1' }, at, body, hidden);
}

function ruled({ boundary }: Workflow, { case: id, at, actions }: LoggedCase) {
  const said = actions.map(({ inputs }, order) => {
    const { effect, reasons, quiet, missing } = rule({ ...inputs, boundary });
    return { write: inputs.action.write, digest: `${id}-${order}`, effect, reasons, quiet, missing };
  });
  const none = { reasons: [], approve: [], clearances: [] };
  return entry('ruled', REMIT, at, {
    plan: id,
    effect: 'approve',
    actions: said,
    boundary: boundary.version,
    ...none,
  });
}

function rowsOf({ name }: Workflow, { case: id, title, at: when }: LoggedCase, version: number): Rows {
  const at = when.toISOString();
  const times = { opened_at: at, changed_at: at, closed_at: at };
  const ended = { status: 'closed' as const, step: 'closed', outcome: 'solved', reworked: false };
  const said = {
    trigger: '',
    context: '',
    action: '',
    boundary: '',
    outcome: '',
    rule_update: '',
    search: '',
  };
  return {
    cases: { id, workflow: name, subject: id, title, kind: null, ...ended, ...times, version },
    log_rows: [
      {
        id: `${id}.1`,
        case_id: id,
        workflow: name,
        at,
        actor: 'Remit',
        kind: null,
        play: null,
        effect: 'approve',
        ...said,
      },
    ],
  };
}
