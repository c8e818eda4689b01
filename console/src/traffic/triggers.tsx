import { Link } from '@tanstack/react-router';
import { call } from '../live/client.ts';
import { Button } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { Section } from '../ui/section.tsx';
import { Empty } from '../ui/states.tsx';
import { Distance } from '../ui/time.tsx';
import { count } from '../ui/words.ts';
import { useDo, type Trigger } from './queries.ts';
import { kindText } from './words.ts';

/** What brings events by itself: where it is posted to, what came of it since the start, and what waits. */
export function Triggers({ triggers }: { triggers: Trigger[] }) {
  return (
    <Section title="Triggers" aside={triggers.length > 0 ? count(triggers.length, 'trigger') : undefined}>
      {triggers.length === 0 ? (
        <Empty icon="plug" title="No triggers">
          Events come by the HTTP interface alone. Name a webhook, a mailbox, files or a clock under{' '}
          <code className="font-mono text-xs">triggers:</code> in a workflow.yaml.
        </Empty>
      ) : (
        <ul className="grid divide-y divide-line overflow-hidden rounded-xl border border-line bg-surface">
          {triggers.map((trigger) => (
            <Row key={`${trigger.workflow}/${trigger.name}`} trigger={trigger} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function Row({ trigger }: { trigger: Trigger }) {
  const { workflow, workflow_label, name, path, waiting } = trigger;
  const again = useDo(() => call('try_arrivals', { body: { workflow, trigger: name } }));
  return (
    <li className="grid items-start gap-x-4 gap-y-1.5 px-4 py-3 sm:grid-cols-[minmax(0,1fr)_auto]">
      <div className="grid min-w-0 gap-1">
        <p className="[overflow-wrap:anywhere]">
          <span className="font-medium">{name}</span>{' '}
          <span className="text-sm text-ink-2">
            {kindText(trigger)} for{' '}
            <Link
              to="/workflows/$name"
              params={{ name: workflow }}
              className="underline decoration-line-2 hover:decoration-current"
            >
              {workflow_label}
            </Link>
          </span>
        </p>
        {path && <p className="font-mono text-xs [overflow-wrap:anywhere] text-ink-3">POST {path}</p>}
        <Traffic trigger={trigger} />
      </div>
      {waiting > 0 && (
        <div className="flex items-center gap-3 sm:justify-end">
          <span className="text-sm text-ink-2">{count(waiting, 'arrival')} waiting</span>
          <Button small disabled={again.isPending} onClick={() => again.mutate(undefined)}>
            Try all again
          </Button>
        </div>
      )}
    </li>
  );
}

function Traffic({ trigger: { taken, turned_away: turned, path } }: { trigger: Trigger }) {
  if (path === null) return null;
  return (
    <>
      <p className="text-xs text-ink-3">
        {taken ? (
          <>
            {count(taken.times, 'delivery', 'deliveries')} since the start, the last{' '}
            <Distance at={taken.at} />
          </>
        ) : (
          'Nothing came since the start'
        )}
      </p>
      {turned && (
        <p className="flex items-baseline gap-1.5 text-sm text-amber">
          <span className="translate-y-0.5">
            <Icon name="warn" size={13} />
          </span>
          <span className="text-pretty">
            {count(turned.times, 'delivery', 'deliveries')} turned away, the last <Distance at={turned.at} />:{' '}
            {turned.says}.
          </span>
        </p>
      )}
    </>
  );
}
