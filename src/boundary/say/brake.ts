import type { Brake } from '../schema.ts';

const STOPS: Record<Brake, string> = {
  write: 'this write stops everywhere at once',
  system: 'every write of its system stops at once',
  agent: 'the agent that planned it stops at once',
  workflow: 'the whole workflow stops at once',
  all: 'everything stops at once',
};

/** What a rule stops beside the action itself: ", and the whole workflow stops at once"; empty for most. */
export function sayBrake(brake: Brake | undefined): string {
  return brake ? `, and ${STOPS[brake]}` : '';
}
