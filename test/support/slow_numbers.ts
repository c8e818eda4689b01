import type { CaseEntry } from '../../src/flow/case/entries.ts';

type Of<K extends CaseEntry['kind']> = Extract<CaseEntry, { kind: K }>;

/** One decision as the raw entries tell it, in words of their own: nothing here is shared with the replay. */
export interface SlowRound {
  caseId: string;
  workflow: string;
  plannedAt: Date;
  since: Date;
  group: 'agent' | 'shadow' | 'control' | 'recorded';
  kind: string;
  plannedKind: string;
  play: string;
  agent: string;
  version: string;
  hasPlan: boolean;
  how: string | null;
  at: Date | null;
  byPerson: boolean;
  agreed: boolean | null;
  conflict: boolean;
  step: string | null;
  failed: boolean;
  reworked: boolean;
  escalated: string | null;
  audit: { agreed: boolean; kindDiffers: boolean } | null;
  askedAt: Date | null;
  answeredAt: Date | null;
  closedAt: Date | null;
  workMs: number | null;
  systems: Set<string>;
  /** Money by action key: what it moved, while it stands as done. */
  money: Map<string, { write: string; minor: number; currency: string; stands: boolean }>;
  ruled: boolean;
  /** The newest of a case that is still open. */
  goesOn: boolean;
  /** Something went out since the case was opened, or opened again. */
  isAnswered: boolean;
}

/** Reads the decisions of one case from its raw entries. */
export class SlowCase {
  readonly rounds: SlowRound[] = [];
  private since = new Date(0);
  private workflow = '';
  private recorded = false;
  /** What is in force: nothing, a plan that is a round, or one that takes something back. */
  private plan: 'none' | 'round' | 'undo' = 'none';
  private planActions = 0;
  private isOpen = true;
  private readonly owner = new Map<string, SlowRound | undefined>();
  private readonly undoes = new Map<string, string>();

  constructor(private readonly id: string) {}

  /** To be called when all was heard. */
  end(): SlowRound[] {
    for (const round of this.rounds) {
      // A case that came back and is not planned anew yet has no decision that goes on.
      const isNewest = round === this.rounds.at(-1) && round.closedAt === null;
      round.goesOn = this.isOpen && isNewest && round.how !== 'expired';
      round.isAnswered = this.wasAnswered(round.since);
    }
    return this.rounds;
  }

  private get now(): SlowRound | undefined {
    return this.plan === 'round' ? this.rounds.at(-1) : undefined;
  }

  hear(entry: CaseEntry): void {
    const { kind, at } = entry;
    if (kind === 'opened') {
      this.since = new Date(entry.body.received_at);
      this.workflow = entry.body.workflow;
      this.recorded = entry.body.recorded ?? false;
    } else if (kind === 'joined') {
      if (this.now?.how === null) Object.assign(this.now, { how: 'expired', at });
      this.plan = 'none';
      if (entry.body.what !== undefined) this.blame(entry.body.key);
    } else if (kind === 'reopened') {
      this.isOpen = true;
      if (entry.body.why !== 'undone') this.since = at;
      this.plan = 'none';
      if (entry.body.why === 'late') this.blame(entry.body.key);
      if (entry.body.why === 'came_back') this.blame(undefined);
    } else if (kind === 'planned') this.planned(entry);
    else if (kind === 'ruled') this.ruled(entry);
    else if (kind === 'review.asked' && this.now) this.now.askedAt ??= at;
    else if (kind === 'review.expired' && entry.body.why === 'too_late' && this.now)
      this.now.escalated ??= 'too_late';
    else if (kind === 'review.decided') this.decided(entry);
    else if (kind === 'handled') this.handled(entry);
    else if (kind === 'noted' && entry.body.end === false && this.now)
      Object.assign(this.now, { failed: true, step: this.now.step ?? 'outcome' });
    else if (kind === 'closed') this.closed(entry);
    else if (kind === 'audited') {
      const last = this.rounds.at(-1);
      if (last) last.audit = { agreed: entry.body.agreed, kindDiffers: entry.body.changed.includes('kind') };
    } else this.acted(entry);
  }

  private begin(more: Partial<SlowRound> & Pick<SlowRound, 'kind' | 'plannedAt'>): SlowRound {
    const round: SlowRound = {
      caseId: this.id,
      workflow: this.workflow,
      since: this.since,
      group: 'agent',
      plannedKind: more.kind,
      play: '',
      agent: 'nobody',
      version: '0',
      hasPlan: false,
      how: null,
      at: null,
      byPerson: false,
      agreed: null,
      conflict: false,
      step: null,
      failed: false,
      reworked: false,
      escalated: null,
      audit: null,
      askedAt: null,
      answeredAt: null,
      closedAt: null,
      workMs: null,
      systems: new Set(),
      money: new Map(),
      ruled: false,
      goesOn: false,
      isAnswered: false,
      ...more,
    };
    this.rounds.push(round);
    return round;
  }

  private planned({ body, at }: Of<'planned'>): void {
    this.plan = body.undoes === undefined ? 'round' : 'undo';
    this.planActions = body.actions.length;
    if (body.undoes !== undefined) return;
    const { name: agent, version } = body.agent;
    this.begin({
      plannedAt: at,
      kind: body.kind,
      play: body.play ?? '',
      hasPlan: body.play !== null,
      agent,
      version,
    });
  }

  private ruled({ body }: Of<'ruled'>): void {
    const round = this.now;
    if (!round) return;
    const { stage, cohort } = body.rollout ?? { stage: 'act', cohort: 'agent' };
    if (round.how === null && !body.again)
      round.group =
        stage === 'record'
          ? 'recorded'
          : cohort === 'control'
            ? 'control'
            : stage === 'shadow'
              ? 'shadow'
              : 'agent';
    if (!body.again)
      round.conflict ||= body.actions.some((action) =>
        action.reasons.some(
          ({ effect, source }) => effect === 'deny' && ['boundary', 'map'].includes(source),
        ),
      );
    if (!round.ruled) {
      const checks = body.reasons.filter(({ source }) => source === 'check').map(({ rule }) => rule);
      if (checks.includes('missing-fact')) round.step ??= 'context';
      else if (checks.includes('incomplete')) round.step ??= 'plan';
    }
    round.ruled = true;
  }

  private decided({ body, at }: Of<'review.decided'>): void {
    const round = this.now;
    if (!round) return;
    const ms = body.seen?.ms ?? body.took_ms;
    if (ms !== undefined) round.workMs = (round.workMs ?? 0) + ms;
    if (body.decision === 'snooze') return;
    if (body.decision === 'escalate') {
      round.escalated ??= body.role === undefined ? 'person' : 'role';
      return;
    }
    round.byPerson = true;
    const compares = round.hasPlan && round.group !== 'control';
    if (body.actions) this.planActions = body.actions.length;
    const isLast = (body.clearances?.length ?? 0) > 0 || this.planActions === 0;
    if (body.decision === 'reject')
      Object.assign(round, { how: 'rejected', at, agreed: compares ? false : null });
    if (body.decision === 'edit') {
      const wasSame = round.how !== 'edited' || round.agreed !== false;
      const same = wasSame && (body.changed ?? []).every((name) => name === 'kind');
      Object.assign(round, { how: 'edited', at: isLast ? at : null, agreed: compares ? same : null });
      round.kind = body.kind ?? round.kind;
      if (!round.hasPlan && body.play) round.play = body.play;
    }
    if (body.decision === 'approve' && isLast) {
      round.at = at;
      if (round.how !== 'edited') Object.assign(round, { how: 'approved', agreed: compares ? true : null });
    }
  }

  private handled(entry: Of<'handled'>): void {
    const { body, at } = entry;
    const isFirst = this.now === undefined || this.now.how === null || this.now.how === 'expired';
    let round = this.now;
    if (this.recorded && this.plan === 'none')
      round = this.begin({ plannedAt: this.since, kind: body.kind, group: 'recorded' });
    else if (this.plan === 'none')
      round = this.begin({ plannedAt: at, kind: body.kind, group: this.rounds.at(-1)?.group ?? 'agent' });
    if (!round) return;
    if (isFirst || this.plan === 'none') {
      round.how = 'handled';
      round.agreed = this.plan === 'none' ? null : (body.agreed ?? null);
    }
    round.at ??= at;
    round.kind = body.kind;
    round.byPerson = true;
    if (!round.hasPlan && body.play !== null) round.play = body.play;
    const ms = body.seen?.ms ?? (body.minutes === undefined ? undefined : body.minutes * 60_000);
    if (ms !== undefined) round.workMs = (round.workMs ?? 0) + ms;
    if (body.outcome === 'escalated') round.escalated ??= 'outcome';
    if (!this.wasAnswered(round.since)) round.answeredAt ??= at;
  }

  private acted(entry: CaseEntry): void {
    if (entry.kind === 'action.intended') {
      const { key, write, undoes, money_minor: minor, money_currency: currency = '' } = entry.body;
      if (this.now?.how === null) Object.assign(this.now, { how: 'alone', at: entry.at });
      const round = undoes === undefined ? this.rounds.at(-1) : undefined;
      this.owner.set(key, round);
      if (undoes !== undefined) this.undoes.set(key, undoes);
      round?.systems.add(write.split('.')[0] ?? '');
      if (minor !== undefined) round?.money.set(key, { write, minor, currency, stands: false });
    }
    if (entry.kind === 'action.done') {
      const round = this.owner.get(entry.body.key);
      if (round && !this.wasAnswered(this.since)) round.answeredAt ??= entry.at;
      this.stands(entry.body.key, true);
    }
    if (entry.kind === 'action.failed') {
      const round = this.owner.get(entry.body.key);
      if (round) Object.assign(round, { failed: true, step: round.step ?? 'action' });
      this.stands(entry.body.key, false);
    }
    if (entry.kind === 'action.undone') {
      this.stands(entry.body.key, false);
      const back = this.undoes.get(entry.body.key);
      if (back !== undefined) this.stands(back, true);
      this.blame(entry.body.key);
    }
  }

  private stands(key: string, stands: boolean): void {
    const moved = this.owner.get(key)?.money.get(key);
    if (moved) moved.stands = stands;
  }

  private closed({ body, at }: Of<'closed'>): void {
    this.isOpen = false;
    const last = this.rounds.at(-1);
    if (!last || last.closedAt) return;
    last.closedAt = at;
    if (body.end.holds === false) Object.assign(last, { failed: true, step: last.step ?? 'outcome' });
    if (body.outcome === 'escalated') last.escalated ??= 'outcome';
    if (this.recorded && body.outcome === 'reworked') last.reworked = true;
  }

  private blame(key: string | undefined): void {
    const round = (key === undefined ? undefined : this.owner.get(key)) ?? this.rounds.at(-1);
    if (round) round.reworked = true;
  }

  private wasAnswered(since: Date): boolean {
    return this.rounds.some((one) => one.answeredAt !== null && one.since.getTime() === since.getTime());
  }
}

const isDecided = ({ how }: SlowRound) => how !== null && how !== 'expired';
/** Decided, or still to be. */
const isBegun = (one: SlowRound) => isDecided(one) || (one.how === null && one.closedAt === null);
const isIn =
  (...groups: SlowRound['group'][]) =>
  ({ group }: SlowRound) =>
    groups.includes(group);
const saidKind = (round: SlowRound) =>
  round.hasPlan && (round.audit !== null || ['approved', 'edited', 'handled'].includes(round.how ?? ''));

/** Share metrics by their own words: which rounds make the number, and of which it is a share. */
export const SLOW_SHARES: Record<string, [(round: SlowRound) => boolean, (round: SlowRound) => boolean]> = {
  coverage_prepared: [
    (one) => isIn('agent')(one) && isBegun(one) && one.hasPlan,
    (one) => !isIn('recorded')(one) && isBegun(one),
  ],
  coverage_alone: [
    (one) =>
      isIn('agent')(one) && one.how === 'alone' && one.closedAt !== null && !one.failed && !one.byPerson,
    (one) => !isIn('recorded')(one) && isBegun(one),
  ],
  intervention_rate: [
    (one) => isIn('agent')(one) && isBegun(one) && (one.byPerson || one.how !== 'alone'),
    (one) => isIn('agent')(one) && isBegun(one),
  ],
  edit_rate: [
    (one) => isIn('agent')(one) && one.how === 'edited',
    (one) => isIn('agent')(one) && (one.how === 'edited' || one.how === 'approved'),
  ],
  rejection_rate: [
    (one) => isIn('agent')(one) && one.how === 'rejected',
    (one) => isIn('agent')(one) && ['edited', 'approved', 'rejected'].includes(one.how ?? ''),
  ],
  agreement: [
    (one) => isIn('agent', 'shadow')(one) && one.how !== 'alone' && one.agreed === true && one.how !== null,
    (one) => isIn('agent', 'shadow')(one) && one.how !== 'alone' && one.agreed !== null && one.how !== null,
  ],
  rework_rate: [
    (one) => isIn('agent')(one) && isDecided(one) && one.reworked,
    (one) => isIn('agent')(one) && isDecided(one),
  ],
  escalation_rate: [
    (one) => isIn('agent')(one) && isBegun(one) && one.escalated !== null,
    (one) => isIn('agent')(one) && isBegun(one),
  ],
  policy_conflicts: [
    (one) => isIn('agent', 'shadow')(one) && one.hasPlan && one.conflict,
    (one) => isIn('agent', 'shadow')(one) && one.hasPlan,
  ],
  failure_rate: [
    (one) => isIn('agent')(one) && isBegun(one) && one.step !== null,
    (one) => isIn('agent')(one) && isBegun(one),
  ],
  audit_deviation: [
    (one) => isIn('agent')(one) && one.audit?.agreed === false,
    (one) => isIn('agent')(one) && one.audit !== null,
  ],
  misroutes: [
    (one) =>
      isIn('agent', 'shadow')(one) &&
      saidKind(one) &&
      (one.kind !== one.plannedKind || one.audit?.kindDiffers === true),
    (one) => isIn('agent', 'shadow')(one) && saidKind(one),
  ],
};

/** Times in minutes by their own words; undefined: does not count. */
export const SLOW_TIMES: Record<string, (round: SlowRound) => number | undefined> = {
  first_response: ({ answeredAt, since }) => minutes(since, answeredAt),
  resolution: ({ closedAt, since }) => minutes(since, closedAt),
  waiting: (one) =>
    isDecided(one) && one.how !== 'alone' && one.askedAt && one.at && one.at >= one.askedAt
      ? minutes(one.askedAt, one.at)
      : undefined,
  handling: (one) => (isDecided(one) && one.workMs !== null ? one.workMs / 60_000 : undefined),
};

/** How long what goes on has taken so far, in minutes; undefined: it does not count. */
export const SLOW_AGES: Record<string, (round: SlowRound, now: Date) => number | undefined> = {
  first_response: ({ goesOn, isAnswered, since }, now) =>
    goesOn && !isAnswered ? minutes(since, now) : undefined,
  resolution: ({ goesOn, since }, now) => (goesOn ? minutes(since, now) : undefined),
  waiting: ({ goesOn, at, askedAt }, now) =>
    goesOn && at === null && askedAt ? minutes(askedAt, now) : undefined,
  handling: () => undefined,
};

/** The median where some go on: the first time at which the product of those that were left is a half or less. */
export function slowMedian(ended: readonly number[], ages: readonly number[]): number | null {
  let left = 1;
  for (const time of ended.toSorted((one, other) => one - other)) {
    const risk = [...ended, ...ages].filter((one) => one >= time).length;
    const same = ended.filter((one) => one === time).length;
    // Of those that end at once each is met by itself.
    left *= (1 - same / risk) ** (1 / same);
    if (left <= 0.5 + 1e-9) return time;
  }
  return null;
}

function minutes(from: Date, to: Date | null): number | undefined {
  return to === null ? undefined : Math.max(0, to.getTime() - from.getTime()) / 60_000;
}

/** Money that stands as moved, by write. */
export function slowMoney(rounds: readonly SlowRound[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const round of rounds)
    for (const { write, minor, stands } of round.money.values())
      if (stands) sums[write] = (sums[write] ?? 0) + minor;
  return sums;
}
