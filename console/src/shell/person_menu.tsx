import { useQueryClient } from '@tanstack/react-query';
import { initials, listed } from '../ui/words.ts';
import { Icon } from '../ui/icon.tsx';
import { useDesk, useWho } from './desk.tsx';
import { person } from './person.ts';
import { useEffect } from 'react';

/** Who one is at this desk. It is a plain choice for as long as there is no sign-in, and says so. */
export function PersonMenu({ small }: { small?: boolean }) {
  const { people, notice } = useDesk();
  const who = useWho();
  const client = useQueryClient();
  useEffect(() => {
    if (who && person.current() !== who.id) person.set(who.id);
  }, [who]);
  const choose = (id: string) => {
    person.set(id);
    void client.invalidateQueries();
  };
  return (
    <div className="grid gap-1.5">
      <label
        className={`relative flex items-center gap-2 rounded-md p-1 hover:bg-hover focus-within:outline-2 focus-within:outline-accent ${small ? '' : 'max-2xl:justify-center'}`}
      >
        <span
          aria-hidden="true"
          className="grid size-6 shrink-0 place-items-center rounded-full bg-accent-soft text-2xs font-semibold text-accent"
        >
          {initials(who?.name ?? '?')}
        </span>
        <span className={`min-w-0 flex-1 ${small ? 'sr-only' : 'max-2xl:sr-only'}`} aria-hidden="true">
          <span className="block truncate text-sm leading-tight font-medium">{who?.name}</span>
          <span className="block truncate text-2xs text-ink-3">{listed(who?.roles ?? [])}</span>
        </span>
        <span className={`text-ink-3 ${small ? 'hidden' : 'max-2xl:hidden'}`}>
          <Icon name="down" size={12} />
        </span>
        <select
          aria-label="Who I am"
          value={who?.id ?? ''}
          onChange={(event) => choose(event.target.value)}
          className="absolute inset-0 cursor-pointer bg-surface text-ink opacity-0"
        >
          {people.map((one) => (
            <option key={one.id} value={one.id}>
              {one.name} ({listed(one.roles)})
            </option>
          ))}
        </select>
      </label>
      {notice && !small && (
        <p className="px-1 text-2xs leading-snug text-pretty text-ink-3 max-2xl:hidden">{notice}</p>
      )}
    </div>
  );
}
