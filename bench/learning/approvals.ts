import type { DecidedCase } from '../../src/learning/score.ts';

type Entry = { 'concept:name': string; 'time:timestamp': string };
/** One declaration of the file: what it asks for, and what became of it. */
export type Declaration = { attrs: Record<string, string>; events: Entry[] };

/** A decision with what was logged before it. `path`: who had decided before, how often it came back, how long it waited. */
export type Decision = DecidedCase & { at: number; by: string; path: DecidedCase['example']['fields'] };

const DAY_MS = 86_400_000;
const DECIDED = /^Declaration (?:FINAL_)?(APPROVED|REJECTED) by (.+)$/;
/** Who gives no decision: an employee who takes a declaration back, and a role that was not written down. */
const NOBODY = new Set(['EMPLOYEE', 'MISSING']);

/** Every decision on every declaration in the order of time: yes or no, from the amount, the budget and the weekday. */
export function decisionsOf(declarations: readonly Declaration[]): Decision[] {
  return declarations.flatMap((declaration) => decisionsIn(declaration)).sort((a, b) => a.at - b.at);
}

/** What became of each declaration, by who refused it first, in the order of the last decision on it. */
export function refusersOf(declarations: readonly Declaration[]): Decision[] {
  return declarations
    .map((declaration): Decision => {
      const decisions = decisionsIn(declaration);
      const refused = decisions.find(({ labels }) => labels['decision'] === 'no');
      const at = decisions.at(-1)?.at ?? timeOf(declaration.events[0]);
      const first = timeOf(declaration.events[0]);
      return {
        example: exampleAt(declaration, first),
        labels: { decision: refused?.by ?? 'nobody' },
        at,
        by: 'all',
        path: {},
      };
    })
    .sort((a, b) => a.at - b.at);
}

function decisionsIn(declaration: Declaration): Decision[] {
  const { events } = declaration;
  return events.flatMap((event, n): Decision[] => {
    const [, verdict, by] = DECIDED.exec(event['concept:name']) ?? [];
    if (!verdict || !by || NOBODY.has(by)) return [];
    const at = timeOf(event);
    const before = events.slice(0, n).map((past) => past['concept:name']);
    const path = {
      before: before.at(-1) ?? '',
      steps: before.length,
      refusals: before.filter((name) => name.includes('REJECTED')).length,
      waited: Math.floor((at - timeOf(events[0])) / DAY_MS),
    };
    const labels = { decision: verdict === 'APPROVED' ? 'yes' : 'no' };
    return [{ example: exampleAt(declaration, at), labels, at, by, path }];
  });
}

function exampleAt({ attrs }: Declaration, at: number): DecidedCase['example'] {
  const fields = {
    amount: Number(attrs['Amount']),
    budget: attrs['BudgetNumber'] ?? '',
    weekday: new Date(at).getUTCDay(),
  };
  return { text: '', fields };
}

function timeOf(event: Entry | undefined): number {
  return Date.parse(event?.['time:timestamp'] ?? '');
}
