import { ACTS, ALL, SEEN, type Definition } from './define.ts';

/** What agents did of the work, and what people made of their plans. */
export const WORK: readonly Definition[] = [
  {
    id: 'coverage_prepared',
    label: 'Prepared by an agent',
    unit: 'share',
    better: 'up',
    means:
      'Decisions for which an agent had a plan on the table, of all decisions, made or still to be made, those of the control group and in shadow included.',
    leaves:
      'Cases of which nothing is planned yet, plans that a new message overtook, and cases that were closed without a decision.',
    measure: { as: 'share', count: 'prepared', of: 'begun' },
    agent: ACTS,
    of: ALL,
    people: false,
    why: 'It is a share of all work, so there is nothing beside it.',
  },
  {
    id: 'coverage_alone',
    label: 'Completed alone',
    unit: 'share',
    better: 'up',
    means:
      'Decisions that ran and were closed without a failure and without a person, of all decisions, made or still to be made, those of the control group and in shadow included. What waits for a person was not done alone.',
    leaves:
      'Cases of which nothing is planned yet, and plans that a new message overtook. That it ran alone says nothing of whether it was right: audits and rework do.',
    measure: { as: 'share', count: 'alone', of: 'begun' },
    agent: ACTS,
    of: ALL,
    people: false,
    why: 'It is a share of all work, so there is nothing beside it.',
  },
  {
    id: 'intervention_rate',
    label: 'Human intervention',
    unit: 'share',
    better: 'down',
    means:
      'Decisions that a person made, has still to make, or had to finish after they had begun alone, of all decisions in the roll-out, made or still to be made.',
    leaves: 'Audits and second looks, which people do besides.',
    measure: { as: 'share', count: 'intervened', of: 'begun' },
    agent: ACTS,
    people: false,
    why: 'Without an agent people do all of it.',
  },
  {
    id: 'edit_rate',
    label: 'Edited before approval',
    unit: 'share',
    better: null,
    means:
      'Plans that a person changed before they let them through, of all plans that people let through. Few edits are good only while little comes back: read it beside rework.',
    leaves:
      'Plans that still wait, that people rejected or did by hand instead, and all that ran alone. Known-answer checks are never in it. Where people look too little it is too low: see attention.',
    measure: { as: 'share', count: 'edited', of: 'let_through' },
    agent: ACTS,
    people: false,
    why: 'Nobody edits plans where people work by themselves.',
  },
  {
    id: 'edit_extent',
    label: 'How much edits changed',
    unit: 'share',
    better: 'down',
    means:
      'The mean share of a plan’s inputs that an edit changed: all of them where the person took another play, none where only the kind was put right.',
    leaves: 'Plans that were approved as they were, rejected, or done by hand.',
    measure: { as: 'mean', sum: 'extent', of: 'let_through' },
    agent: ACTS,
    people: false,
    why: 'Nobody edits plans where people work by themselves.',
  },
  {
    id: 'edit_money',
    label: 'Money that edits moved',
    unit: 'money',
    better: 'down',
    means: 'By how much edits changed the money of plans, up or down, added up.',
    leaves: 'Rejected plans, and edits in another currency.',
    measure: { as: 'money', of: 'let_through', only: 'edit' },
    agent: ACTS,
    people: false,
    why: 'Nobody edits plans where people work by themselves.',
  },
  {
    id: 'rejection_rate',
    label: 'Rejected',
    unit: 'share',
    better: 'down',
    means: 'Plans that a person rejected, of all plans that a person approved, edited or rejected.',
    leaves: 'Plans that still wait, and those that a person did by hand instead.',
    measure: { as: 'share', count: 'rejected', of: 'judged' },
    agent: ACTS,
    people: false,
    why: 'Nobody rejects plans where people work by themselves.',
  },
  {
    id: 'agreement',
    label: 'Agreement',
    unit: 'share',
    better: 'up',
    means:
      'Decisions of people that were what the agent had planned, of all decisions that could be compared, with the plan on the screen or without it. What ran alone is not among them: audits judge that.',
    leaves:
      'What ran alone, what still waits, and control cases, where people saw no plan and none was held for comparison. An approval counts in full here, however short the look; standings discount it.',
    measure: { as: 'share', count: 'agreed', of: 'compared' },
    agent: SEEN,
    people: false,
    why: 'There is no plan to agree with where people work by themselves.',
  },
];
