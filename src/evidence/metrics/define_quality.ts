import { ACTS, SEEN, type Definition } from './define.ts';

/** How well it went. */
export const QUALITY: readonly Definition[] = [
  {
    id: 'rework_rate',
    label: 'Rework',
    unit: 'share',
    better: 'down',
    means:
      'Decisions after which the case came back, an action was taken back, or a late outcome such as a chargeback was laid at their door, of all decisions that were planned at least seven days ago. It counts at the time of the decision that caused it.',
    leaves:
      'Decisions of the last seven days, which have had too little time to come back, and what comes back by a way that Remit does not hear of. A chargeback may take longer than a week: old days still rise a little.',
    measure: { as: 'share', count: 'reworked', of: 'decided' },
    settles: true,
    agent: ACTS,
    people: true,
    why: '',
  },
  {
    id: 'escalation_rate',
    label: 'Escalated',
    unit: 'share',
    better: 'down',
    means:
      'Decisions that went up: nobody decided in time, a person handed them on, or the case was closed as escalated, of all decisions, made or still to be made.',
    leaves: 'A role that the boundary itself asks for.',
    measure: { as: 'share', count: 'escalated', of: 'begun' },
    agent: ACTS,
    people: true,
    why: '',
    parts: [
      { name: 'too_late', label: 'Nobody decided in time', count: 'escalated_too_late' },
      { name: 'role', label: 'Handed to another role', count: 'escalated_role' },
      { name: 'person', label: 'Handed on', count: 'escalated_person' },
      { name: 'outcome', label: 'Closed as escalated', count: 'escalated_outcome' },
    ],
  },
  {
    id: 'policy_conflicts',
    label: 'Policy conflicts',
    unit: 'share',
    better: 'down',
    means:
      'Plans of which the boundary or the source-of-truth map denied something when they were ruled first, of all plans. None of it was done.',
    leaves: 'What people decide by hand, and plans ruled a second time.',
    measure: { as: 'share', count: 'conflicts', of: 'plans' },
    agent: SEEN,
    people: false,
    why: 'What people decide by themselves is not ruled; bad precedents are found by ruling the history.',
  },
  {
    id: 'failure_rate',
    label: 'Failures',
    unit: 'share',
    better: 'down',
    means:
      'Decisions in which a step fell short, of all decisions, made or still to be made, by the step that was first: a needed fact was missing, the plan was incomplete, an action failed, or the end state did not hold.',
    leaves: 'Mistakes that nobody noticed: audits and rework find those.',
    measure: { as: 'share', count: 'failures', of: 'begun' },
    agent: ACTS,
    people: true,
    why: '',
    parts: [
      { name: 'context', label: 'Context: a fact was missing', count: 'failed_context' },
      { name: 'plan', label: 'Plan: it was incomplete', count: 'failed_plan' },
      { name: 'action', label: 'Action: it was not done', count: 'failed_action' },
      { name: 'outcome', label: 'Outcome: the end state did not hold', count: 'failed_outcome' },
    ],
  },
  {
    id: 'audit_deviation',
    label: 'Deviations found in audits',
    unit: 'share',
    better: 'down',
    means:
      'Of what ran alone and was drawn at random, the share in which a person who judged it blind would have done otherwise, with an upper bound: at 95 % the true share is below it.',
    leaves:
      'Drawn ones that nobody has judged yet; the page Audits says how many, and a standing counts them as deviations after two weeks.',
    measure: { as: 'share', count: 'deviating', of: 'audited' },
    agent: ACTS,
    people: false,
    why: 'Only what ran alone is audited; second looks say how far people agree with one another.',
  },
  {
    id: 'misroutes',
    label: 'Misroutes',
    unit: 'share',
    better: 'down',
    means:
      'Decisions in which a person found the case to be of another kind than the agent had said, of all in which a person said the kind.',
    leaves: 'What ran alone and was not audited, and what still waits.',
    measure: { as: 'share', count: 'misrouted', of: 'routed' },
    agent: SEEN,
    people: false,
    why: 'Where people work by themselves, nobody else said the kind before.',
  },
];
