import { useEffect, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useKeys } from '../keys/keys.ts';
import { store, useStore } from '../live/store.ts';
import { Button } from '../ui/button.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { faultText, Skeleton } from '../ui/states.tsx';
import { ProofView } from './proof.tsx';
import { ruleQuery, type RuleDraft } from './queries.ts';

/** The case of which a rule is being made. */
const making = store<{ id: string; version: number } | undefined>(undefined);

/** Parts that a condition may have at most. */
const PARTS_MAX = 3;

/**
 * After an edit: what it would be as a rule, with what that would have done to the log. Says nothing where nobody
 * decided otherwise, or where nothing can be told yet.
 */
export function MakeRule({ id, version }: { id: string; version: number }) {
  const open = () => making.set({ id, version });
  const { data } = useQuery(ruleQuery(id, version, undefined));
  useKeys(
    [{ keys: 'm', says: 'Make a rule of the last edit', group: 'Decide', run: open }],
    data !== undefined,
  );
  if (!data) return null;
  return (
    <>
      <Button small icon="rule" hint="m" aria-keyshortcuts="m" onClick={open}>
        Make this a rule?
      </Button>
      <span className="basis-full text-pretty text-ink-3 tabular-nums">{data.backtest}</span>
    </>
  );
}

/** The sheet itself. It stands in the page, for the message that offers it goes away by itself. */
export function RuleSheetHost() {
  const made = useStore(making);
  const { data } = useQuery({
    ...ruleQuery(made?.id ?? '', made?.version ?? 0, undefined),
    enabled: made !== undefined,
  });
  // What was asked for on another page, where the message still stood, is not meant by the time one is back.
  useEffect(() => making.set(undefined), []);
  if (!made || !data) return null;
  return <RuleSheet key={made.id} made={made} first={data} close={() => making.set(undefined)} />;
}

interface RuleSheetProps {
  made: { id: string; version: number };
  first: RuleDraft;
  close: () => void;
}

function RuleSheet({ made: { id, version }, first, close }: RuleSheetProps) {
  const [chosen, setChosen] = useState<string[]>();
  const {
    data = first,
    error,
    isFetching,
  } = useQuery({
    ...ruleQuery(id, version, chosen),
    placeholderData: (before) => before ?? first,
  });
  const parts = chosen ?? first.parts.filter((part) => part.chosen).map((part) => part.id);
  const toggle = (part: string) =>
    setChosen(parts.includes(part) ? parts.filter((one) => one !== part) : [...parts, part]);
  return (
    <Sheet title="Make this a rule?" close={close}>
      <div className="grid gap-4 p-4" aria-busy={isFetching}>
        <p className="text-pretty font-medium">{data.says}</p>
        {data.parts.length > 0 && <Parts draft={data} parts={parts} toggle={toggle} />}
        <div aria-live="polite" className="grid gap-3">
          {error ? (
            <p className="text-sm text-red">{faultText(error)}</p>
          ) : data.update ? (
            <>
              <p className="text-sm text-pretty tabular-nums">{data.backtest}</p>
              <ProofView proof={data.proof} />
            </>
          ) : (
            <Skeleton label="Counting" lines={3} />
          )}
        </div>
        <div className="flex flex-wrap items-center justify-end gap-2 border-t border-line pt-3">
          <Button onClick={close}>Not now</Button>
          <Link
            to="/updates/$id"
            params={{ id: data.update }}
            onClick={close}
            className="inline-flex h-8 items-center rounded-md bg-ink px-2.5 text-sm font-medium text-bg hover:opacity-90"
          >
            See the draft
          </Link>
        </div>
      </div>
    </Sheet>
  );
}

interface PartsProps {
  draft: RuleDraft;
  parts: string[];
  toggle: (part: string) => void;
}

function Parts({ draft, parts, toggle }: PartsProps) {
  return (
    <fieldset className="grid gap-1.5">
      <legend className="pb-1 text-xs font-semibold text-ink-3">
        When? What holds in this case, the most telling first
      </legend>
      {draft.parts.map((part) => {
        const isChosen = parts.includes(part.id);
        return (
          <label key={part.id} className="flex items-start gap-2 text-sm">
            <input
              type="checkbox"
              checked={isChosen}
              disabled={!isChosen && parts.length >= PARTS_MAX}
              onChange={() => toggle(part.id)}
              className="mt-0.5 size-4 shrink-0 accent-accent"
            />
            <span className="grid">
              <span>{part.says}</span>
              <span className="font-mono text-2xs [overflow-wrap:anywhere] text-ink-3">{part.cel}</span>
            </span>
          </label>
        );
      })}
    </fieldset>
  );
}
