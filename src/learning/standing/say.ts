import type { Certificate } from '../gate/certificate.ts';
import { NEEDED_MAX } from '../gate/needed.ts';
import { counted, percent } from '../../evidence/words.ts';
import type { Missing } from './now.ts';
import { liveClaim, type Probation } from './probation.ts';
import type { Veto } from './slices.ts';
import type { Group, Lost, StandingState } from './state.ts';

/** "Earned: of 412 decisions on plans as sure as this one, 3 were otherwise (0.7 %). Since 16 November 2026: …" */
export function sayEarned(state: StandingState, { gate, probation }: Group, lane: number): string {
  const { certificate } = gate.lanes[lane]!;
  const live = probation ? ` ${sayLive(state, probation)}` : '';
  return `Earned: ${sayRecord(certificate.cases, certificate.deviations)} on plans as sure as this one.${live}`;
}

export function sayGranted(state: StandingState): string {
  const { probation } = state.granted!;
  const live = probation
    ? ` ${sayLive(state, probation)}`
    : ' No decision has been held against its plans yet.';
  return `Granted by a person, not proved.${live}`;
}

/** "62 more agreeing decisions like this one are needed, at the present rate about 9 days. So far …" */
export function sayGathering(
  { risk }: StandingState,
  { cases, deviations }: Certificate,
  missing: Missing,
): string {
  const soFar = cases === 0 ? 'none was counted so far' : `${sayRecord(cases, deviations)} so far`;
  return `${sayMissing(missing)} To be proved: people decide otherwise in less than ${percent(risk)}; ${soFar}.`;
}

/** "Not sure enough here: people would agree in about 91 of 100 plans like this one, and it takes 98.9 of 100." */
export function sayUnsure(
  { risk }: StandingState,
  confidence: number,
  from: number | undefined,
  cases: number,
): string {
  const chance = `people would agree in about ${ofHundred(confidence)} of 100 plans like this one`;
  const wanted =
    from === undefined
      ? `none of its plans is sure enough for a risk of ${percent(risk)}`
      : `it takes ${ofHundred(from)} for a risk of ${percent(risk)}`;
  return `Not sure enough here: ${chance}, and ${wanted} (from ${counted(cases, 'decision')}).`;
}

/** "Too little is known of this agent yet: 12 decisions. At least 343 more …" */
export function sayYoung(cases: number, missing: Missing): string {
  const known = cases === 0 ? 'no decision has been held against its plans' : counted(cases, 'decision');
  return `Too little is known of this agent yet: ${known}. At least ${sayMissing(missing)}`;
}

/** Rounded down to a tenth, so that 99.96 is not told as 100. */
function ofHundred(share: number): number {
  return Math.floor(1000 * share + 1e-9) / 10;
}

export function sayVetoed(
  { risk }: StandingState,
  veto: Veto,
  { kind, play }: { kind: string; play: string },
): string {
  const record = sayRecord(veto.of, veto.deviations);
  return `${words(kind)} with ${words(play)} is held back since ${day(veto.since)} by its own record: ${record}, where ${percent(risk)} are borne.`;
}

/** It was not counted among the plans that may run, so it may not run now either. */
export function sayOnceVetoed({ kind, play }: { kind: string; play: string }): string {
  return `${words(kind)} with ${words(play)} was held back by its own record when this was planned. That has ended since: a plan made now would be judged anew.`;
}

export function sayLost({ risk }: StandingState, lost: Lost, missing?: Missing): string {
  const record = sayRecord(lost.of, lost.deviations);
  const after = missing ? ` ${sayMissing(missing)}` : '';
  return `Lost on ${day(lost.since)}: ${record}, where ${percent(risk)} are borne.${after}`;
}

export function sayPolicy(since: string, missing?: Missing): string {
  const after = missing ? sayMissing(missing) : 'Too little is known since to say how much is missing.';
  return `The policy changed on ${day(since)}, and evidence is gathered anew. ${after}`;
}

/** "62 more agreeing decisions like this one are needed, at the present rate about 9 days." */
export function sayMissing({ needed, days }: Missing): string {
  if (needed >= NEEDED_MAX) return 'No number of agreeing decisions in sight would be enough.';
  const pace = days === undefined ? '' : `, at the present rate about ${counted(days, 'day')}`;
  return `${needed} more agreeing ${needed === 1 ? 'decision' : 'decisions'} like this one ${needed === 1 ? 'is' : 'are'} needed${pace}.`;
}

/** "Since 16 November 2026: 0.8 %, at most 1.7 % (2 of 243 decisions)." */
export function sayLive({ error }: StandingState, probation: Probation): string {
  const { since, of, deviations, rate, atMost } = liveClaim(probation, error);
  if (rate === null) return `Since ${day(since)} no decision has been held against what runs.`;
  return `Since ${day(since)}: ${percent(rate)} were decided otherwise, at most ${percent(atMost)} (${deviations} of ${counted(of, 'decision')}).`;
}

function sayRecord(cases: number, deviations: number): string {
  if (cases === 0) return 'no decisions';
  return `${deviations} of ${counted(cases, 'decision')} ${deviations === 1 ? 'was' : 'were'} otherwise (${percent(deviations / cases)})`;
}

function words(name: string): string {
  return `“${name.replaceAll('_', ' ')}”`;
}

const MONTHS = 'January February March April May June July August September October November December'.split(
  ' ',
);

/** `16 November 2026`, in UTC. */
function day(at: string): string {
  const date = new Date(at);
  return `${date.getUTCDate()} ${MONTHS[date.getUTCMonth()]} ${date.getUTCFullYear()}`;
}
