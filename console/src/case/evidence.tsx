import { Link } from '@tanstack/react-router';
import type { CaseView, Fact, Plan } from '../live/answers.ts';
import { Badge } from '../ui/effect.tsx';
import { Icon } from '../ui/icon.tsx';
import { Section } from '../ui/section.tsx';
import { Distance } from '../ui/time.tsx';
import { Fields, Value } from '../ui/value.tsx';
import { humanise } from '../ui/words.ts';
import { missingText } from './missing.ts';

/** What is known: facts from the systems, earlier cases, and similar ones that were decided. */
export function Evidence({ one }: { one: CaseView }) {
  const known = one.facts.filter((fact) => fact.missing === null);
  const missing = one.facts.filter((fact) => fact.missing !== null);
  return (
    <div className="grid gap-5">
      {known.map((fact) => (
        <FactView key={fact.name} fact={fact} />
      ))}
      {missing.length > 0 && <Missing facts={missing} one={one} />}
      {one.facts.length === 0 && (
        <p className="text-sm text-ink-2">Nothing has been read for this case yet.</p>
      )}
      {one.earlier.length > 0 && <Earlier one={one} />}
      {one.plan && one.plan.similar.length > 0 && <Similar plan={one.plan} one={one} />}
    </div>
  );
}

function FactView({ fact }: { fact: Fact }) {
  const fields = fact.shape?.type === 'object' ? fact.shape.fields : undefined;
  const isObject = typeof fact.value === 'object' && fact.value !== null && !Array.isArray(fact.value);
  return (
    <Section title={fact.label} part="facts" aside={<Where fact={fact} />}>
      {fact.trust === 'outside' && (
        <p>
          <Badge tone="amber">From outside</Badge>
        </p>
      )}
      {isObject && fact.value ? (
        <Fields value={fact.value as Record<string, unknown>} fields={fields} />
      ) : (
        <p className="text-sm">
          <Value value={fact.value} shape={fact.shape} />
        </p>
      )}
    </Section>
  );
}

/** What could not be read is said, with the reason, and never filled in. */
function Missing({ facts, one }: { facts: Fact[]; one: CaseView }) {
  return (
    <Section title="Not known">
      <ul className="grid gap-1.5 text-sm">
        {facts.map((fact) => (
          <li key={fact.name} className="flex gap-2">
            <span className="mt-0.5 text-amber">
              <Icon name="warn" size={14} />
            </span>
            <span className="min-w-0">
              {fact.label}: <span className="text-ink-2">{missingText(fact.missing ?? '', one.facts)}</span>
            </span>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Where({ fact }: { fact: Fact }) {
  return (
    <span className="flex items-baseline gap-1.5 whitespace-nowrap">
      {fact.stale && (
        <span className="text-amber" title="Remit reads it again before it acts">
          old,
        </span>
      )}
      <span title={fact.source}>
        <Distance at={fact.at} />
      </span>
      {fact.page && (
        <a
          href={fact.page}
          target="_blank"
          rel="noreferrer noopener"
          aria-label={`${fact.label} in ${fact.source.split('.')[0] ?? 'its system'}`}
          title={`See it in ${fact.source.split('.')[0] ?? 'its system'}`}
          className="grid size-6 place-items-center self-center rounded text-ink-3 hover:bg-hover hover:text-ink"
        >
          <Icon name="out" size={12} />
        </a>
      )}
    </span>
  );
}

function Earlier({ one }: { one: CaseView }) {
  return (
    <Section title="Earlier" part="earlier">
      <ul className="grid gap-px">
        {one.earlier.map((other) => (
          <li key={other.id}>
            <CaseLink id={other.id}>
              <span className="truncate">{other.title}</span>
              <span className="text-xs text-ink-3">
                {other.outcome ? humanise(other.outcome) : 'Open'} · <Distance at={other.opened_at} />
              </span>
            </CaseLink>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Similar({ plan, one }: { plan: Plan; one: CaseView }) {
  const playLabel = (name: string | null) =>
    name ? (one.plays.find((play) => play.name === name)?.label ?? humanise(name)) : 'Something else';
  return (
    <Section title="Decided before, and similar" part="similar">
      <ul className="grid gap-px">
        {plan.similar.map((other) => (
          <li key={other.case}>
            <CaseLink id={other.case}>
              <span className="line-clamp-2">{other.text}</span>
              <span className="text-xs text-ink-3">
                {playLabel(other.play)} · {Math.round(other.score * 100)} % alike
                {other.decided_at && (
                  <>
                    {' · '}
                    <Distance at={other.decided_at} />
                  </>
                )}
              </span>
            </CaseLink>
          </li>
        ))}
      </ul>
    </Section>
  );
}

function CaseLink({ id, children }: { id: string; children: React.ReactNode }) {
  return (
    <Link
      to="/cases/$id"
      params={{ id }}
      className="-mx-2 grid gap-0.5 rounded-md px-2 py-1.5 text-sm hover:bg-hover"
    >
      {children}
    </Link>
  );
}
