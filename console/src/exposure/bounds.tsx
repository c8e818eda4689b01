import { Link, useParams } from '@tanstack/react-router';
import type { MoneyValue } from '../live/answers.ts';
import { Badge } from '../ui/effect.tsx';
import { Money } from '../ui/time.tsx';
import type { ExposureView } from '../workflow/queries.ts';
import { piecesOf } from './rule_words.ts';
import { isUnbounded, movesMoney, type Span } from './worst.ts';

type Write = ExposureView['writes'][number];

/** Each write with its bounds, and the rules that make them. Those that run alone come first. */
export function Bounds({ view }: { view: ExposureView }) {
  const alone = view.writes.filter((write) => write.alone);
  const asked = view.writes.filter((write) => !write.alone);
  return (
    <div className="grid min-w-0 gap-6">
      <div role="list" className="grid overflow-hidden rounded-xl border border-line bg-surface">
        <div
          aria-hidden="true"
          className="hidden grid-cols-[minmax(0,5fr)_repeat(3,minmax(0,4fr))] gap-x-6 border-b border-line bg-sunk px-5 py-2 text-xs font-semibold text-ink-3 md:grid"
        >
          <span>Write</span>
          <span>Each time</span>
          <span>In an hour</span>
          <span>In a day</span>
        </div>
        {alone.map((write) => (
          <Row key={write.write} write={write} />
        ))}
        {alone.length === 0 && (
          <p role="listitem" className="px-5 py-4 text-sm text-ink-2">
            No write can run without a person.
          </p>
        )}
      </div>
      {asked.length > 0 && (
        <p className="text-sm text-pretty text-ink-2">
          Never without a person: {asked.map((write) => write.label).join(', ')}.
        </p>
      )}
    </div>
  );
}

function Row({ write }: { write: Write }) {
  return (
    <div
      role="listitem"
      className="grid gap-x-6 gap-y-3 border-t border-line px-5 py-4 first:border-0 md:grid-cols-[minmax(0,5fr)_repeat(3,minmax(0,4fr))] md:nth-2:border-0"
    >
      <div className="grid content-start gap-1">
        <p className="font-medium text-pretty">{write.label}</p>
        <p className="font-mono text-xs text-ink-3">{write.write}</p>
        <p className="flex flex-wrap gap-1 pt-0.5">
          {write.message && <Badge tone="blue">message</Badge>}
          {write.irreversible ? (
            <Badge tone="amber">cannot be taken back</Badge>
          ) : (
            write.undo && <span className="text-xs text-ink-3">taken back by: {write.undo}</span>
          )}
        </p>
      </div>
      <Bound title="Each time" bound={write.each} shown={eachOf(write)} />
      <SpanBound write={write} span="hour" title="In an hour" />
      <SpanBound write={write} span="day" title="In a day" />
    </div>
  );
}

function eachOf(write: Write): React.ReactNode {
  if (write.each.money) return <Money value={write.each.money} />;
  return movesMoney(write) ? <NoBound /> : null;
}

function SpanBound({ write, span, title }: { write: Write; span: Span; title: string }) {
  const bound = write[span];
  return <Bound title={title} bound={bound} shown={<Amounts write={write} span={span} bound={bound} />} />;
}

interface AmountsProps {
  write: Write;
  span: Span;
  bound: { money: MoneyValue | null; count: number | null };
}

function Amounts({ write, span, bound }: AmountsProps) {
  if (isUnbounded(write, span)) return <NoBound />;
  if (bound.money) return <Money value={bound.money} />;
  return <span className="tabular-nums">{bound.count?.toLocaleString('en')} ×</span>;
}

interface BoundProps {
  title: string;
  bound: { by: string[]; says: string };
  /** The amount, large; null where there is none to show. */
  shown: React.ReactNode;
}

function Bound({ title, bound, shown }: BoundProps) {
  return (
    <div className="grid content-start gap-0.5 max-md:grid-cols-[6.5rem_minmax(0,1fr)] max-md:gap-x-3">
      <p className="text-sm text-ink-3 max-md:row-span-3 md:sr-only">{title}</p>
      {shown && <p className="text-lg font-semibold">{shown}</p>}
      <Says bound={bound} />
    </div>
  );
}

/** What bounds it, in words; each rule that it names is a way to its line in the text of the boundary. */
function Says({ bound }: { bound: BoundProps['bound'] }) {
  const { pieces, unnamed } = piecesOf(bound.says, bound.by);
  return (
    <>
      <p className="text-sm text-pretty text-ink-2">
        {pieces.map((piece, index) =>
          piece.isRule ? <RuleLink key={index} rule={piece.text} /> : <span key={index}>{piece.text}</span>,
        )}
      </p>
      {unnamed.length > 0 && (
        <p className="flex flex-wrap gap-x-2 text-sm">
          {unnamed.map((rule) => (
            <RuleLink key={rule} rule={rule} />
          ))}
        </p>
      )}
    </>
  );
}

function RuleLink({ rule }: { rule: string }) {
  const { name } = useParams({ from: '/workflows/$name' });
  return (
    <Link
      to="/workflows/$name/boundary"
      params={{ name }}
      search={{ rule }}
      className="font-mono text-xs text-ink-2 underline decoration-edge underline-offset-[3px] hover:text-ink"
    >
      {rule}
    </Link>
  );
}

function NoBound() {
  return <span className="text-red">No bound</span>;
}
