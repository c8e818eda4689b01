import { sayKind } from '../../../flow/say/agents.ts';
import type { z } from 'zod';
import { statement } from '../../../boundary/index.ts';
import type { Limit } from '../../../boundary/schema.ts';
import { showMoney } from '../../../workspace/money.ts';
import type { AgentRef, Template, Workflow, Workspace } from '../../../workspace/schema.ts';
import type { Fault } from '../../../workspace/shape.ts';
import type { WorkflowAnswer } from '../contract.ts';
import { showInputs } from './plan.ts';
import { labelFrom, splitName, writeLabel, writeOf } from '../../../flow/say/words.ts';
import { sayOnce } from './once.ts';

type Shown = z.output<typeof WorkflowAnswer>;

/** What the log adds to a workflow's files. */
export interface Counted {
  counts: Shown['counts'];
  kinds: ReadonlyMap<string, number>;
  plays: ReadonlyMap<string, number>;
  faults: Fault[];
}

/** A workflow as its files describe it: map, plays, agents, boundary with its statement; and how its cases went. */
export function showWorkflow(workflow: Workflow, workspace: Workspace, counted: Counted): Shown {
  const { boundary } = workflow;
  return {
    name: workflow.name,
    label: workflow.label,
    purpose: workflow.purpose,
    pressure: workflow.pressure,
    version: workflow.version,
    stage: workflow.stage,
    kinds: workflow.kinds.map((kind) => ({ ...kind, cases: counted.kinds.get(kind.name) ?? 0 })),
    map: showMap(workflow, workspace),
    plays: Object.values(workflow.plays).map((play) => ({
      name: play.name,
      label: play.label,
      writes: play.actions.map((action) => action.write),
      inputs: showInputs(play, {}),
      cases: counted.plays.get(play.name) ?? 0,
      ends: play.ends ?? null,
    })),
    agents: workflow.agents.map(showAgent),
    boundary: {
      version: boundary.version,
      file: boundary.file,
      text: boundary.text,
      otherwise: boundary.otherwise,
      statement: statement(boundary),
      limits: Object.values(boundary.limits).map((limit) => showLimit(limit, workspace.locale)),
    },
    playbook: workflow.playbook,
    counts: counted.counts,
    faults: counted.faults.map(({ file, line, says, suggestion }) => ({ file, line, says, suggestion })),
  };
}

function showMap(workflow: Workflow, workspace: Workspace): Shown['map'] {
  return {
    reads: Object.values(workflow.context).map((source) => {
      const [system, read] = splitName(source.read);
      const offer = workspace.systems[system]?.reads[read];
      return {
        fact: source.name,
        label: offer?.label ?? labelFrom(source.name),
        read: source.read,
        system: workspace.systems[system]?.label ?? system,
        optional: source.optional,
        fresh_ms: offer?.freshMs ?? null,
        with: Object.fromEntries(
          Object.entries(source.with).map(([name, template]) => [name, showTemplate(template)]),
        ),
      };
    }),
    writes: workflow.writes.map((write) => {
      const [system] = splitName(write);
      const offer = writeOf(write, workspace);
      return {
        write,
        label: writeLabel(write, workspace),
        system: workspace.systems[system]?.label ?? system,
        money: offer?.money ?? null,
        undo: offer?.undo ? writeLabel(offer.undo.write, workspace) : null,
        irreversible: offer?.irreversible ?? false,
        exactly_once: sayOnce(offer),
      };
    }),
    never: workflow.never,
  };
}

function showTemplate(template: Template): string {
  return typeof template === 'string' ? template : JSON.stringify(template);
}

function showAgent(agent: AgentRef): Shown['agents'][number] {
  const isRules = agent.kind === 'rules';
  return {
    name: agent.name,
    kind: agent.kind,
    version: agent.version,
    says: sayKind(agent),
    rows: isRules
      ? agent.rows.map(({ id, when, play, because }) => ({ id, when: when ?? null, play, because }))
      : [],
  };
}

function showLimit(limit: Limit, locale: string): Shown['boundary']['limits'][number] {
  if (limit.unit === 'money') {
    const ceiling = limit.ceiling ? showMoney(limit.ceiling, locale) : null;
    return { name: limit.name, value: showMoney(limit.value, locale), ceiling };
  }
  const { unit } = limit;
  const show = (value: number) =>
    unit === 'count' || unit === 'number'
      ? String(value)
      : unit === 'percent'
        ? `${value} %`
        : `${value} ${unit}`;
  return {
    name: limit.name,
    value: show(limit.value),
    ceiling: limit.ceiling === undefined ? null : show(limit.ceiling),
  };
}
