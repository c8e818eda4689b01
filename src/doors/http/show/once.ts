import type { WriteOffer } from '../../../workspace/schema.ts';

/** How it is made sure that an action is not performed twice. */
export function sayOnce(offer: WriteOffer | undefined): string {
  if (offer?.keyedBy !== undefined)
    return `The system takes our key (${offer.keyedBy}) and performs it once.`;
  if (offer?.confirm) return `After a lost answer the system is asked (${offer.confirm.read}).`;
  return 'After a lost answer a person looks: it is never sent again blindly.';
}
