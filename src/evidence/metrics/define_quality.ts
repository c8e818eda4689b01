import { ACTS, SEEN, type Definition } from './define.ts';

/** How well it went. */
export const QUALITY: readonly Definition[] = [
  {
    id: 'rework_rate',
    label: 'Rework',
    unit: 'share',
    better: 'down',
    means:
      'Decisions after which the case came back, an action was taken back, or a late outcome such as a chargeback was laid at their door, of all decisions. It counts at the time of the decision that caused it, so the newest days still rise.',
    measure: { as: 'share', count: 'reworked', of: 'decided' },
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
      'Decisions that went up: nobody decided in time, a person handed them on, or the case was closed as escalated, of all decisions.',
    measure: { as: 'share', count: 'escalated', of: 'decided' },
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
      'Decisions in which a step fell short, of all decisions, by the step that was first: a needed fact was missing, the plan was incomplete, an action failed, or the end state did not hold.',
    measure: { as: 'share', count: 'failures', of: 'decided' },
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
    measure: { as: 'share', count: 'misrouted', of: 'routed' },
    agent: SEEN,
    people: false,
    why: 'Where people work by themselves, nobody else said the kind before.',
  },
];
