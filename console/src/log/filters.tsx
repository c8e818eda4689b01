import { useRef, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { workflowQuery } from '../live/queries.ts';
import type { LogSearch } from '../searches.ts';
import { useDesk } from '../shell/desk.tsx';
import { Button } from '../ui/button.tsx';
import { EFFECT_WORDS } from '../ui/effect.tsx';
import { Icon } from '../ui/icon.tsx';

const TYPING_MS = 250;

/** What the log is searched for. All of it is in the address, so that a view can be sent to somebody. */
export function LogFilters({ total }: { total: string }) {
  const search = useSearch({ from: '/log' });
  const navigate = useNavigate({ from: '/log' });
  const { workflows, people } = useDesk();
  const change = (next: LogSearch) =>
    void navigate({ search: (before) => ({ ...before, ...next }), replace: true });
  const { kinds, plays, agents } = useChoices(search.workflow);
  const actors = [...people.map(({ name }) => [name, name] as const), ...agents];
  return (
    <div className="grid shrink-0 gap-2 border-b border-line px-4 pt-3 pb-2.5 sm:px-6">
      <div className="flex items-baseline gap-3">
        <h1 className="text-lg font-semibold">Log</h1>
        <p className="text-sm text-ink-3 tabular-nums" aria-live="polite">
          {total}
        </p>
      </div>
      <div className="flex flex-wrap items-center gap-1.5">
        <SearchField value={search.q ?? ''} change={(q) => change({ q: q || undefined })} />
        <Choice
          label="Workflow"
          value={search.workflow}
          choices={workflows.map(({ name, label }) => [name, label])}
          change={(workflow) => change({ workflow, kind: undefined, play: undefined })}
        />
        {search.workflow && (
          <>
            <Choice label="Kind" value={search.kind} choices={kinds} change={(kind) => change({ kind })} />
            <Choice label="Play" value={search.play} choices={plays} change={(play) => change({ play })} />
          </>
        )}
        <Choice
          label="Ruling"
          value={search.effect}
          choices={Object.entries(EFFECT_WORDS).map(([effect, { says }]) => [effect, says])}
          change={(effect) => change({ effect })}
        />
        <Choice label="By" value={search.actor} choices={actors} change={(actor) => change({ actor })} />
        <Day label="From" value={search.from} change={(from) => change({ from })} />
        <Day label="To" value={search.to} change={(to) => change({ to })} isEnd />
        {Object.keys(search).length > 0 && (
          <Button small look="quiet" icon="close" onClick={() => void navigate({ search: {} })}>
            Clear
          </Button>
        )}
      </div>
    </div>
  );
}

/** Kinds, plays and agents belong to a workflow, so they can be chosen once one is. */
function useChoices(workflow: string | undefined) {
  const { data } = useQuery({ ...workflowQuery(workflow ?? ''), enabled: workflow !== undefined });
  const named = (list: { name: string; label: string }[] = []) =>
    list.map(({ name, label }) => [name, label] as const);
  return {
    kinds: named(data?.kinds),
    plays: named(data?.plays),
    agents: (data?.agents ?? []).map(({ name }) => [name, `Agent ${name}`] as const),
  };
}

function SearchField({ value, change }: { value: string; change: (q: string) => void }) {
  const [text, setText] = useState(value);
  const [known, setKnown] = useState(value);
  // The address may change by other ways than typing; what is being typed is kept.
  if (value !== known) {
    setKnown(value);
    if (value !== text.trim()) setText(value);
  }
  const timer = useRef<number>(undefined);
  const type = (typed: string) => {
    setText(typed);
    window.clearTimeout(timer.current);
    timer.current = window.setTimeout(() => change(typed.trim()), TYPING_MS);
  };
  return (
    <label className="relative min-w-52 flex-1 md:max-w-sm">
      <span className="sr-only">Search the log</span>
      <span className="absolute inset-y-0 left-2.5 grid place-items-center text-ink-3">
        <Icon name="search" size={14} />
      </span>
      <input
        data-log-search
        type="search"
        maxLength={200}
        placeholder="Search all of it"
        value={text}
        onChange={(event) => type(event.target.value)}
        onKeyDown={(event) => event.key === 'Escape' && event.currentTarget.blur()}
        className="field pl-8"
      />
    </label>
  );
}

interface ChoiceProps {
  label: string;
  value: string | undefined;
  choices: (readonly [string, string])[];
  change: (value: string | undefined) => void;
}

function Choice({ label, value, choices, change }: ChoiceProps) {
  return (
    <select
      aria-label={label}
      value={value ?? ''}
      onChange={(event) => change(event.target.value || undefined)}
      className={`pick h-8 max-w-44 truncate rounded-md border pl-2 text-sm ${value ? 'border-accent bg-accent-soft text-accent' : 'border-line-2 bg-surface text-ink-2'}`}
    >
      <option value="">{label}: any</option>
      {choices.map(([name, words]) => (
        <option key={name} value={name}>
          {words}
        </option>
      ))}
      {value && !choices.some(([name]) => name === value) && <option value={value}>{value}</option>}
    </select>
  );
}

interface DayProps {
  label: string;
  value: string | undefined;
  change: (value: string | undefined) => void;
  /** The day is the last one that counts. */
  isEnd?: boolean;
}

function Day({ label, value, change, isEnd }: DayProps) {
  const time = isEnd ? 'T23:59:59.999' : 'T00:00:00';
  const day = value
    ? new Date(Date.parse(value) - new Date(value).getTimezoneOffset() * 60_000).toISOString().slice(0, 10)
    : '';
  return (
    <label className="flex items-center gap-1.5 text-sm text-ink-3">
      {label}
      <input
        type="date"
        value={day}
        onChange={(event) =>
          change(event.target.value ? new Date(event.target.value + time).toISOString() : undefined)
        }
        className="h-8 rounded-md border border-line-2 bg-surface px-1.5 text-sm text-ink-2"
      />
    </label>
  );
}
