import { useQuery } from '@tanstack/react-query';
import { noticesQuery } from '../live/queries.ts';
import { useStore } from '../live/store.ts';
import { Icon } from '../ui/icon.tsx';
import { count } from '../ui/words.ts';
import { openNotices, seenUntil } from './view.ts';

/** More than this is only said to be more. */
const UNSEEN_SHOWN_MAX = 9;

/** What people were told; the number is of those that this browser has not shown yet. */
export function Bell() {
  const { data } = useQuery(noticesQuery);
  const seen = useStore(seenUntil);
  const unseen = (data?.notices ?? []).filter(({ at }) => at > seen).length;
  return (
    <button
      type="button"
      onClick={openNotices}
      aria-label={unseen > 0 ? `Notices: ${count(unseen, 'new one')}` : 'Notices'}
      title="Notices (g n)"
      className="relative grid size-8 place-items-center rounded-md text-ink-3 hover:bg-hover hover:text-ink max-md:size-9"
    >
      <Icon name="bell" size={17} />
      {unseen > 0 && (
        <span
          aria-hidden="true"
          className="absolute top-0.5 right-0.5 grid h-[15px] min-w-[15px] place-items-center rounded-full bg-accent px-1 text-[10px] leading-none font-semibold text-on-accent tabular-nums"
        >
          {unseen > UNSEEN_SHOWN_MAX ? `${UNSEEN_SHOWN_MAX}+` : unseen}
        </span>
      )}
    </button>
  );
}
