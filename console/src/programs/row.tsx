import { useState } from 'react';
import { Link } from '@tanstack/react-router';
import { useDesk, useNameOf } from '../shell/desk.tsx';
import { Button } from '../ui/button.tsx';
import { Badge } from '../ui/effect.tsx';
import { faultText } from '../ui/states.tsx';
import { Distance, Moment, Stamp } from '../ui/time.tsx';
import { listed } from '../ui/words.ts';
import { useWithdraw, type Token } from './queries.ts';

/** One token: as whom it speaks, where, how far and until when. */
export function TokenRow({ token }: { token: Token }) {
  const {
    name,
    agent,
    person,
    rights,
    state,
    made_by: by,
    made_at: madeAt,
    used_at: usedAt,
    withdrawn,
  } = token;
  const nameOf = useNameOf();
  const [isAsking, setAsking] = useState(false);
  return (
    <li className="grid gap-1.5 px-4 py-3" data-token={token.id}>
      <div className="flex items-start justify-between gap-3">
        <p className="flex min-h-7 min-w-0 flex-wrap items-center gap-x-3 gap-y-0.5">
          <span className="font-medium [overflow-wrap:anywhere]">{name}</span>
          {agent && (
            <span className="text-xs [overflow-wrap:anywhere] text-ink-3">
              {agent.name === name ? '' : `speaks as ${agent.name}, `}version {agent.version}
            </span>
          )}
          {person !== null && <span className="text-xs text-ink-3">in the name of {nameOf(person)}</span>}
          {state !== 'good' && <Badge tone="grey">{state === 'expired' ? 'Expired' : 'Withdrawn'}</Badge>}
        </p>
        {state === 'good' && !isAsking && (
          <Button small look="danger" aria-label={`Withdraw ${name}`} onClick={() => setAsking(true)}>
            Withdraw
          </Button>
        )}
      </div>
      <p className="text-sm text-pretty text-ink-2">
        May {listed(rights)} in <Workflows names={token.workflows} />
        {token.expires_at === null ? ', until it is withdrawn' : ', until '}
        {token.expires_at !== null && <Stamp at={token.expires_at} />}.
      </p>
      <p className="text-xs text-ink-3">
        Made by {nameOf(by)} <Moment at={madeAt} />
        {usedAt ? (
          <>
            , last used <Distance at={usedAt} />
          </>
        ) : (
          ', never used'
        )}
        {withdrawn && (
          <>
            ; withdrawn by {nameOf(withdrawn.by)} <Moment at={withdrawn.at} />
            {withdrawn.because && `: ${withdrawn.because}`}
          </>
        )}
        {agent && (
          <>
            {' · '}
            <Link
              to="/log"
              search={{ actor: agent.name }}
              className="underline decoration-line-2 hover:text-ink"
            >
              What it did
            </Link>
          </>
        )}
      </p>
      {isAsking && <Withdraw token={token} close={() => setAsking(false)} />}
    </li>
  );
}

function Workflows({ names }: { names: string[] | null }) {
  const { workflows } = useDesk();
  if (names === null) return 'all workflows';
  return listed(names.map((name) => workflows.find((one) => one.name === name)?.label ?? name));
}

function Withdraw({ token, close }: { token: Token; close: () => void }) {
  const withdraw = useWithdraw();
  const [because, setBecause] = useState('');
  return (
    <form
      aria-label={`Withdraw ${token.name}`}
      className="grid gap-2 rounded-lg bg-hover p-3"
      onSubmit={(event) => {
        event.preventDefault();
        withdraw.mutate({ id: token.id, because }, { onSuccess: close });
      }}
    >
      <p className="text-sm text-pretty">
        The program is turned away from its next call on. What it has proposed stays as it is.
      </p>
      <div className="flex flex-wrap items-center gap-2">
        <input
          autoFocus
          aria-label="Why"
          placeholder="Why, for everybody to read"
          value={because}
          maxLength={400}
          onChange={(event) => setBecause(event.target.value)}
          className="field min-w-0 flex-1"
        />
        <Button onClick={close}>Cancel</Button>
        <Button type="submit" look="danger" disabled={withdraw.isPending}>
          Withdraw it
        </Button>
      </div>
      {withdraw.isError && (
        <p role="alert" className="text-sm text-red">
          {faultText(withdraw.error)}
        </p>
      )}
    </form>
  );
}
