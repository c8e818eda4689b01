import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Button } from '../ui/button.tsx';
import { Section } from '../ui/section.tsx';
import { Empty, Failed, Skeleton } from '../ui/states.tsx';
import { count } from '../ui/words.ts';
import { MakeSheet } from './make.tsx';
import { Made } from './made.tsx';
import { tokensQuery, type Token, type Tokens } from './queries.ts';
import { TokenRow } from './row.tsx';

/** The programs that may come in: agents that Remit does not run, and others that read or decide. */
export function ProgramsPage() {
  const query = useQuery(tokensQuery);
  return (
    <>
      <title>Programs · Remit</title>
      {query.isPending && <Skeleton label="Loading the tokens" lines={5} />}
      {query.isError && !query.data && (
        <Failed what="The tokens" error={query.error} retry={() => void query.refetch()} />
      )}
      {query.data && <Programs tokens={query.data} />}
    </>
  );
}

function Programs({ tokens: { tokens, rights, may_make: mayMake } }: { tokens: Tokens }) {
  const [isMaking, setMaking] = useState(false);
  const [made, setMade] = useState<{ text: string; token: Token }>();
  const good = tokens.filter(({ state }) => state === 'good');
  const past = tokens.filter(({ state }) => state !== 'good');
  return (
    <>
      <div className="flex flex-wrap items-start justify-between gap-x-8 gap-y-3">
        <p className="max-w-[62ch] min-w-0 flex-1 basis-80 text-pretty text-ink-2">
          Agents that Remit does not run, and programs that read or decide in somebody’s name. Each shows a
          token, and may do what its token says.{' '}
          {!mayMake && 'Making one takes the right to give tokens; owners have it.'}
        </p>
        {mayMake && (
          <Button look="main" icon="link" onClick={() => setMaking(true)}>
            Make a token
          </Button>
        )}
      </div>
      {made && <Made text={made.text} token={made.token} close={() => setMade(undefined)} />}
      {good.length === 0 ? (
        <Empty icon="link" title="No program may come in">
          An agent that runs elsewhere proposes what it would do; Remit rules it, asks people where the
          boundary says so, and performs it. Make a token for it to say who it is; the tab Gateway of a
          workflow shows where it connects.
        </Empty>
      ) : (
        <List title="May come in" tokens={good} />
      )}
      {past.length > 0 && <List title="May not any more" tokens={past} />}
      {isMaking && (
        <MakeSheet
          rights={rights}
          close={() => setMaking(false)}
          onMade={(answer) => {
            setMade(answer);
            setMaking(false);
          }}
        />
      )}
    </>
  );
}

function List({ title, tokens }: { title: string; tokens: Token[] }) {
  return (
    <Section title={title} aside={count(tokens.length, 'token')}>
      <ul className="grid divide-y divide-line overflow-hidden rounded-xl border border-line bg-surface">
        {tokens.map((token) => (
          <TokenRow key={token.id} token={token} />
        ))}
      </ul>
    </Section>
  );
}
