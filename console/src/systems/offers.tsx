import type { ReactNode } from 'react';
import { Link } from '@tanstack/react-router';
import { Badge } from '../ui/effect.tsx';
import { count } from '../ui/words.ts';
import type { ReadView, WriteView } from './queries.ts';
import { callsText } from './words.ts';

/** What may be written, and what holds each write. */
export function Writes({ writes }: { writes: WriteView[] }) {
  if (writes.length === 0) return <p className="text-sm text-ink-2">It offers none: it is only read.</p>;
  return (
    <ul className="grid gap-3">
      {writes.map((write) => (
        <Card key={write.name} offer={write} badges={<WriteBadges write={write} />}>
          <p className="text-sm text-pretty text-ink-2">
            {write.once} {sayUndo(write)}
          </p>
          <Governed write={write} />
        </Card>
      ))}
    </ul>
  );
}

function WriteBadges({ write }: { write: WriteView }) {
  return (
    <>
      {write.money && <Badge tone="grey">moves money: {write.money}</Badge>}
      {write.irreversible && <Badge tone="red">cannot be taken back</Badge>}
      {write.undo && <Badge tone="green">undo</Badge>}
      {write.confirm && <Badge tone="green">confirm</Badge>}
    </>
  );
}

function sayUndo({ undo, irreversible }: WriteView): string {
  if (undo) return `${undo} takes it back.`;
  return irreversible ? 'It reaches somebody outside and cannot be taken back.' : 'Nothing takes it back.';
}

function Governed({ write }: { write: WriteView }) {
  if (write.governed.length === 0 && write.undo_of.length > 0)
    return (
      <p className="text-sm text-ink-3">
        It takes back {write.undo_of.join(', ')}, and is used when a person does that.
      </p>
    );
  if (write.governed.length === 0)
    return <p className="text-sm text-ink-3">No workflow may use it, so nobody can through Remit.</p>;
  return (
    <p className="flex flex-wrap gap-x-4 gap-y-1 text-sm">
      {write.governed.map(({ workflow, label, rules }) => (
        <Link
          key={workflow}
          to="/workflows/$name/boundary"
          params={{ name: workflow }}
          className="text-ink-2 underline decoration-line-2 underline-offset-2 hover:text-ink"
        >
          {label}: {rules === 0 ? 'no rule of its own, so a person decides' : count(rules, 'rule')}
        </Link>
      ))}
    </p>
  );
}

/** What may be read, and by whom. */
export function Reads({ reads }: { reads: ReadView[] }) {
  return (
    <ul className="grid gap-3">
      {reads.map((read) => (
        <Card key={read.name} offer={read}>
          <p className="text-sm text-pretty text-ink-2">
            {read.used_by.length === 0
              ? 'No workflow reads it as a fact.'
              : `Read by ${read.used_by.map(({ label }) => label).join(', ')}.`}
          </p>
        </Card>
      ))}
    </ul>
  );
}

function Card({
  offer,
  badges,
  children,
}: {
  offer: ReadView | WriteView;
  badges?: ReactNode;
  children: ReactNode;
}) {
  const args = offer.args.map(({ name, optional }) => (optional ? `${name}?` : name)).join(', ');
  return (
    <li className="grid gap-1.5 rounded-xl border border-line bg-surface px-5 py-3.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <span className="font-medium">{offer.label}</span>
        <span className="font-mono text-xs break-all text-ink-3">
          {offer.name}({args})
        </span>
        {badges}
      </div>
      <p className="font-mono text-xs break-all text-ink-3">{offer.via}</p>
      {children}
      <p className="text-xs text-ink-3">{callsText(offer.last_hour)}.</p>
    </li>
  );
}
