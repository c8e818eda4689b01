import type { CaseState } from '../../flow/index.ts';

/** A task of A2A, as JSON: what another agent is told of a case. What was written, read and said in it stays inside. */
export interface Task {
  id: string;
  contextId: string;
  status: { state: TaskState; timestamp: string; message: Message };
  artifacts: { artifactId: string; name: string; parts: { data: unknown }[] }[];
}

type TaskState = 'TASK_STATE_SUBMITTED' | 'TASK_STATE_WORKING' | 'TASK_STATE_COMPLETED' | 'TASK_STATE_FAILED';

interface Message {
  messageId: string;
  role: 'ROLE_AGENT';
  taskId: string;
  contextId: string;
  parts: { text: string }[];
}

/** A case as a task, and its own context: its subject may name a person, and is nobody's business outside. */
export function taskOf(state: CaseState): Task {
  const { id } = state;
  const contextId = id;
  const { says, state: name } = standOf(state);
  const message: Message = {
    messageId: `${id}.${state.version}`,
    role: 'ROLE_AGENT',
    taskId: id,
    contextId,
    parts: [{ text: says }],
  };
  const status = { state: name, timestamp: state.changedAt.toISOString(), message };
  return { id, contextId, status, artifacts: state.status === 'closed' ? [outcomeOf(state)] : [] };
}

function standOf({ status, outcome, plan }: CaseState): { state: TaskState; says: string } {
  switch (status) {
    case 'open':
      return plan
        ? { state: 'TASK_STATE_WORKING', says: 'It is being worked on.' }
        : { state: 'TASK_STATE_SUBMITTED', says: 'It has arrived.' };
    case 'held':
      return { state: 'TASK_STATE_WORKING', says: 'A person decides what is done.' };
    case 'acting':
      return { state: 'TASK_STATE_WORKING', says: 'It is being done.' };
    case 'unknown':
      return {
        state: 'TASK_STATE_WORKING',
        says: 'Of something that was sent it is not known whether it was done: a person looks.',
      };
    case 'closed':
      if (outcome === 'failed') return { state: 'TASK_STATE_FAILED', says: 'It could not be solved.' };
      if (outcome === 'escalated')
        return { state: 'TASK_STATE_COMPLETED', says: 'It was handed on to people elsewhere.' };
      return { state: 'TASK_STATE_COMPLETED', says: 'It is solved.' };
  }
}

/** How it ended: the outcome, and which writes were done, without their arguments. */
function outcomeOf({ id, outcome, kind, actions }: CaseState): Task['artifacts'][number] {
  const done = actions.map(({ write, status }) => ({ write, status }));
  return {
    artifactId: `${id}.outcome`,
    name: 'Outcome',
    parts: [{ data: { outcome, kind, actions: done } }],
  };
}
