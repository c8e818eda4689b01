import type { CaseEntry } from '../../src/flow/case/entries.ts';

/** Follows the known-answer checks of a case: what was planted is never leave to act, and is answered at most once. */
export class CheckBook {
  /** Digests of actions that were planted, and those that somebody planned or chose in earnest. */
  private readonly planted = new Set<string>();
  private inEarnest = new Set<string>();
  private plan = '';
  private pending: { check: string; review: string; digest: string; plan: string } | undefined;

  hear(entry: CaseEntry): string[] {
    const { kind } = entry;
    if (kind === 'review.asked' || kind === 'review.expired' || kind === 'joined' || kind === 'reopened') {
      this.pending = undefined;
    }
    if (kind === 'planned') {
      this.inEarnest = new Set(entry.body.actions.map(({ digest }) => digest));
      this.plan = entry.body.digest;
      this.pending = undefined;
    }
    if (kind === 'check.planted') return this.plant(entry.body);
    if (kind === 'check.answered') {
      const isKnown = this.pending?.check === entry.body.check;
      this.pending = undefined;
      return isKnown ? [] : [`${entry.body.check} was answered though it did not wait`];
    }
    if (kind === 'review.decided') return this.decided(entry.body);
    if (kind !== 'action.intended') return [];
    const { key, digest } = entry.body;
    const isPlanted = this.planted.has(digest) && !this.inEarnest.has(digest);
    return isPlanted ? [`${key} does what was only planted`] : [];
  }

  private plant(body: Extract<CaseEntry, { kind: 'check.planted' }>['body']): string[] {
    const { check, review, digest, plan, actions } = body;
    for (const action of actions) this.planted.add(action.digest);
    const faults = this.pending ? [`${check} was planted beside another check`] : [];
    if (plan !== this.plan) faults.push(`${check} was planted on a plan that is not in force`);
    if (digest === plan) faults.push(`${check} planted the true plan`);
    this.pending = { check, review, digest, plan };
    return faults;
  }

  private decided(body: Extract<CaseEntry, { kind: 'review.decided' }>['body']): string[] {
    for (const { digest } of body.actions ?? []) this.inEarnest.add(digest);
    const isJudged = body.decision !== 'snooze' && body.decision !== 'escalate';
    const { pending } = this;
    const faults =
      pending && isJudged ? [`${pending.check} was passed over by a decision on the true plan`] : [];
    if (this.planted.has(body.plan)) faults.push('a planted plan was decided in earnest');
    const leave = (body.clearances ?? []).filter(
      ({ digest }) => this.planted.has(digest) && !this.inEarnest.has(digest),
    );
    return [...faults, ...leave.map(({ id }) => `${id} gives leave to what was only planted`)];
  }
}
