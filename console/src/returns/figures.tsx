import { useDesk } from '../shell/desk.tsx';
import { capital, moneyText } from '../ui/words.ts';
import type { Figure, Statement } from './queries.ts';

/** An amount with its range below it; where it rests on guesses it has none. */
export function Amount({
  figure,
  currency,
  sign = 1,
}: {
  figure: Figure | null;
  currency: string;
  sign?: 1 | -1;
}) {
  const { locale } = useDesk();
  if (!figure) return <span className="whitespace-nowrap text-ink-3">not known</span>;
  const show = (minor: number) => moneyText({ minor: minor * sign + 0, currency }, locale);
  const { value, low, high } = figure;
  const ends = low === null || high === null || low === high ? null : sign === 1 ? [low, high] : [high, low];
  return (
    <span className="grid justify-items-end tabular-nums">
      <span>{show(value)}</span>
      {ends && (
        <span className="text-xs text-ink-3" title="with 95 % certainty">
          {show(ends[0] ?? 0)} to {show(ends[1] ?? 0)}
        </span>
      )}
    </span>
  );
}

const ANSWERS = { yes: 'Yes', no: 'No', not_known: 'Not yet known' } as const;
const TONES = { yes: 'text-green', no: 'text-red', not_known: 'text-ink' } as const;

/** Pay-back and the rule of thumb, each a word and the sentence that says why. */
export function Verdicts({ statement }: { statement: Statement }) {
  const { pay_back, rule } = statement;
  const { locale } = useDesk();
  const day = (date: string) =>
    new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(date));
  const paid =
    pay_back.state === 'by' && pay_back.date
      ? day(pay_back.date)
      : pay_back.state === 'not_within'
        ? 'Not within two years'
        : 'Not yet known';
  return (
    <dl className="grid gap-5 sm:grid-cols-2">
      <div className="grid content-start gap-1">
        <dt className="text-xs font-medium text-ink-3">
          Paid back {pay_back.is_guess ? 'by these guesses' : ''}
        </dt>
        <dd className="grid gap-1">
          <span className="text-lg font-semibold">{paid}</span>
          <span className="max-w-[46ch] text-sm text-pretty text-ink-2">
            {capital(pay_back.says.replace(/^Not yet known: /, ''))}
          </span>
        </dd>
      </div>
      <div className="grid content-start gap-1">
        <dt className="text-xs font-medium text-ink-3">More than 3 × its running cost within six months</dt>
        <dd className="grid gap-1">
          <span className={`text-lg font-semibold ${TONES[rule.answer]}`}>{ANSWERS[rule.answer]}</span>
          <span className="max-w-[46ch] text-sm text-pretty text-ink-2">
            {capital(rule.says.replace(/^(Yes|No|Not yet known): /, ''))}
          </span>
        </dd>
      </div>
    </dl>
  );
}
