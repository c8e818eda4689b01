import type { ReactNode } from 'react';
import { useRouter } from '@tanstack/react-router';
import { Interval } from '../stage/interval.tsx';
import { rateText } from '../stage/words.ts';
import { Badge, type Tone } from '../ui/effect.tsx';
import { Fold, Section } from '../ui/section.tsx';
import { listed } from '../ui/words.ts';
import { Stamp } from '../ui/time.tsx';
import type { CardView } from './page.tsx';

/** What the boundary says of the writes that its plays use. */
export function May({ view: { may } }: { view: CardView }) {
  return (
    <Section title="What it may do">
      <p className="max-w-[80ch] text-pretty">{may.says}</p>
      <p className="max-w-[80ch] text-pretty text-ink-2">{may.now}</p>
      <div className="grid gap-x-10 gap-y-4 lg:grid-cols-2">
        {may.writes.map(({ write, label, sentences }) => (
          <div key={write} className="grid content-start gap-1">
            <h3 className="text-sm font-medium">{label}</h3>
            <ul className="grid list-disc gap-1 pl-4 text-sm text-ink-2 marker:text-ink-3">
              {sentences.map((sentence) => (
                <li key={sentence} className="text-pretty">
                  {sentence}
                </li>
              ))}
            </ul>
          </div>
        ))}
      </div>
      <ul className="grid gap-1 text-sm text-ink-2">
        {[...may.always, ...may.never].map((sentence) => (
          <li key={sentence}>{sentence}</li>
        ))}
      </ul>
    </Section>
  );
}

/** A table distilled from its plans, and how truly it stands for them. */
export function Does({ view: { does } }: { view: CardView }) {
  return (
    <Section title="What it does">
      <p className="max-w-[80ch] text-sm text-pretty text-ink-2">{does.says}</p>
      {does.table && (
        <>
          <div className="overflow-x-auto" tabIndex={0} role="region" aria-label="Decision table">
            <table className="w-full min-w-[36rem] border-collapse text-sm">
              <thead>
                <tr className="border-b border-line text-left text-xs text-ink-3">
                  <th className="py-1.5 pr-4 font-medium">When</th>
                  <th className="py-1.5 pr-4 font-medium">It does</th>
                  <th className="py-1.5 pr-4 font-medium">In cases it was made from</th>
                  <th className="py-1.5 font-medium">In other cases</th>
                </tr>
              </thead>
              <tbody>
                {does.table.rows.map((row) => (
                  <tr key={row.says} className="border-b border-line align-top">
                    <td className="py-2 pr-4 [overflow-wrap:anywhere]">{row.says}</td>
                    <td className="py-2 pr-4 font-medium">{row.label}</td>
                    <td className="py-2 pr-4 text-ink-2 tabular-nums">
                      {row.taught ? rateText(row.taught) : '–'}
                    </td>
                    <td className="py-2 text-ink-2 tabular-nums">{row.held ? rateText(row.held) : '–'}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <div className="grid gap-3 sm:grid-cols-2">
            <div className="grid gap-0.5">
              <p className="text-xs text-ink-3">In other cases the table answers as it did</p>
              <Interval rate={does.table.fidelity} />
            </div>
            <div className="grid gap-0.5">
              <p className="text-xs text-ink-3">Always the most frequent answer would</p>
              <Interval rate={does.table.always} />
            </div>
          </div>
          <p className="max-w-[80ch] text-sm text-pretty text-ink-2">{does.table.says}</p>
        </>
      )}
    </Section>
  );
}

/** What nobody wrote, what is denied, and what it may do and never does. */
export function Parts({ view: { parts } }: { view: CardView }) {
  const lists = [
    ['Done, though no rule speaks of it', parts.unwritten],
    ['Planned, though denied', parts.denied],
    ['Allowed, and never done', parts.unused],
  ] as const;
  return (
    <Section title="Where the two part">
      <p className="max-w-[80ch] text-sm text-pretty text-ink-2">{parts.says}</p>
      <div className="grid gap-x-10 gap-y-4 lg:grid-cols-2">
        {lists.map(
          ([label, items]) =>
            items.length > 0 && (
              <div key={label} className="grid content-start gap-1">
                <h3 className="text-sm font-medium">{label}</h3>
                <ul className="grid list-disc gap-1 pl-4 text-sm marker:text-ink-3">
                  {items.map(({ says, href }) => (
                    <li key={says} className="text-pretty">
                      <Linked href={href}>{says}</Linked>
                    </li>
                  ))}
                </ul>
              </div>
            ),
        )}
      </div>
    </Section>
  );
}

export function Well({ view: { well } }: { view: CardView }) {
  const empty = well.measures.filter(({ href }) => href === null);
  const counted = well.measures.filter(({ href }) => href !== null);
  return (
    <Section title="How well it does" aside={well.says}>
      {empty.length > 0 && (
        <p className="text-sm text-pretty text-ink-3">
          Nothing to count yet: {listed(empty.map(({ label }) => label.toLowerCase()))}.
        </p>
      )}
      <dl className="grid gap-x-10 gap-y-2 lg:grid-cols-2">
        {counted.map(({ id, label, says, small, href }) => (
          <div key={id} className="grid gap-0.5 border-t border-line pt-2">
            <dt className="text-xs text-ink-3">{label}</dt>
            <dd className="text-sm text-pretty tabular-nums">
              <Linked href={href}>{says}</Linked>{' '}
              {small && href && <span className="text-xs text-ink-3">(few)</span>}
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}

const WHAT: Record<CardView['changed'][number]['what'], { says: string; tone: Tone }> = {
  version: { says: 'Version', tone: 'blue' },
  boundary: { says: 'Boundary', tone: 'amber' },
  stage: { says: 'Roll-out', tone: 'violet' },
  lane: { says: 'Lane', tone: 'green' },
  policy: { says: 'Policy', tone: 'red' },
  rule: { says: 'Rule update', tone: 'amber' },
};
const SHOWN = 8;

export function Changed({ view: { changed } }: { view: CardView }) {
  const [first, rest] = [changed.slice(0, SHOWN), changed.slice(SHOWN)];
  return (
    <Section title="What changed, when and why">
      {changed.length === 0 && <p className="text-sm text-ink-2">Nothing has changed yet.</p>}
      <Changes changes={first} />
      {rest.length > 0 && (
        <Fold says={`${rest.length} earlier ones`}>
          <Changes changes={rest} />
        </Fold>
      )}
    </Section>
  );
}

function Changes({ changes }: { changes: CardView['changed'] }) {
  return (
    <ol className="grid gap-2.5">
      {changes.map((one, index) => (
        <li
          key={`${one.at} ${index}`}
          className="grid gap-x-4 gap-y-0.5 text-sm sm:grid-cols-[7rem_6rem_minmax(0,1fr)]"
        >
          <span className="text-xs text-ink-3 sm:pt-0.5">
            <Stamp at={one.at} />
          </span>
          <span>
            <Badge tone={WHAT[one.what].tone}>{WHAT[one.what].says}</Badge>
          </span>
          <span className="text-pretty">
            <Linked href={one.href}>{one.says}</Linked>{' '}
            <span className="text-ink-2">
              {one.because && `${one.because} `}({one.by})
            </span>
          </span>
        </li>
      ))}
    </ol>
  );
}

/** A sentence that leads to what it was counted from, where there is such a place. */
function Linked({ href, children }: { href: string | null; children: ReactNode }) {
  const router = useRouter();
  if (href === null) return <>{children}</>;
  return (
    <a
      href={href}
      onClick={(event) => {
        // A new tab is opened by the browser; all else stays in this page.
        if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return;
        event.preventDefault();
        router.history.push(href);
      }}
      className="underline decoration-line-2 underline-offset-2 hover:decoration-current"
    >
      {children}
    </a>
  );
}
