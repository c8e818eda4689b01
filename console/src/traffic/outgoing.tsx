import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { call } from '../live/client.ts';
import { useDesk } from '../shell/desk.tsx';
import { Button } from '../ui/button.tsx';
import { Badge } from '../ui/effect.tsx';
import { Fold, Section } from '../ui/section.tsx';
import { Empty, Failed, Skeleton } from '../ui/states.tsx';
import { Distance, Moment, Stamp } from '../ui/time.tsx';
import { count, sentence } from '../ui/words.ts';
import { outgoingQuery, useDo, type EventKind, type Hook } from './queries.ts';
import { askedText, HOOK_STATES } from './words.ts';

/** Events of the log that go out by webhooks, and what of them waits. */
export function OutgoingPage() {
  const query = useQuery(outgoingQuery);
  return (
    <>
      <title>Outgoing · Remit</title>
      <p className="max-w-[68ch] text-pretty text-ink-2">
        What other programs are told, in the order in which it happened, signed, and without what customers
        wrote.
      </p>
      {query.isPending && <Skeleton label="Loading what goes out" lines={8} />}
      {query.isError && !query.data && (
        <Failed what="What goes out" error={query.error} retry={() => void query.refetch()} />
      )}
      {query.data && <Hooks hooks={query.data.hooks} />}
      {query.data && <Kinds kinds={query.data.kinds} />}
    </>
  );
}

function Hooks({ hooks }: { hooks: Hook[] }) {
  return (
    <Section title="Webhooks" aside={hooks.length > 0 ? count(hooks.length, 'webhook') : undefined}>
      {hooks.length === 0 ? (
        <Empty icon="out" title="Nothing goes out">
          Name who is told under <code className="font-mono text-xs">hooks:</code> in remit.yaml, or let a
          program listen at <code className="font-mono text-xs">/api/events</code>.
        </Empty>
      ) : (
        <ul className="grid divide-y divide-line overflow-hidden rounded-xl border border-line bg-surface">
          {hooks.map((hook) => (
            <Row key={hook.name} hook={hook} />
          ))}
        </ul>
      )}
    </Section>
  );
}

function Row({ hook }: { hook: Hook }) {
  const { name, state, given_up: givenUp } = hook;
  const test = useDo(() =>
    call('test_outgoing', { id: name }).then(({ ok, says }) => ({ says, isFault: !ok })),
  );
  const resume = useDo(() => call('resume_outgoing', { id: name }));
  const { tone, says } = HOOK_STATES[state];
  const { workflows } = useDesk();
  const labelOf = (workflow: string) => workflows.find((one) => one.name === workflow)?.label ?? workflow;
  return (
    <li className="grid gap-1.5 px-4 py-3" data-hook={name}>
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
        <span className="font-medium">{name}</span>
        <Badge tone={tone}>{says}</Badge>
        <span className="flex-1" />
        {state === 'stopped' && (
          <Button small look="main" disabled={resume.isPending} onClick={() => resume.mutate(undefined)}>
            Let it go on
          </Button>
        )}
        <Button small disabled={test.isPending} onClick={() => test.mutate(undefined)}>
          Send a test
        </Button>
      </div>
      <p className="text-sm [overflow-wrap:anywhere] text-ink-2">
        {hook.origin} is told of {askedText(hook, labelOf)}.
      </p>
      <p className="text-xs text-ink-3">
        {count(hook.sent, 'event')} sent
        {hook.sent_at && (
          <>
            , the last <Distance at={hook.sent_at} />
          </>
        )}
        {hook.waiting > 0 && <> · {count(hook.waiting, 'event')} waiting</>}
        {givenUp > 0 && <> · {count(givenUp, 'event')} given up after three days</>}
      </p>
      <Trouble hook={hook} />
      {hook.events_waiting.length > 0 && <Waiting hook={hook} />}
    </li>
  );
}

function Trouble({ hook: { says, failing_since: since, next_at: next, state } }: { hook: Hook }) {
  if (says === null) return null;
  return (
    <p className={`text-sm text-pretty ${state === 'stopped' ? 'text-red' : 'text-amber'}`}>
      {sentence(says)} {state === 'stopped' && 'Nothing is sent until a person lets it go on. '}
      {since && (
        <>
          Since <Stamp at={since} />.{' '}
        </>
      )}
      {next && (
        <>
          Tried again <Moment at={next} />.
        </>
      )}
    </p>
  );
}

function Waiting({ hook: { events_waiting: events, waiting, given_up: givenUp } }: { hook: Hook }) {
  const all = waiting + givenUp;
  const shown =
    events.length < all ? `The oldest ${events.length} of ${count(all, 'event')}` : count(all, 'event');
  return (
    <Fold says={`${shown} not taken yet`}>
      <ul className="grid gap-1 text-xs text-ink-2">
        {events.map(({ id, type, subject, tries, says, state }) => (
          <li key={id} className="[overflow-wrap:anywhere]">
            <span className="font-mono">{type}</span>{' '}
            {id.startsWith('case/') ? (
              <Link to="/cases/$id" params={{ id: subject }} className="underline decoration-line-2">
                {subject}
              </Link>
            ) : (
              subject
            )}
            {tries > 0 && <>, {count(tries, 'try', 'tries')}</>}
            {state === 'given_up' && ', given up'}
            {says && <>: {says}</>}
          </li>
        ))}
      </ul>
    </Fold>
  );
}

function Kinds({ kinds }: { kinds: EventKind[] }) {
  return (
    <Section title="What can be told" aside={count(kinds.length, 'kind of event', 'kinds of event')}>
      <Fold says="Each kind of event, and when it goes out">
        <dl className="grid gap-x-6 gap-y-1.5 text-sm sm:grid-cols-[max-content_minmax(0,1fr)]">
          {kinds.map(({ name, means }) => (
            <div key={name} className="contents">
              <dt className="font-mono text-xs leading-5">{name}</dt>
              <dd className="text-pretty text-ink-2">{means}</dd>
            </div>
          ))}
        </dl>
      </Fold>
    </Section>
  );
}
