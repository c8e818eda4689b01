import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { Badge, Dot } from '../ui/effect.tsx';
import { CasesLink } from './cases_link.tsx';
import { glanceAt, type Noticed, type Seen } from './glance.ts';
import type { ProofSearch } from './search.ts';

/** The quick read for an owner: what it earned, and where it hurts. Each line leads to what is behind it. */
export function Glance({ seen, search }: { seen: Seen[]; search: ProofSearch }) {
  const { earned, hurts } = glanceAt(seen);
  return (
    <section
      aria-label="At a glance"
      className="grid gap-px overflow-hidden rounded-xl border border-line bg-line md:grid-cols-2"
    >
      <Column title="What it earned" none="Nothing that is more than chance yet.">
        {earned.map((one) => (
          <Line key={one.id} one={one} tone="green" search={search} />
        ))}
      </Column>
      <Column title="Where it hurts" none="Nothing that is more than chance.">
        {hurts.map((one) => (
          <Line key={one.id} one={one} tone="red" search={search} />
        ))}
      </Column>
    </section>
  );
}

function Column({ title, none, children }: { title: string; none: string; children: ReactNode[] }) {
  return (
    <div className="grid content-start gap-3 bg-surface p-5">
      <h2 className="text-base font-semibold">{title}</h2>
      {children.length === 0 ? (
        <p className="text-sm text-ink-2">{none}</p>
      ) : (
        <ul className="grid gap-3">{children}</ul>
      )}
    </div>
  );
}

function Line({ one, tone, search }: { one: Noticed; tone: 'green' | 'red'; search: ProofSearch }) {
  return (
    <li className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-2.5">
      <span className="mt-[6px]">
        <Dot tone={one.isWarning ? 'amber' : tone} />
      </span>
      <div className="grid gap-0.5">
        <p className="text-pretty">
          <span className="font-medium">{one.title}</span>
          <span className="text-ink-3"> · {one.label}</span>{' '}
          {one.isSmall && <Badge tone="grey">few cases</Badge>}
        </p>
        <p className="text-sm text-pretty text-ink-2">
          {one.says}{' '}
          {one.metric ? (
            <CasesLink metric={one.metric} search={{ ...search, workflow: one.workflow }}>
              the cases
            </CasesLink>
          ) : (
            <Link
              to="/workflows/$name/numbers"
              params={{ name: one.workflow }}
              className="text-accent underline underline-offset-2"
            >
              the numbers
            </Link>
          )}
        </p>
      </div>
    </li>
  );
}
