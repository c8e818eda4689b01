import type { Language } from '../intents.ts';
import * as changes from './en_changes.ts';
import * as orders from './en_late.ts';
import { manner } from './en_manner.ts';
import * as returns from './en_returns.ts';

export const en: Language = {
  manner,
  words: {
    where: orders.where,
    late: orders.late,
    impatient: orders.impatient,
    not_received: orders.notReceived,
    invoice: orders.invoice,
    product: orders.product,
    several: orders.several,
    change_of_mind: returns.changeOfMind,
    does_not_fit: returns.doesNotFit,
    damaged: returns.damaged,
    wrong_item: returns.wrongItem,
    refund_status: returns.refundStatus,
    worn_out: returns.wornOut,
    chargeback: returns.chargeback,
    address: changes.address,
    address_open: changes.addressOpen,
    item: changes.item,
    cancel: changes.cancel,
    twice: changes.twice,
    gift: changes.gift,
    vague: changes.vague,
  },
};
