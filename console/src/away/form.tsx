import { useState } from 'react';
import type { Absence, Person } from '../live/answers.ts';
import { useDesk, useNameOf } from '../shell/desk.tsx';
import { Button } from '../ui/button.tsx';
import { Labelled } from '../ui/form_sheet.tsx';
import { faultText } from '../ui/states.tsx';
import { Stamp } from '../ui/time.tsx';
import { useAbsences, useSetAway } from './use_away.ts';
import { closePerson } from './view.ts';

/** When a working day begins. */
const MORNING_HOUR = 8;

/** “I am away until …; … decides for me”, or back again. */
export function AwayForm({ who, absence }: { who: Person; absence: Absence | undefined }) {
  const nameOf = useNameOf();
  const set = useSetAway(closePerson);
  const fault = set.isError && (
    <p role="alert" className="text-sm text-pretty text-red">
      {faultText(set.error)}
    </p>
  );
  if (absence) {
    return (
      <section aria-label="Away" className="grid gap-2 border-t border-line bg-amber-soft px-4 py-3">
        <div className="flex flex-wrap items-center justify-between gap-2">
          <p className="text-sm text-amber">
            You are away until <Stamp at={absence.until} />. {nameOf(absence.deputy)} decides for you.
          </p>
          <Button disabled={set.isPending} onClick={() => set.mutate({ until: null, deputy: null })}>
            I am back
          </Button>
        </div>
        {fault}
      </section>
    );
  }
  return (
    <section aria-label="Away" className="grid gap-2 border-t border-line px-4 py-3">
      <NewAbsence who={who} isBusy={set.isPending} save={set.mutate} />
      {fault}
    </section>
  );
}

interface NewAbsenceProps {
  who: Person;
  isBusy: boolean;
  save: (body: { until: string; deputy: string }) => void;
}

function NewAbsence({ who, isBusy, save }: NewAbsenceProps) {
  const deputies = useDeputies(who);
  const [until, setUntil] = useState(() => localTime(tomorrow()));
  const [chosen, setChosen] = useState<string>();
  const deputy = chosen ?? deputies[0]?.id;
  return (
    <form
      className="grid grid-cols-[minmax(0,1fr)_minmax(0,1fr)_auto] items-end gap-2.5 max-sm:grid-cols-1"
      onSubmit={(event) => {
        event.preventDefault();
        if (deputy && until) save({ until: new Date(until).toISOString(), deputy });
      }}
    >
      <Labelled label="I am away until">
        <input
          type="datetime-local"
          required
          value={until}
          onChange={(event) => setUntil(event.target.value)}
          className="field"
        />
      </Labelled>
      <Labelled label="Decides for me">
        <select
          value={deputy ?? ''}
          onChange={(event) => setChosen(event.target.value)}
          className="field pick"
        >
          {deputies.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name}
            </option>
          ))}
        </select>
      </Labelled>
      <Button type="submit" disabled={isBusy || !deputy || !until}>
        Be away
      </Button>
    </form>
  );
}

/** Everybody else who is here, those with most of the same roles first. */
function useDeputies(who: Person): Person[] {
  const { people } = useDesk();
  const away = new Set(useAbsences().map((absence) => absence.person));
  const shared = (one: Person) => one.roles.filter((role) => who.roles.includes(role)).length;
  return people
    .filter((one) => one.id !== who.id && !away.has(one.id))
    .toSorted((a, b) => shared(b) - shared(a));
}

function tomorrow(): Date {
  const day = new Date();
  day.setDate(day.getDate() + 1);
  day.setHours(MORNING_HOUR, 0, 0, 0);
  return day;
}

/** As a field for local times wants it. */
function localTime(at: Date): string {
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
