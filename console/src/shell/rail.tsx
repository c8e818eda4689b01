import { Link, useLocation } from '@tanstack/react-router';
import { liveState } from '../live/stream.ts';
import { useStore } from '../live/store.ts';
import { Key } from '../ui/button.tsx';
import { Dot } from '../ui/effect.tsx';
import { Icon } from '../ui/icon.tsx';
import { StopButton } from '../brake/stop_button.tsx';
import { Bell } from '../notices/bell.tsx';
import { useDesk } from './desk.tsx';
import { PersonMenu } from './person_menu.tsx';
import { GROUPS, isAt, useWaiting, type PlaceInfo } from './places.ts';
import { SamplePace } from './sample.tsx';
import { ThemeSwitch } from './theme_switch.tsx';

interface RailProps {
  openPalette: () => void;
  openHelp: () => void;
}

/** The left rail: where one is, who one is, and how the desk is doing. */
export function Rail({ openPalette, openHelp }: RailProps) {
  const desk = useDesk();
  return (
    <header className="hidden w-[212px] shrink-0 flex-col border-r border-line bg-rail md:flex md:max-2xl:w-[60px]">
      <div className="flex h-[49px] items-center gap-2.5 px-3.5 max-2xl:justify-center max-2xl:px-0">
        <img src="/mark.svg" alt="" width={22} height={22} />
        <div className="min-w-0 flex-1 max-2xl:hidden">
          <p className="truncate text-sm leading-tight font-semibold">{desk.workspace}</p>
          <LiveDot />
        </div>
        <span className="max-2xl:hidden">
          <Bell />
        </span>
      </div>
      <button
        type="button"
        onClick={openPalette}
        aria-keyshortcuts="Control+K Meta+K"
        className="mx-2.5 mb-2.5 flex h-8 items-center gap-2 rounded-md border border-line-2 bg-surface px-2 text-sm text-ink-3 hover:bg-hover max-2xl:justify-center"
      >
        <Icon name="search" size={15} />
        <span className="flex-1 text-left max-2xl:sr-only">
          Search<span className="sr-only"> and commands</span>
        </span>
        <span className="max-2xl:hidden">
          <Key keys="mod+k" />
        </span>
      </button>
      <nav
        aria-label="Main"
        className="grid min-h-0 flex-1 content-start gap-3 overflow-y-auto px-2.5 pb-3 [scrollbar-width:none]"
      >
        {GROUPS.filter(({ places }) => places.length > 0).map(({ name, places }) => (
          <div key={name} role="group" aria-label={name} className="grid gap-0.5">
            <p aria-hidden="true" className="px-2 pb-0.5 text-2xs font-medium text-ink-3 max-2xl:hidden">
              {name}
            </p>
            {places.map((place) => (
              <Place key={place.to} place={place} />
            ))}
          </div>
        ))}
      </nav>
      <div className="grid gap-1 pb-2.5">
        <span className="mx-auto 2xl:hidden">
          <Bell />
        </span>
        <StopButton />
      </div>
      {desk.sample && <SamplePace sample={desk.sample} />}
      <div className="grid gap-1 border-t border-line p-2.5">
        <PersonMenu />
        <div className="flex items-center justify-between max-2xl:flex-col max-2xl:gap-1">
          <ThemeSwitch />
          <button
            type="button"
            onClick={openHelp}
            aria-label="All keys"
            aria-keyshortcuts="?"
            title="All keys (?)"
            className="grid size-7 place-items-center rounded-md text-ink-3 hover:bg-hover hover:text-ink"
          >
            <Icon name="keys" />
          </button>
        </div>
      </div>
    </header>
  );
}

function LiveDot() {
  const state = useStore(liveState);
  const says = { live: 'Live', connecting: 'Connecting', paused: 'Updates paused' }[state];
  return (
    <p className="flex items-center gap-1.5 text-2xs text-ink-3">
      <Dot tone={state === 'live' ? 'green' : state === 'paused' ? 'amber' : 'grey'} />
      {says}
    </p>
  );
}

function Place({ place }: { place: PlaceInfo }) {
  const { to, label, icon, keys } = place;
  const waiting = useWaiting()[to] ?? 0;
  const { pathname } = useLocation();
  return (
    <Link
      to={to}
      title={`${label} (${keys})`}
      aria-current={isAt(place, pathname) ? 'page' : undefined}
      className="group relative flex h-8 items-center gap-2.5 rounded-md px-2 text-sm font-medium text-ink-2 -outline-offset-2 hover:bg-hover hover:text-ink aria-[current=page]:bg-surface aria-[current=page]:text-ink aria-[current=page]:inset-ring aria-[current=page]:inset-ring-line-2 max-2xl:justify-center"
    >
      <Icon name={icon} />
      <span className="flex-1 max-2xl:sr-only">{label}</span>
      {waiting > 0 && (
        <>
          <span className="text-xs font-medium text-ink-3 tabular-nums max-2xl:sr-only">
            {waiting}
            <span className="sr-only"> waiting</span>
          </span>
          <span
            aria-hidden="true"
            className="absolute top-1 right-1.5 size-2 rounded-full border-2 border-rail bg-accent 2xl:hidden"
          />
        </>
      )}
    </Link>
  );
}

/** Narrow screens: the workspace and the search above; the places are below. */
export function TopBar({ openPalette }: { openPalette: () => void }) {
  const desk = useDesk();
  return (
    <header className="flex h-12 shrink-0 items-center gap-1.5 border-b border-line bg-rail px-3 md:hidden">
      <img src="/mark.svg" alt="" width={22} height={22} />
      <p className="ml-1 min-w-0 flex-1 truncate font-semibold">{desk.workspace}</p>
      <StopButton small />
      <Bell />
      <button
        type="button"
        onClick={openPalette}
        aria-label="Search and commands"
        className="grid size-9 place-items-center rounded-md text-ink-2 hover:bg-hover"
      >
        <Icon name="search" size={18} />
      </button>
      <PersonMenu small />
    </header>
  );
}
