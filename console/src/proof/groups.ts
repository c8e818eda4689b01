import type { Metric, MetricId } from './queries.ts';

const GROUPS: { title: string; ids: MetricId[] }[] = [
  { title: 'How much the agents do', ids: ['coverage_prepared', 'coverage_alone', 'intervention_rate'] },
  {
    title: 'Whether people agree',
    ids: ['edit_rate', 'edit_extent', 'edit_money', 'rejection_rate', 'agreement', 'audit_deviation'],
  },
  {
    title: 'What goes wrong',
    ids: ['rework_rate', 'escalation_rate', 'policy_conflicts', 'failure_rate', 'misroutes'],
  },
  {
    title: 'How long it takes',
    ids: ['first_response', 'resolution', 'waiting', 'handling', 'backlog'],
  },
  { title: 'What it saves and costs', ids: ['hours_recaptured', 'exposure', 'spend'] },
];

/** The metrics in the order of a reader's questions; one that has no group yet still has a place. */
export function groupsOf(metrics: Metric[]): { title: string; metrics: Metric[] }[] {
  const named = GROUPS.map(({ title, ids }) => ({
    title,
    metrics: ids.flatMap((id) => metrics.find((metric) => metric.id === id) ?? []),
  }));
  const known = new Set<string>(GROUPS.flatMap(({ ids }) => ids));
  const rest = metrics.filter(({ id }) => !known.has(id));
  return [...named, { title: 'More', metrics: rest }].filter((group) => group.metrics.length > 0);
}
