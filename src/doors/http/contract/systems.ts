import { ProbeAnswer, SystemAnswer, SystemsAnswer } from '../answers/systems.ts';
import { op } from './operation.ts';

/** Operations on outside systems: their health, and what they offer. */
export const systemsOperations = {
  systems: op('GET', '/api/systems', 'Every system with its health, what it offers and who uses it.', {
    answer: SystemsAnswer,
  }),
  system: op('GET', '/api/systems/:id', 'One system: its reads and writes, limits, faults and outages.', {
    answer: SystemAnswer,
  }),
  probe_system: op('POST', '/api/systems/:id/probe', 'Ask a system now, with a read that changes nothing.', {
    answer: ProbeAnswer,
  }),
} as const;
