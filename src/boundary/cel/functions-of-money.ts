import { parseMoney, type Money } from '../../workspace/money.ts';
import type { CelFunction } from './functions.ts';
import { literalText } from './literal.ts';
import { timesMoney } from './arithmetic.ts';
import { UNKNOWN } from './values.ts';

export const moneyFunctions: CelFunction[] = [
  {
    name: 'money',
    usage: 'money("50.00 EUR")',
    gives: 'money',
    says: 'A fixed amount with its currency. An amount that people tune is better a named limit.',
    own: ['money(string): Money'],
    literal: [0],
    faulty: (call) =>
      parseMoney(literalText(call, 0))
        ? undefined
        : 'expected an amount with its currency, such as money("50.00 EUR")',
    compile: (_, call) => {
      const amount = parseMoney(literalText(call, 0)) ?? UNKNOWN;
      return () => amount;
    },
  },
  {
    name: 'percent_of',
    usage: 'percent_of(number, money)',
    gives: 'money',
    says: 'That many percent of the amount, rounded to the smallest unit of its currency, halves away from zero.',
    own: ['percent_of(int, Money): Money', 'percent_of(double, Money): Money'],
    compile:
      ([share, whole], call) =>
      (run) => {
        const percent = share!(run);
        const amount = whole!(run);
        if (percent === UNKNOWN || amount === UNKNOWN) return UNKNOWN;
        return (
          timesMoney(amount as Money, (percent as number) / 100) ??
          run.miss(call.name, 'is too large an amount')
        );
      },
  },
  {
    name: 'int',
    usage: 'int(number)',
    gives: 'whole number',
    says: 'The number without its fraction.',
    compile:
      ([of]) =>
      (run) => {
        const number = of!(run);
        return number === UNKNOWN ? UNKNOWN : Math.trunc(number as number);
      },
  },
  {
    name: 'double',
    usage: 'double(number)',
    gives: 'number',
    says: 'The whole number as one with a fraction.',
    compile: ([of]) => of!,
  },
];
