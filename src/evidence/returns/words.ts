import type { Statement } from './schema.ts';
import { type Style, withInterval } from './show.ts';

/** How the figures are made, for who wants to check them. */
export const METHOD = [
  'A month is 30.4 days. Running costs and benefits are at the present rate: volume, minutes and shares of the last measured months, held as they are.',
  'Minutes are means of measured handling time, kind for kind. Work by hand is measured in the control group at the same time, or, where that is too small, in the logging period before. What still waits for people counts as the longest part of their work.',
  'Intervals are 95 %: of a mean by Student’s t, of a share by Wilson, of a count of rare losses by Garwood, of a sum by the method of variance estimates recovery. They cover what is measured; what people said is held as said.',
  'Where anything that bears on a sum is not measured, the sum is a guess and has no interval.',
  'Nothing is counted twice: money that an agent lost stands under costs and not in the cost of an error, and review stands under costs and not in the minutes saved.',
];

/** Two or three sentences for a busy owner. */
export function summarize(made: Omit<Statement, 'summary'>, style: Style): string[] {
  const { totals, pay_back, rule, measured } = made;
  const { benefit, running, net, once } = totals;
  if (!benefit || !running || !net || !once) {
    const missing = made.inputs
      .filter(({ from }) => from === 'missing')
      .map(({ label }) => label.toLowerCase());
    const what = missing.length > 0 ? ` Missing: ${missing.join(', ')}.` : '';
    return [`The return cannot be said yet.${what}`];
  }
  const guess = net.low === null ? 'By these guesses a' : 'A';
  const [brings, costs] = [withInterval(benefit, style), withInterval(running, style)];
  const verb = net.value < 0 ? 'leaves a loss of' : 'leaves';
  const left = withInterval(net.value < 0 ? negative(net) : net, style);
  const first = `${guess} month brings ${brings} and costs ${costs} to run, which ${verb} ${left}.`;
  return [
    first,
    pay_back.says,
    `More than three times its running cost within six months? ${rule.says}`,
    measured.says,
  ];
}

function negative({ value, low, high }: { value: number; low: number | null; high: number | null }) {
  return { value: -value, low: high === null ? null : -high, high: low === null ? null : -low };
}
