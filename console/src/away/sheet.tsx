import { useQueryClient } from '@tanstack/react-query';
import type { Absence, Person } from '../live/answers.ts';
import { useStore } from '../live/store.ts';
import { useDesk, useNameOf, useWho } from '../shell/desk.tsx';
import { person } from '../shell/person.ts';
import { OWN_PLACES } from '../shell/places.ts';
import { PlaceRow } from '../shell/tab_bar.tsx';
import { Avatar } from '../ui/avatar.tsx';
import { Badge } from '../ui/effect.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { Stamp } from '../ui/time.tsx';
import { listed } from '../ui/words.ts';
import { AwayForm } from './form.tsx';
import { useAbsences } from './use_away.ts';
import { closePerson, isPersonOpen } from './view.ts';

/** Who one is at this desk, and who is away, while that is asked. */
export function PersonOver() {
  return useStore(isPersonOpen) ? <PersonSheet /> : null;
}

function PersonSheet() {
  const { people, notice } = useDesk();
  const who = useWho();
  const absences = useAbsences();
  const client = useQueryClient();
  const choose = (id: string) => {
    person.set(id);
    void client.invalidateQueries();
  };
  return (
    <Sheet title="Who I am" close={closePerson}>
      <fieldset className="grid gap-0.5 p-2">
        <legend className="sr-only">Who is at this desk</legend>
        {people.map((one) => (
          <Choice
            key={one.id}
            one={one}
            isChosen={one.id === who?.id}
            absence={absences.find((absence) => absence.person === one.id)}
            choose={() => choose(one.id)}
          />
        ))}
      </fieldset>
      {OWN_PLACES.length > 0 && (
        <nav aria-label="Mine" className="border-t border-line p-2">
          {OWN_PLACES.map((place) => (
            <PlaceRow key={place.to} place={place} close={closePerson} />
          ))}
        </nav>
      )}
      {who && <AwayForm key={who.id} who={who} absence={absences.find((one) => one.person === who.id)} />}
      {notice && <p className="border-t border-line px-4 py-2.5 text-xs text-pretty text-ink-3">{notice}</p>}
    </Sheet>
  );
}

interface ChoiceProps {
  one: Person;
  isChosen: boolean;
  absence: Absence | undefined;
  choose: () => void;
}

function Choice({ one, isChosen, absence, choose }: ChoiceProps) {
  const nameOf = useNameOf();
  return (
    <label className="flex cursor-pointer items-center gap-3 rounded-md px-2.5 py-1.5 text-sm hover:bg-hover has-checked:bg-picked has-focus-visible:outline-2 has-focus-visible:outline-accent">
      <input
        type="radio"
        name="person"
        data-autofocus={isChosen ? '' : undefined}
        checked={isChosen}
        onChange={choose}
        className="sr-only"
      />
      <Avatar name={one.name} />
      <span className="min-w-0 flex-1">
        <span className="block truncate font-medium">{one.name}</span>
        <span className="block truncate text-xs text-ink-3">{listed(one.roles)}</span>
      </span>
      {absence && (
        <span className="grid max-w-[55%] justify-items-end gap-0.5 text-right text-xs text-ink-3">
          <Badge tone="amber">Away</Badge>
          <span>
            until <Stamp at={absence.until} />; {nameOf(absence.deputy)} decides
          </span>
        </span>
      )}
    </label>
  );
}
