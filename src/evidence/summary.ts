import type { EvidenceAtChange, Stage } from '../authority/schema.ts';
import { rate } from './rate.ts';
import type { Decided } from './schema.ts';
import { ofAgent } from './watch.ts';
import { counted, listed, sayRate } from './words.ts';

/**
 * What is known of a workflow since the last change of stage, in numbers and as a sentence. In `record` all that
 * people decided counts; in every other stage what the agent planned, the control group left out.
 */
export function evidenceAt(decided: readonly Decided[], stage: Stage): EvidenceAtChange {
  const mine = stage === 'record' ? [...decided] : ofAgent(decided);
  const compared = mine.filter(({ agreed }) => agreed !== null);
  const byPeople = mine.filter(({ how }) => how !== 'alone' && how !== null);
  const share = (rounds: readonly Decided[], holds: (round: Decided) => boolean) =>
    rate(rounds.filter(holds).length, rounds.length);
  const evidence = {
    decisions: mine.length,
    agreement: share(compared, ({ agreed }) => agreed === true),
    edits: share(byPeople, ({ how }) => how === 'edited'),
    rework: share(mine, ({ reworked }) => reworked),
    conflicts: share(mine, ({ conflict }) => conflict),
    failures: share(mine, ({ failed }) => failed),
  };
  return { says: say(evidence), ...evidence };
}

function say({ decisions, agreement, edits, ...bad }: Omit<EvidenceAtChange, 'says'>): string {
  if (decisions === 0) return 'Nothing was decided since the last change of stage.';
  const said = [
    agreement && `people agreed in ${sayRate(agreement)}`,
    edits && edits.count > 0 && `they edited ${sayRate(edits)}`,
    bad.rework && bad.rework.count > 0 && `${sayRate(bad.rework)} came back`,
    bad.failures && bad.failures.count > 0 && `${sayRate(bad.failures)} failed`,
    bad.conflicts && bad.conflicts.count > 0 && `${sayRate(bad.conflicts)} were denied`,
  ].filter((part): part is string => typeof part === 'string');
  const clean = [
    bad.rework?.count === 0 && 'came back',
    bad.failures?.count === 0 && 'failed',
    bad.conflicts?.count === 0 && 'were denied',
  ].filter((part) => part !== false);
  if (clean.length > 0) said.push(`none ${listed(clean).replace(/ and /, ' or ')}`);
  return `${counted(decisions, 'decision')} since the last change of stage: ${said.join('; ')}.`;
}
