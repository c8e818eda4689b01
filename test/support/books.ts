import type { CaseEntry } from '../../src/flow/case/entries.ts';
import { ChainBook } from './chain_book.ts';
import { CheckBook } from './check_book.ts';

type Of<K extends CaseEntry['kind']> = Extract<CaseEntry, { kind: K }>;

/** Follows a case entry by entry with books of its own, so that it shares no mistake with the replay. */
export class Books {
  private clearances = new Map<string, { digest: string; expires: string; byRuling: boolean }>();
  private denied = new Set<string>();
  private planKeys = new Set<string>();
  private undoing = false;
  /** The roll-out that the plan in force was ruled under. */
  private rollout: { stage: string; cohort: string } | undefined;
  private readonly sealed = new Set<string>();
  private readonly status = new Map<string, string>();
  private readonly reviews = new Map<string, string>();
  private readonly chain = new ChainBook();
  private readonly checks = new CheckBook();

  hear(entry: CaseEntry): string[] {
    return [...this.chain.hear(entry), ...this.checks.hear(entry), ...this.follow(entry)];
  }

  private follow(entry: CaseEntry): string[] {
    switch (entry.kind) {
      case 'joined':
      case 'reopened':
      case 'planned':
        this.clearances = new Map();
        this.planKeys = new Set();
        this.undoing = entry.kind === 'planned' && entry.body.undoes !== undefined;
        return [];
      case 'ruled': {
        const denied = entry.body.actions.filter(({ effect }) => effect === 'deny');
        this.clearances = cleared(entry.body.clearances, entry.actor.type === 'remit');
        this.denied = new Set(denied.map(({ digest }) => digest));
        this.rollout = entry.body.rollout;
        return [];
      }
      case 'review.asked':
        this.reviews.set(entry.body.review, 'open');
        if (entry.body.sealed) this.sealed.add(entry.body.review);
        return [];
      case 'agent.turn':
      case 'agent.looked':
      case 'agent.finished':
      case 'review.reminded':
      case 'seconded':
      case 'check.planted':
      case 'check.answered':
      case 'precedent.flagged':
      case 'precedent.judged':
        return [];
      case 'review.expired':
        this.reviews.set(entry.body.review, 'over');
        return [];
      case 'review.decided':
        return this.decided(entry);
      case 'action.intended':
        return this.intended(entry);
      case 'action.done':
      case 'action.failed':
      case 'action.unknown':
        return this.answered(entry);
      case 'action.undone': {
        const before = this.status.get(entry.body.key);
        this.status.set(entry.body.key, 'undone');
        return before === 'done' ? [] : [`${entry.body.key} was undone but not done`];
      }
      case 'closed':
        return this.open() ? ['closed with an action that is not known'] : [];
      case 'opened':
      case 'context.gathered':
      case 'review.claimed':
      case 'handled':
      case 'proposed':
      case 'proposal.withdrawn':
      case 'noted':
      case 'audited':
        return [];
    }
  }

  private decided({ body }: Of<'review.decided'>): string[] {
    const faults = this.reviews.get(body.review) === 'open' ? [] : ['a review that is over was decided'];
    if (!['approve', 'edit', 'reject'].includes(body.decision)) return faults;
    if (this.sealed.has(body.review) && body.decision !== 'edit')
      faults.push('a sealed plan was judged unseen');
    // A step that needs further people stays open, and gives no leave.
    if (!body.further) this.reviews.set(body.review, 'over');
    else if (body.clearances) faults.push('leave was given while people were still asked');
    this.clearances = cleared(body.clearances ?? [], false);
    // An edit was ruled as it was made; that ruling is not in the log.
    if (body.decision === 'edit') this.denied = new Set();
    return faults;
  }

  private intended({ body, at }: Of<'action.intended'>): string[] {
    const { key, digest, clearance } = body;
    const leave = this.clearances.get(clearance);
    const earlier = [...this.status].find(
      ([other, how]) => how !== 'failed' && how !== 'undone' && !this.planKeys.has(other),
    );
    const faults: [boolean, string][] = [
      [leave === undefined, 'has no clearance that is in force'],
      [leave !== undefined && leave.digest !== digest, 'was cleared as something else'],
      [leave !== undefined && new Date(leave.expires) <= at, 'ran on a lapsed clearance'],
      [this.denied.has(digest), 'ran though its latest ruling denies it'],
      [leave?.byRuling === true && !this.undoing && earlier !== undefined, `ran alone after ${earlier?.[0]}`],
      [leave?.byRuling === true && !this.undoing && this.isPeoples(), 'ran alone though it is people’s'],
      [this.status.has(key), 'was intended twice'],
      [this.open(), 'was intended while another was open'],
    ];
    this.clearances.delete(clearance);
    this.status.set(key, 'intended');
    this.planKeys.add(key);
    return faults.filter(([isFault]) => isFault).map(([, says]) => `${key} ${says}`);
  }

  private isPeoples(): boolean {
    return this.rollout !== undefined && (this.rollout.stage !== 'act' || this.rollout.cohort === 'control');
  }

  private answered({
    kind,
    body: { key },
  }: Of<'action.done' | 'action.failed' | 'action.unknown'>): string[] {
    const before = this.status.get(key);
    this.status.set(key, kind.slice('action.'.length));
    if (before === undefined) return [`${key} was never intended`];
    return before === 'done' || before === 'undone' ? [`${key} was ${before} already`] : [];
  }

  private open(): boolean {
    return [...this.status.values()].some((how) => how === 'intended' || how === 'unknown');
  }
}

function cleared(list: { id: string; digest: string; expires_at: string }[], byRuling: boolean) {
  return new Map(list.map(({ id, digest, expires_at }) => [id, { digest, expires: expires_at, byRuling }]));
}
