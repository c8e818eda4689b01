import type { MoneyValue } from '../live/answers.ts';
import { useDesk } from '../shell/desk.tsx';
import { moneyText } from '../ui/words.ts';
import type { ExposureView } from '../workflow/queries.ts';
import { worstOf, type Most, type Span } from './worst.ts';

/** The numbers that answer the question: money first, then what cannot be called back. */
export function Headline({ view }: { view: ExposureView }) {
  return (
    <div className="grid overflow-hidden rounded-xl border border-line bg-line gap-px md:grid-cols-2">
      <SpanCard view={view} span="hour" />
      <SpanCard view={view} span="day" />
    </div>
  );
}

function SpanCard({ view, span }: { view: ExposureView; span: Span }) {
  const worst = worstOf(view, span);
  const alone = view.writes.filter((write) => write.alone);
  return (
    <section
      aria-label={`In one ${span}`}
      className="grid content-start gap-5 bg-surface px-5 py-5 sm:px-7 sm:py-6"
    >
      <p className="text-sm font-medium text-ink-3">In one {span}, at most</p>
      <Big view={view} span={span} hasAny={alone.length > 0} />
      <dl className="grid grid-cols-2 gap-x-5 border-t border-line pt-4">
        <Small most={worst.messages} one="message" many="messages" says="to customers and others" />
        <Small most={worst.irreversible} one="action" many="actions" says="that cannot be taken back" />
      </dl>
    </section>
  );
}

function Big({ view, span, hasAny }: { view: ExposureView; span: Span; hasAny: boolean }) {
  const look = 'text-[clamp(2.25rem,6vw,3.5rem)] leading-none font-semibold tracking-[-0.03em] tabular-nums';
  const { locale } = useDesk();
  const { money, count } = view.total[span];
  const tone = view.acts ? '' : 'text-ink-2';
  if (!hasAny) return <p className={`${look} ${tone}`}>Nothing</p>;
  if (!view.moves_money) {
    return (
      <Amount look={`${look} ${tone}`} amount={mostText(count)} says={count === 1 ? 'action' : 'actions'} />
    );
  }
  return (
    <Amount look={`${look} ${tone}`} amount={money && wholeMoney(money, locale)} says="without a person" />
  );
}

function Amount({ look, amount, says }: { look: string; amount: string | null; says: string }) {
  return (
    <p className="grid gap-2">
      {amount === null ? (
        <span className={`${look} text-red`}>No bound</span>
      ) : (
        <span className={look}>{amount}</span>
      )}
      <span className="text-sm text-ink-2">{amount === null ? 'nothing limits it: see below' : says}</span>
    </p>
  );
}

interface SmallProps {
  most: Most;
  one: string;
  many: string;
  says: string;
}

function Small({ most, one, many, says }: SmallProps) {
  return (
    <div className="flex flex-col-reverse justify-end gap-0.5">
      <dt className="text-sm text-pretty text-ink-2">
        {most === 1 ? one : many} {says}
      </dt>
      <dd className={`text-xl font-semibold tabular-nums ${most === null ? 'text-red' : ''}`}>
        {mostText(most) ?? 'No bound'}
      </dd>
    </div>
  );
}

function mostText(most: Most): string | null {
  return most === null ? null : most.toLocaleString('en');
}

/** Big figures leave out cents where there are none. */
function wholeMoney(money: MoneyValue, locale: string): string {
  return moneyText(money, locale).replace(/[.,]00(?=\D*$)/, '');
}
