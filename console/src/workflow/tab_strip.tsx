import { useEffect, useRef, useState } from 'react';
import { Link, useLocation } from '@tanstack/react-router';
import { Dot } from '../ui/effect.tsx';
import { TABS } from './tabs.ts';

interface TabStripProps {
  name: string;
  /** Tabs where something waits for a person, and what. */
  waiting: Partial<Record<(typeof TABS)[number]['to'], string>>;
}

/** The way to the pages of one workflow. Where they do not fit, they scroll, and a faded edge says so. */
export function TabStrip({ name, waiting }: TabStripProps) {
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
      <div className="relative mx-auto max-w-[1144px]">
        <nav
          ref={strip}
          aria-label="Parts of the workflow"
          className="relative flex gap-x-5 overflow-x-auto px-4 [scrollbar-width:none] sm:px-8"
        >
          {TABS.map(({ to, label }) => (
            <Link
              key={to}
              to={to}
              params={{ name }}
              activeOptions={{ exact: true, includeHash: false, includeSearch: false }}
              className="-mb-px flex h-10 shrink-0 items-center gap-1.5 border-b-2 border-transparent text-sm font-medium whitespace-nowrap text-ink-2 -outline-offset-2 hover:text-ink aria-[current=page]:border-ink aria-[current=page]:text-ink"
            >
              {label}
              {waiting[to] && (
                <>
                  <Dot tone="blue" />
                  <span className="sr-only">{waiting[to]}</span>
                </>
              )}
            </Link>
          ))}
        </nav>
        <Edge side="left" isShown={more.left} />
        <Edge side="right" isShown={more.right} />
      </div>
    </div>
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
