import { useQuery } from '@tanstack/react-query';
import type { AnswerOf } from '../../../src/doors/http/contract.ts';
import { call } from '../live/client.ts';
import { Badge } from '../ui/effect.tsx';
import { Icon } from '../ui/icon.tsx';
import { Fold, Section } from '../ui/section.tsx';
import { Failed } from '../ui/states.tsx';
import { Stamp } from '../ui/time.tsx';
import { count, spanText } from '../ui/words.ts';

type Turn = AnswerOf<'turns'>['turns'][number];

/** What models were asked for a case, what they answered and looked up, and what that took. Absent where none was. */
export function Turns({ id }: { id: string }) {
  const query = useQuery({
    queryKey: ['story', id, 'turns'],
    queryFn: ({ signal }) => call('turns', { id, signal }),
  });
  if (query.isError)
    return <Failed what="What the agent was asked" error={query.error} retry={() => void query.refetch()} />;
  if (!query.data || query.data.turns.length === 0) return null;
  const { turns, says, hidden } = query.data;
  return (
    <Section title="What the agent was asked" aside={says}>
      {hidden !== null && (
        <p className="flex items-start gap-2 text-sm text-pretty text-ink-2">
          <span className="mt-0.5 shrink-0">
            <Icon name="eye" />
          </span>
          {hidden}
        </p>
      )}
      <ol className="grid gap-2">
        {turns.map((turn) => (
          <OneTurn key={turn.version} turn={turn} isHidden={hidden !== null} />
        ))}
      </ol>
    </Section>
  );
}

function OneTurn({ turn, isHidden }: { turn: Turn; isHidden: boolean }) {
  const { agent, part, model, tokens, cost, took_ms: took, answered } = turn;
  return (
    <li className="min-w-0 rounded-lg border border-line bg-surface px-4 py-2.5">
      <div className="flex flex-wrap items-baseline justify-between gap-x-4 gap-y-0.5">
        <p className="min-w-0 text-base">
          <span className="font-medium">{part === null ? agent : `${agent} · ${part}`}</span>{' '}
          <span className="text-sm text-ink-3">asked {model}</span>{' '}
          {!answered && <Badge tone="amber">No answer</Badge>}
        </p>
        <p className="flex flex-wrap gap-x-3 text-xs text-ink-3 tabular-nums">
          <span>
            {count(tokens.in, 'token')} in{tokens.cached > 0 ? ` (${tokens.cached} known already)` : ''},{' '}
            {tokens.out} out
          </span>
          {cost !== '' && <span>{cost}</span>}
          <span>{took < 1_000 ? `${took} ms` : spanText(took)}</span>
          <Stamp at={turn.at} toTheSecond />
        </p>
      </div>
      {turn.fault !== null && (
        <p className="text-sm text-pretty text-amber">It came to nothing: {turn.fault}</p>
      )}
      {!isHidden && <Said turn={turn} />}
    </li>
  );
}

function Said({ turn }: { turn: Turn }) {
  const { asked, text, calls, looked } = turn;
  return (
    <div className="grid gap-1 pt-1">
      {text !== '' && <p className="max-w-[80ch] text-sm text-pretty whitespace-pre-wrap">{text}</p>}
      {calls.map((called, index) => (
        <Fold key={index} says={<CallName name={called.name} />}>
          <Pre text={JSON.stringify(called.input, null, 2)} label={`What ${called.name} was called with`} />
        </Fold>
      ))}
      {looked.map((look, index) => (
        <Fold key={index} says={`Looked up: ${look.label}${look.ok ? '' : `, and was told: ${look.says}`}`}>
          <Pre
            text={JSON.stringify(look.ok ? { asked: look.args, found: look.value } : look.args, null, 2)}
            label={`What ${look.label} gave`}
          />
        </Fold>
      ))}
      {asked.length === 0 ? (
        <p className="text-xs text-ink-3">The same question once more.</p>
      ) : (
        <Fold says={`The prompt: ${count(asked.length, 'new message')}`}>
          <div className="grid gap-3">
            {asked.map(({ role, says }, index) => (
              <div key={index} className="grid gap-1">
                <p className="text-xs text-ink-3">{ROLES[role] ?? role}</p>
                <Pre text={says} label={`${ROLES[role] ?? role}, message ${index + 1}`} />
              </div>
            ))}
          </div>
        </Fold>
      )}
    </div>
  );
}

const ROLES: Record<string, string> = {
  system: 'Instructions',
  user: 'The case',
  tool: 'What a tool returned',
};

function CallName({ name }: { name: string }) {
  return (
    <>
      Answered with <code className="font-mono text-ink-2">{name}</code>
    </>
  );
}

function Pre({ text, label }: { text: string; label: string }) {
  return (
    <pre
      tabIndex={0}
      aria-label={label}
      role="region"
      className="max-h-96 overflow-auto rounded-md border border-line bg-sunk p-3 font-mono text-xs leading-relaxed whitespace-pre-wrap [overflow-wrap:anywhere]"
    >
      {text}
    </pre>
  );
}
