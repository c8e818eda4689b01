import { Section } from '../ui/section.tsx';
import type { Change } from './changes.ts';

/** What a person changes of what was proposed, before and after. */
export function Changes({ changes }: { changes: Change[] }) {
  if (changes.length === 0) return null;
  return (
    <Section title="Your changes, which the agent did not propose">
      <dl className="grid gap-1 text-sm">
        {changes.map(({ label, lead, before, after, tail }) => (
          <div key={label} className="grid gap-x-3 sm:grid-cols-[120px_minmax(0,1fr)]">
            <dt className="text-ink-3">{label}</dt>
            <dd className="min-w-0 break-words whitespace-pre-wrap">
              {lead}
              {before && <del className="rounded bg-red-soft text-red decoration-1">{before}</del>}
              {before && after && ' '}
              {after && <ins className="rounded bg-green-soft text-green no-underline">{after}</ins>}
              {tail}
            </dd>
          </div>
        ))}
      </dl>
    </Section>
  );
}
