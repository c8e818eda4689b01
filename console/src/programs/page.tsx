import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Button } from '../ui/button.tsx';
import { Section, SectionLevelProvider } from '../ui/section.tsx';
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
    <SectionLevelProvider value="h2">
      <div className="h-full overflow-y-auto" tabIndex={0} role="region" aria-label="Programs">
        <title>Programs · Remit</title>
        <div className="mx-auto grid max-w-[860px] grid-cols-[minmax(0,1fr)] gap-6 px-4 py-6 sm:px-8">
          <header className="grid gap-1.5">
            <h1 className="text-xl font-semibold tracking-[-0.01em]">Programs</h1>
            <p className="max-w-[68ch] text-pretty text-ink-2">
              Agents that Remit does not run, and programs that read or decide in somebody’s name. Each shows
              a token, and may do what its token says.
            </p>
          </header>
          {query.isPending && <Skeleton label="Loading the tokens" lines={5} />}
          {query.isError && !query.data && (
            <Failed what="The tokens" error={query.error} retry={() => void query.refetch()} />
          )}
          {query.data && <Programs tokens={query.data} />}
        </div>
      </div>
    </SectionLevelProvider>
  );
}

function Programs({ tokens: { tokens, rights, may_make: mayMake } }: { tokens: Tokens }) {
  const [isMaking, setMaking] = useState(false);
  const [made, setMade] = useState<{ text: string; token: Token }>();
  const good = tokens.filter(({ state }) => state === 'good');
  const past = tokens.filter(({ state }) => state !== 'good');
  return (
    <>
      {made && <Made text={made.text} token={made.token} close={() => setMade(undefined)} />}
      <div className="flex flex-wrap items-center justify-between gap-3">
        <p className="text-sm text-ink-3">
          {mayMake ? '' : 'Making a token takes the right to give tokens; owners have it.'}
        </p>
        {mayMake && (
          <Button look="main" icon="link" onClick={() => setMaking(true)}>
            Make a token
          </Button>
        )}
      </div>
      {good.length === 0 ? (
        <Empty icon="link" title="No program may come in">
          An agent that runs elsewhere proposes what it would do; Remit rules it, asks people where the
          boundary says so, and performs it. It needs a token to say who it is.
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
