import { counted, percent } from '../../evidence/words.ts';
import { kindLabel, listWords } from '../../flow/say/words.ts';
import type { GroupSummary, LaneSummary, StandingSummary } from '../../learning/standing/summary.ts';
import type { Workflow } from '../../workspace/schema.ts';
import { LANE_NAMES } from './announce.ts';

/** One lane, as a page shows it. */
export function tellLane(
  workflow: Workflow,
  { groups }: StandingSummary,
  group: GroupSummary,
  lane: LaneSummary,
) {
  const { cases, deviations, open, generation, evidence, reach, needed } = lane;
  const holds = reach > 0 || cases > 0;
  const label = LANE_NAMES[lane.lane] ?? 'some of its plans';
  return {
    group: group.name,
    group_says: groups.length === 1 ? 'All kinds' : sayGroup(workflow, group),
    lane: lane.lane,
    label: `${label.charAt(0).toUpperCase()}${label.slice(1)}`,
    open,
    generation,
    cases,
    deviations,
    share: open ? 1 : evidence,
    coverage: holds ? reach : null,
    missing:
      open || !holds ? null : { needed, days: null, says: `${counted(needed, 'more agreeing decision')}.` },
    says: sayLane(lane, holds),
  };
}

function sayLane({ open, cases, deviations, reach }: LaneSummary, holds: boolean): string {
  if (!holds) return 'No plan is sure enough for it yet.';
  const record =
    cases === 0
      ? 'no decision counts for it yet'
      : `${deviations} of ${counted(cases, 'decision')} ${deviations === 1 ? 'was' : 'were'} otherwise (${percent(deviations / cases)})`;
  return `${open ? 'Open' : 'Not proved yet'}: ${record}. It holds ${percent(reach)} of the plans of late.`;
}

function sayGroup(workflow: Workflow, { kinds }: GroupSummary): string {
  if (kinds === null) return 'Everything else';
  return listWords(kinds.map((kind) => kindLabel(kind, workflow) ?? kind));
}
