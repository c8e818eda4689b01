import type { ObservationRow } from '../../log/schema.ts';
import type { CaseState } from './state.ts';

/** What decisions since a version have said of agents' plans: what standings are counted from. */
export function observationRows(state: CaseState, since: number): ObservationRow[] {
  return state.observations
    .filter(({ version }) => version > since)
    .map((one) => ({
      id: `${state.id}.${one.version}.${one.n}`,
      case_id: state.id,
      workflow: state.workflow,
      at: one.at.toISOString(),
      round: one.round,
      agent: one.agent.name,
      agent_version: one.agent.version,
      kind: one.kind,
      play: one.play,
      agreed: one.agreed,
      source: one.source,
      placed: one.placed && JSON.stringify(one.placed),
      by: one.by,
      seen_ms: one.seenMs,
    }));
}
