import type { Misfit, VerifyReport } from '../../log/index.ts';

/** What came of recomputing hashes, as a sentence. */
export function sayVerified(report: VerifyReport): { verified: boolean; says: string } {
  const { misfit, entries, streams, seals, unsealed, erased } = report;
  if (misfit) return { verified: false, says: sayMisfit(misfit) };
  const parts = [`${count(entries, 'entry', 'entries')} in ${count(streams, 'stream', 'streams')}`];
  if (seals > 0) parts.push(count(seals, 'seal', 'seals'));
  const says = [`Every hash fits: ${parts.join(', ')}.`];
  if (seals > 0 && unsealed > 0) says.push(`${count(unsealed, 'entry is', 'entries are')} not sealed yet.`);
  if (erased > 0) says.push(`The personal data of ${count(erased, 'entry', 'entries')} was erased.`);
  return { verified: true, says: says.join(' ') };
}

/** "Entry 3 of case/17 does not fit: its content is not what was hashed." */
function sayMisfit({ stream, version, how, says }: Misfit): string {
  if (how === 'seal') return says;
  const place = version === undefined ? `The stream ${stream}` : `Entry ${version} of ${stream}`;
  return `${place} does not fit: ${says}.`;
}

function count(number: number, one: string, many: string): string {
  return `${number.toLocaleString('en')} ${number === 1 ? one : many}`;
}
