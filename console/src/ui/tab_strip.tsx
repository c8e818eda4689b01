import { useEffect, useRef, useState, type ReactNode } from 'react';
import { Link, useLocation, type LinkProps } from '@tanstack/react-router';
import { Dot, TONES, type Tone } from './effect.tsx';

interface StripProps {
  label: string;
  /** How wide the page below is. */
  width: string;
  /** `StripTab`s. */
  children: ReactNode;
}

/** The tabs of a page. Where they do not fit, they scroll, and a faded edge says so. */
export function TabStrip({ label, width, children }: StripProps) {
  const strip = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  const [more, setMore] = useState({ left: false, right: false });
  useEffect(() => {
    const box = strip.current;
    if (!box) return;
    const look = () => {
      const left = box.scrollLeft > EDGE_PX;
      const right = box.scrollLeft + box.clientWidth < box.scrollWidth - EDGE_PX;
      setMore((before) => (before.left === left && before.right === right ? before : { left, right }));
    };
    look();
    const watcher = new ResizeObserver(look);
    watcher.observe(box);
    box.addEventListener('scroll', look, { passive: true });
    return () => {
      watcher.disconnect();
      box.removeEventListener('scroll', look);
    };
  }, []);
  useEffect(() => {
    const box = strip.current;
    const tab = [...(box?.querySelectorAll('a') ?? [])].find((link) => link.pathname === pathname);
    if (box && tab) box.scrollLeft = tab.offsetLeft - (box.clientWidth - tab.offsetWidth) / 2;
  }, [pathname]);
  return (
    <div className="sticky top-0 z-20 mt-3 border-b border-line bg-bg">
      <div className={`relative mx-auto ${width}`}>
        <nav
          ref={strip}
          aria-label={label}
          className="relative flex gap-x-5 overflow-x-auto px-4 [scrollbar-width:none] sm:px-8"
        >
          {children}
        </nav>
        <Edge side="left" isShown={more.left} />
        <Edge side="right" isShown={more.right} />
      </div>
    </div>
  );
}

interface StripTabProps extends Pick<LinkProps, 'to' | 'params'> {
  /** Something there waits for a person: what, and how that is shown, by a dot where nothing is said. */
  waiting?: { says: string; shown?: string; tone: Tone } | undefined;
  children: ReactNode;
}

export function StripTab({ waiting, children, ...link }: StripTabProps) {
  return (
    <Link
      {...link}
      activeOptions={{ exact: true, includeHash: false, includeSearch: false }}
      className="-mb-px flex h-10 shrink-0 items-center gap-1.5 border-b-2 border-transparent text-sm font-medium whitespace-nowrap text-ink-2 -outline-offset-2 hover:text-ink aria-[current=page]:border-ink aria-[current=page]:text-ink"
    >
      {children}
      {waiting && (
        <>
          {waiting.shown === undefined ? (
            <Dot tone={waiting.tone} />
          ) : (
            <span aria-hidden="true" className={`rounded px-1.5 text-xs tabular-nums ${TONES[waiting.tone]}`}>
              {waiting.shown}
            </span>
          )}
          <span className="sr-only">{waiting.says}</span>
        </>
      )}
    </Link>
  );
}

/** Half-hidden pixels at an end are rounding, and no tab. */
const EDGE_PX = 2;

function Edge({ side, isShown }: { side: 'left' | 'right'; isShown: boolean }) {
  const place = side === 'left' ? 'left-0 bg-linear-to-r' : 'right-0 bg-linear-to-l';
  return (
    <span
      aria-hidden="true"
      className={`pointer-events-none absolute inset-y-0 w-12 from-bg from-35% to-transparent transition-opacity ${place} ${isShown ? '' : 'opacity-0'}`}
    />
  );
}
