import type { WorkflowView } from '../live/answers.ts';
import { Badge } from '../ui/effect.tsx';
import { Section } from '../ui/section.tsx';
import { spanText } from '../ui/words.ts';
import { CELL, Head } from './part.tsx';

type SourceMapView = WorkflowView['map'];

/** The source-of-truth map: what is read, what may be written, and what is never touched. */
export function SourceMap({ map }: { map: SourceMapView }) {
  return (
    <div className="grid gap-6">
      <Section title="Reads">
        <Scroll label="Reads">
          <thead>
            <tr>
              <Head>Fact</Head>
              <Head>From</Head>
              <Head>Asked with</Head>
              <Head>Old after</Head>
            </tr>
          </thead>
          <tbody>
            {map.reads.map((read) => (
              <tr key={read.fact}>
                <td className={CELL}>
                  <span className="font-medium">{read.label}</span>
                  {read.optional && <span className="text-ink-3"> (may be missing)</span>}
                </td>
                <td className={`${CELL} text-ink-2`}>
                  {read.system} <span className="font-mono text-xs text-ink-3">{read.read}</span>
                </td>
                <td className={`${CELL} font-mono text-xs text-ink-2`}>
                  {Object.entries(read.with).map(([name, template]) => (
                    <span key={name} className="block break-all">
                      {name}: {template}
                    </span>
                  ))}
                </td>
                <td className={`${CELL} whitespace-nowrap text-ink-2`}>
                  {read.fresh_ms === null ? 'never' : spanText(read.fresh_ms)}
                </td>
              </tr>
            ))}
          </tbody>
        </Scroll>
      </Section>
      <Writes writes={map.writes} />
      {map.never.length > 0 && (
        <Section title="Never">
          <ul className="flex flex-wrap gap-1.5">
            {map.never.map((name) => (
              <li key={name} className="rounded bg-red-soft px-1.5 py-0.5 font-mono text-xs text-red">
                {name}
              </li>
            ))}
          </ul>
        </Section>
      )}
    </div>
  );
}

function Writes({ writes }: { writes: SourceMapView['writes'] }) {
  return (
    <Section title="Writes">
      <Scroll label="Writes">
        <thead>
          <tr>
            <Head>Write</Head>
            <Head>In</Head>
            <Head>Taken back by</Head>
            <Head>Exactly once</Head>
          </tr>
        </thead>
        <tbody>
          {writes.map((write) => (
            <tr key={write.write}>
              <td className={CELL}>
                <span className="font-medium">{write.label}</span>{' '}
                {write.money && <Badge tone="blue">moves money</Badge>}
              </td>
              <td className={`${CELL} text-ink-2`}>
                {write.system} <span className="font-mono text-xs text-ink-3">{write.write}</span>
              </td>
              <td className={`${CELL} text-ink-2`}>
                {write.undo ??
                  (write.irreversible ? <Badge tone="amber">Cannot be taken back</Badge> : 'nothing')}
              </td>
              <td className={`${CELL} text-pretty text-ink-2`}>{write.exactly_once}</td>
            </tr>
          ))}
        </tbody>
      </Scroll>
    </Section>
  );
}

/** A wide table that scrolls by itself, also by keyboard, so that the page never does sideways. */
export function Scroll({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className="min-w-0 overflow-x-auto" tabIndex={0} role="region" aria-label={`Table: ${label}`}>
      <table className="w-full min-w-[640px] text-sm">{children}</table>
    </div>
  );
}
