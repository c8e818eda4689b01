import { useEffect } from 'react';
import { openPerson } from '../away/view.ts';
import { useAbsences } from '../away/use_away.ts';
import { Avatar } from '../ui/avatar.tsx';
import { Icon } from '../ui/icon.tsx';
import { listed } from '../ui/words.ts';
import { useDesk, useWho } from './desk.tsx';
import { person } from './person.ts';

/** Who one is at this desk, and whether one is away. It is a plain choice for as long as there is no sign-in. */
export function PersonMenu({ small }: { small?: boolean }) {
  const { notice } = useDesk();
  const who = useWho();
  const isAway = useAbsences().some((absence) => absence.person === who?.id);
  useEffect(() => {
    if (who && person.current() !== who.id) person.set(who.id);
  }, [who]);
  const words = small ? 'sr-only' : 'max-2xl:sr-only';
  return (
    <div className="grid gap-1.5">
      <button
        type="button"
        onClick={openPerson}
        title="Who I am, and whether I am away"
        className={`relative flex items-center gap-2 rounded-md p-1 text-left hover:bg-hover ${small ? '' : 'max-2xl:justify-center'}`}
      >
        <Avatar name={who?.name ?? '?'} />
        {isAway && (
          <span className="absolute top-0.5 left-5 size-2.5 rounded-full border-2 border-rail bg-amber" />
        )}
        <span className={`min-w-0 flex-1 ${words}`}>
          <span className="sr-only">Who I am: </span>
          <span className="block truncate text-sm leading-tight font-medium">{who?.name}</span>
          <span className={`block truncate text-2xs ${isAway ? 'text-amber' : 'text-ink-3'}`}>
            {isAway ? 'away' : listed(who?.roles ?? [])}
          </span>
        </span>
        <span className={`text-ink-3 ${small ? 'hidden' : 'max-2xl:hidden'}`}>
          <Icon name="down" size={12} />
        </span>
      </button>
      {notice && !small && (
        <p className="px-1 text-2xs leading-snug text-pretty text-ink-3 max-2xl:hidden">{notice}</p>
      )}
    </div>
  );
}
