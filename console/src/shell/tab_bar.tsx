import { useState, type ReactNode } from 'react';
import { Link, useLocation } from '@tanstack/react-router';
import { Icon } from '../ui/icon.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { GROUPS, isAt, OWN_PLACES, PLACES, useWaiting, type PlaceInfo } from './places.ts';

const SLOT =
  'grid h-13 min-w-0 place-content-center justify-items-center gap-0.5 text-xs text-ink-3 aria-[current=page]:font-medium aria-[current=page]:text-ink';

/** Narrow screens: the places that one goes to most, and all others behind *More*. */
export function TabBar() {
  const waiting = useWaiting();
  const [isOpen, setOpen] = useState(false);
  const { pathname } = useLocation();
  const hidden = PLACES.filter(({ inBar }) => !inBar);
  const isInside = hidden.some((place) => isAt(place, pathname));
  const behind = hidden.reduce((sum, { to }) => sum + (waiting[to] ?? 0), 0);
  return (
    <nav
      aria-label="Main, at the bottom"
      className="grid shrink-0 auto-cols-fr grid-flow-col border-t border-line bg-rail md:hidden"
    >
      {PLACES.filter(({ inBar }) => inBar).map(({ to, inBar, icon }) => (
        <Link key={to} to={to} className={SLOT}>
          <Marked amount={waiting[to] ?? 0}>
            <Icon name={icon} size={18} />
          </Marked>
          <span>{inBar}</span>
        </Link>
      ))}
      <button
        type="button"
        aria-haspopup="dialog"
        aria-expanded={isOpen}
        onClick={() => setOpen(true)}
        className={`${SLOT} ${isInside ? 'font-medium text-ink' : ''}`}
      >
        <Marked amount={behind}>
          <Icon name="more" size={18} />
        </Marked>
        <span>More</span>
      </button>
      {isOpen && <MoreSheet close={() => setOpen(false)} />}
    </nav>
  );
}

function Marked({ amount, children }: { amount: number; children: ReactNode }) {
  return (
    <span className="relative">
      {children}
      {amount > 0 && (
        <span className="absolute -top-1 left-[11px] grid h-[15px] min-w-[15px] place-items-center rounded-full border border-rail bg-accent px-[3px] text-[10px] leading-none font-semibold text-on-accent tabular-nums">
          {amount > MARK_MAX ? `${MARK_MAX}+` : amount}
          <span className="sr-only"> waiting: </span>
        </span>
      )}
    </span>
  );
}
/** More than this does not fit into the mark beside an icon. */
const MARK_MAX = 99;

function MoreSheet({ close }: { close: () => void }) {
  const all = [...GROUPS, { name: 'Mine', places: OWN_PLACES }].filter(({ places }) => places.length > 0);
  return (
    <Sheet title="All places" close={close}>
      <div className="grid gap-3 p-2 pb-3">
        {all.map(({ name, places }) => (
          <section key={name} aria-label={name}>
            <h3 className="px-2.5 pt-1 pb-0.5 text-xs font-semibold text-ink-3">{name}</h3>
            <ul>
              {places.map((place) => (
                <li key={place.to}>
                  <PlaceRow place={place} close={close} />
                </li>
              ))}
            </ul>
          </section>
        ))}
      </div>
    </Sheet>
  );
}

/** One place as a row of a sheet, with how much waits there. */
export function PlaceRow({ place, close }: { place: PlaceInfo; close: () => void }) {
  const { to, label, icon } = place;
  const waiting = useWaiting()[to] ?? 0;
  const { pathname } = useLocation();
  return (
    <Link
      to={to}
      onClick={close}
      aria-current={isAt(place, pathname) ? 'page' : undefined}
      className="flex h-10 items-center gap-3 rounded-md px-2.5 text-sm font-medium text-ink-2 hover:bg-hover hover:text-ink aria-[current=page]:bg-picked aria-[current=page]:text-ink"
    >
      <Icon name={icon} size={18} />
      <span className="flex-1">{label}</span>
      {waiting > 0 && (
        <span className="text-xs text-ink-3 tabular-nums">
          {waiting}
          <span className="sr-only"> waiting</span>
        </span>
      )}
    </Link>
  );
}
