import type { Remit } from '../src/index.ts';
import { told, toolName, type Told } from './told.ts';

/** What is read of AG-UI's events; any others may stand among them. */
export interface AgUiEvent {
  type: string;
  toolCallId?: string;
  toolCallName?: string;
  delta?: unknown;
  outcome?: { type: string; interrupts?: AgUiInterrupt[] } | undefined;
}
export interface AgUiInterrupt {
  id: string;
  reason: string;
  message?: string;
  toolCallId?: string;
}

/** As AG-UI's `ResumeEntry`: the answer to one interrupt, for the run that goes on. */
export interface ResumeEntry {
  interruptId: string;
  status: 'resolved' | 'cancelled';
  payload: Told;
}

export interface ResumeOptions {
  /** How long to wait for people; until they have decided where nothing is said. */
  seconds?: number;
  signal?: AbortSignal;
  /** The write that a tool stands for, where its name is not that of a write with `_` for the dot. */
  writes?: Record<string, string>;
}

/**
 * Puts what a run of AG-UI stopped for into Remit's inbox, and makes the entries that resume it. `events` are those of
 * the run, its last one included. Remit performs each tool call itself, once, so the agent is told what became of it
 * and must not perform it again. A run that did not stop for anything gives no entries.
 *
 *     const resume = await resumeEntries(remit, 'returns', events);
 *     if (resume.length > 0) await agent.runAgent({ resume });
 *
 * Throws where an interrupt is about no tool call of this run or one that is no write of the workflow, and where it
 * still waits when the time is over: asked again, the same interrupt waits for the same proposal.
 */
export async function resumeEntries(
  remit: Remit,
  workflow: string,
  events: readonly AgUiEvent[],
  { seconds, signal, writes = {} }: ResumeOptions = {},
): Promise<ResumeEntry[]> {
  const finished = events.findLast(({ type }) => type === 'RUN_FINISHED');
  const interrupts = finished?.outcome?.type === 'interrupt' ? (finished.outcome.interrupts ?? []) : [];
  if (interrupts.length === 0) return [];
  const offered = (await remit.offer(workflow)).writes.map(({ name }) => name);
  return Promise.all(
    interrupts.map(async (interrupt) => {
      const { tool, args } = callOf(interrupt, events);
      const write = writes[tool] ?? offered.find((name) => name === tool || toolName(name) === tool);
      if (!write)
        throw new Error(`${workflow} has no write for the tool "${tool}". It has ${offered.join(', ')}.`);
      const body = { actions: [{ write, args }], reason: interrupt.message ?? interrupt.reason };
      const proposal = await remit.proposeAndWait(workflow, body, {
        key: interrupt.id,
        ...(seconds === undefined ? {} : { seconds }),
        ...(signal ? { signal } : {}),
      });
      if (proposal.status === 'waiting') {
        throw new Error(
          `${proposal.says} Ask again with the same interrupt; its handle is ${proposal.handle}.`,
        );
      }
      return { interruptId: interrupt.id, status: 'resolved', payload: told(proposal) };
    }),
  );
}

/** The tool call that an interrupt is about, put together from the events that announced it and its arguments. */
function callOf({ id, toolCallId }: AgUiInterrupt, events: readonly AgUiEvent[]) {
  const of = events.filter((event) => event.toolCallId === toolCallId);
  const tool = of.find(({ type }) => type === 'TOOL_CALL_START')?.toolCallName;
  if (toolCallId === undefined || tool === undefined) {
    throw new Error(
      `The interrupt ${id} is about no tool call of this run: Remit reviews actions, not questions.`,
    );
  }
  const text = of.flatMap(({ type, delta }) =>
    type === 'TOOL_CALL_ARGS' && typeof delta === 'string' ? delta : [],
  );
  return { tool, args: JSON.parse(text.join('') || '{}') as Record<string, unknown> };
}
