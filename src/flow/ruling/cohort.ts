import type { Rollout } from '../../authority/schema.ts';
import { sha256 } from '../../log/canonical.ts';
import type { Workflow } from '../../workspace/schema.ts';
import { fill } from '../../workspace/template.ts';

/** What of a case tells whom it is about. */
export interface Known {
  event: Record<string, unknown>;
  subject: string;
}

/** Hexadecimal digits of the hash that place a case: 2^48 places are fine enough for any share. */
const PLACE_DIGITS = 12;
const PLACES = 16 ** PLACE_DIGITS;
const PERCENT = 100;
const DIGEST_CHARS = 32;

/**
 * Whether a case is in the share that agents handle, or stays with people as the control group. A stable hash of the
 * workflow and of whom the case is about decides: a customer is treated alike in all their cases, and who is in at
 * 10 % is still in at 25 %.
 */
export function cohortOf(
  workflow: Pick<Workflow, 'name' | 'customer'>,
  rollout: Pick<Rollout, 'share'>,
  known: Known,
): 'agent' | 'control' {
  if (rollout.share >= PERCENT) return 'agent';
  const hash = sha256(`${workflow.name}\0${customerOf(workflow, known)}`);
  const place = (parseInt(hash.slice(0, PLACE_DIGITS), 16) / PLACES) * PERCENT;
  return place < rollout.share ? 'agent' : 'control';
}

/** Whom a case is about: what the workflow's `customer` says of the event, else the subject. Case does not matter. */
export function customerOf(workflow: Pick<Workflow, 'customer'>, { event, subject }: Known): string {
  const filled =
    workflow.customer === undefined
      ? undefined
      : fill(workflow.customer, { values: { event }, locale: 'en', timeZone: 'UTC' });
  const named = filled?.ok ? String(filled.value).trim() : '';
  return (named === '' ? subject : named).trim().toLowerCase();
}

/**
 * Names a customer without saying who it is: 32 hexadecimal digits of a SHA-256. The workflow is not part of it, so
 * one customer is one customer in every workflow that names them in the same way.
 */
export function customerDigest(workflow: Pick<Workflow, 'customer'>, known: Known): string {
  return digestOf(customerOf(workflow, known));
}

/** Names whom an action goes to: its argument `recipient` or `to`, else the customer of the case. */
export function recipientDigest(
  workflow: Pick<Workflow, 'customer'>,
  args: Record<string, unknown>,
  known: Known,
): string {
  const names = [args['recipient'], args['to']].filter((one) => typeof one === 'string');
  const named = names.map((one) => one.trim().toLowerCase()).find((one) => one !== '');
  return named === undefined ? customerDigest(workflow, known) : digestOf(named);
}

function digestOf(who: string): string {
  return sha256(who).slice(0, DIGEST_CHARS);
}
