import { rule } from '../../src/boundary/index.ts';
import type { Facts } from '../../src/boundary/schema.ts';
import type { LoggedCase } from '../../src/boundary/backtest/index.ts';
import { entry } from '../../src/flow/case/entries.ts';
import type { Append } from '../../src/log/schema.ts';
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

/** The same cases as entries of the log, with the rows that a reader finds them by. */
export function caseEntries(workflow: Workflow, workspace: Workspace, count: number): Append[] {
  const remit = { type: 'remit' as const };
  return loggedCases(workflow, workspace, count).map(({ case: id, title, at, actions }, index) => {
    const [first] = actions;
    const { facts, plan, event } = first!.inputs;
    const values = Object.fromEntries(Object.entries(facts).map(([name, { value }]) => [name, value]));
    const planned = actions.map(({ inputs }, order) => ({
      write: inputs.action.write,
      digest: `${index}-${order}`,
    }));
    const agent = { type: 'agent' as const, id: plan.agent, version: '1' };
    const ruled = actions.map(({ inputs }, order) => {
      const { effect, reasons, quiet, missing } = rule({ ...inputs, boundary: workflow.boundary });
      return { ...planned[order]!, effect, reasons, quiet, missing };
    });
    const entries = [
      entry(
        'opened',
        remit,
        at,
        {
          workflow: workflow.name,
          workflow_version: workflow.version,
          source: 'bench',
          source_id: id,
          subject: id,
          received_at: at.toISOString(),
        },
        { title, text: title, event },
      ),
      entry(
        'context.gathered',
        remit,
        at,
        {
          facts: Object.values(facts).map(({ name, source, at: read, trust }) => ({
            name,
            source,
            at: read,
            trust,
            digest: '',
          })),
        },
        { values },
      ),
      entry(
        'planned',
        agent,
        at,
        {
          agent: { name: plan.agent, version: '1' },
          kind: plan.kind,
          play: plan.play,
          confidence: plan.confidence,
          actions: planned,
          digest: id,
        },
        {
          reason: '',
          inputs: {},
          actions: actions.map(({ inputs }) => ({ ...inputs.action, tainted: [] })),
          similar: [],
          evidence: [],
        },
      ),
      entry('ruled', remit, at, {
        plan: id,
        effect: 'approve',
        actions: ruled,
        reasons: [],
        boundary: workflow.boundary.version,
        approve: [],
        clearances: [],
      }),
    ];
    const iso = at.toISOString();
    const common = { case_id: id, workflow: workflow.name };
    return {
      stream: `case/${id}`,
      expected: 0,
      entries,
      head: { workflow: workflow.name, dueAt: null },
      rows: {
        cases: {
          id,
          workflow: workflow.name,
          subject: id,
          title,
          kind: null,
          status: 'closed',
          step: 'closed',
          outcome: 'solved',
          reworked: false,
          opened_at: iso,
          changed_at: iso,
          closed_at: iso,
          version: entries.length,
        },
        log_rows: [
          {
            id: `${id}.1`,
            ...common,
            at: iso,
            actor: 'Remit',
            kind: null,
            play: null,
            effect: 'approve',
            trigger: '',
            context: '',
            action: '',
            boundary: '',
            outcome: '',
            rule_update: '',
            search: '',
          },
        ],
      },
    };
  });
}
