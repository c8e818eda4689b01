import type { CaseEntry } from '../../src/flow/case/entries.ts';

type Of<K extends CaseEntry['kind']> = Extract<CaseEntry, { kind: K }>;
type Step = Of<'ruled'>['body']['approve'][number];

/** Counts who said yes to which step of a chain, from the decisions alone, and says where too few or the wrong did. */
export class ChainBook {
  private chain: Step[] = [];
  private yeses: { step: number; who: string[]; review: string }[] = [];
  /** Steps that were decided by those who are asked after the time, or after it was handed on. */
  private readonly handedOn = new Set<string>();

  hear(entry: CaseEntry): string[] {
    const { kind } = entry;
    if (kind === 'joined' || kind === 'reopened' || kind === 'planned') this.yeses = [];
    if (kind === 'ruled') this.chain = entry.body.approve;
    if (kind === 'review.asked' && entry.body.escalated) this.handedOn.add(entry.body.review);
    if (kind === 'review.expired' && entry.body.why === 'new_ruling') this.yeses = [];
    return kind === 'review.decided' ? this.decided(entry) : [];
  }

  private decided({ body, actor }: Of<'review.decided'>): string[] {
    if (body.decision === 'edit') this.yeses = [];
    if (body.step === undefined || (body.decision !== 'approve' && body.decision !== 'edit')) return [];
    const { step, review, for: inPlaceOf } = body;
    const who = [actor.type === 'person' ? actor.id : '', ...(inPlaceOf === undefined ? [] : [inPlaceOf])];
    const faults: string[] = [];
    const said = this.yeses.filter((yes) => yes.who.some((one) => who.includes(one)));
    if (said.some((yes) => yes.step === step && yes.review === review))
      faults.push(`${who[0]} said yes twice`);
    if (this.chain[step]?.not.includes('earlier') && said.some((yes) => yes.step < step))
      faults.push(`${who[0]} approved two steps`);
    this.yeses.push({ step, who, review });
    return body.clearances === undefined ? faults : [...faults, ...this.missing()];
  }

  /** Leave to act was given: every step must have its people by now. */
  private missing(): string[] {
    return this.chain.flatMap(({ count = 1, all }, step) => {
      const said = this.yeses.filter((yes) => yes.step === step);
      const isHandedOn = said.some(({ review }) => this.handedOn.has(review));
      const needed = isHandedOn ? 1 : (all?.length ?? count);
      return said.length >= needed
        ? []
        : [`leave was given with ${said.length} of ${needed} yeses to step ${step}`];
    });
  }
}
