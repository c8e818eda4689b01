import type { Writer } from '../../flow/action/schema.ts';
import type { Reader } from '../../flow/context/schema.ts';
import type { Agent, PlanInput, Proposal } from '../../flow/plan/schema.ts';
import type { Log } from '../../log/schema.ts';
import type { Workflow } from '../../workspace/schema.ts';
import type { Meters } from './meters.ts';
import { fail, inSpan } from './spans.ts';

type System = Reader & Writer;
/** What came of a read, a write or a confirmation, as a word from a short list. */
type Came =
  | 'ok'
  | 'not_known'
  | Exclude<Awaited<ReturnType<Reader['read']>> | Awaited<ReturnType<Writer['write']>>, { ok: true }>['why'];

/** The log, with every append counted by the kinds of its entries. */
export function watchedLog(log: Log, meters: Meters): Log {
  return {
    read: (stream) => log.read(stream),
    readMany: (streams) => log.readMany(streams),
    holder: (name) => log.holder(name),
    follow: (after, options) => log.follow(after, options),
    async append(append) {
      const done = await log.append(append);
      const workflow = append.head?.workflow ?? /^workflow\/(.+)$/.exec(append.stream)?.[1] ?? '';
      if (done.ok) for (const { kind } of append.entries) meters.appended(kind, workflow);
      return done;
    },
  };
}

/**
 * Systems, with every read and write timed and traced. Names follow OpenTelemetry's conventions for generative AI:
 * to whoever reads the trace, a read or write of an agent is a tool that was executed. What is read or written is
 * never put into a trace: only names, keys and what came of it.
 */
export function watchedSystems(
  systems: () => Record<string, System>,
  meters: Meters,
): () => Record<string, System> {
  let from: Record<string, System> = {};
  let watched: Record<string, System> = {};
  // They are asked for at every read and write, and change only when the workspace does.
  return () => {
    const now = systems();
    const names = Object.keys(now);
    const isSame =
      names.length === Object.keys(from).length && names.every((name) => from[name] === now[name]);
    if (isSame) return watched;
    from = { ...now };
    watched = Object.fromEntries(
      Object.entries(now).map(([name, system]) => [name, watchedSystem(name, system, meters)]),
    );
    return watched;
  };
}

function watchedSystem(name: string, system: System, meters: Meters): System {
  const during = <T>(
    mode: 'read' | 'write' | 'confirm',
    offer: string,
    key: string | undefined,
    run: () => Promise<T>,
    cameOf: (answer: T) => Came,
  ): Promise<T> => {
    const own = offer.startsWith(`${name}.`) ? offer.slice(name.length + 1) : offer;
    const attributes = {
      'gen_ai.operation.name': 'execute_tool',
      'gen_ai.tool.name': `${name}.${own}`,
      'gen_ai.tool.type': 'function',
      'remit.system': name,
      'remit.mode': mode,
      ...(key === undefined ? {} : { 'gen_ai.tool.call.id': key }),
    };
    return inSpan(`execute_tool ${name}.${own}`, { kind: 'CLIENT', attributes }, async (span) => {
      const began = performance.now();
      const answer = await run();
      const result = cameOf(answer);
      meters.asked({ system: name, offer: own, mode, result }, (performance.now() - began) / 1_000);
      if (result !== 'ok') fail(span, result);
      return answer;
    });
  };
  const cameOf = (answer: { ok: true } | { ok: false; why: Exclude<Came, 'ok'> }): Came =>
    answer.ok ? 'ok' : answer.why;
  return {
    read: (offer, args, options) =>
      during('read', offer, undefined, () => system.read(offer, args, options), cameOf),
    write: (offer, args, options) =>
      during('write', offer, options.key, () => system.write(offer, args, options), cameOf),
    confirm: (offer, args, options) =>
      during(
        'confirm',
        offer,
        options.key,
        () => system.confirm(offer, args, options),
        ({ known }) => (known ? 'ok' : 'not_known'),
      ),
  };
}

/** The agents of workflows, each watched; made once for each agent. */
export function watchedAgents(
  agents: (workflow: Workflow) => Agent[],
  meters: Meters,
): (workflow: Workflow) => Agent[] {
  const known = new WeakMap<Agent, Agent>();
  return (workflow) =>
    agents(workflow).map((agent) => {
      const before = known.get(agent);
      const watched = before ?? watchedAgent(agent, workflow.name, meters);
      if (!before) known.set(agent, watched);
      return watched;
    });
}

/** An agent of a workflow, with every plan timed and traced (`invoke_agent` of the conventions). */
function watchedAgent(agent: Agent, workflow: string, meters: Meters): Agent {
  const plan = (input: PlanInput, signal?: AbortSignal): Promise<Proposal> => {
    const attributes = {
      'gen_ai.operation.name': 'invoke_agent',
      'gen_ai.agent.name': agent.name,
      'gen_ai.agent.version': agent.version,
      'remit.workflow': workflow,
      'remit.case': input.caseId,
    };
    return inSpan(`invoke_agent ${agent.name}`, { attributes }, async (span) => {
      const began = performance.now();
      const proposal = await agent.plan(input, signal);
      const result = proposal.ok ? 'plan' : 'abstained';
      const seconds = (performance.now() - began) / 1_000;
      meters.planned({ workflow, agent: agent.name, result }, seconds, proposal.spent?.tokens);
      span.setAttribute('remit.result', result);
      if (proposal.ok) span.setAttributes({ 'remit.kind': proposal.kind, 'remit.play': proposal.play });
      return proposal;
    });
  };
  // The rest of an agent is looked up in it as it is, for some of it is only there where plans cost something.
  return Object.assign(Object.create(agent) as Agent, { plan });
}
