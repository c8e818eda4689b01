import type { ComponentProps } from 'react';
import { Outlet } from '@tanstack/react-router';
import { useDesk } from '../shell/desk.tsx';
import { SectionLevelProvider } from '../ui/section.tsx';
import { StripTab, TabStrip } from '../ui/tab_strip.tsx';
import { count } from '../ui/words.ts';
import { TABS } from './tabs.ts';

const WIDTH = 'max-w-[860px]';

/** What Remit is connected to: one place with a tab for each way in and out. */
export function ConnectionsFrame() {
  const waiting = useTabsWaiting();
  return (
    <SectionLevelProvider value="h2">
      <div className="h-full overflow-y-auto" tabIndex={0} role="region" aria-label="Connections">
        <div className={`mx-auto px-4 pt-6 sm:px-8 ${WIDTH}`}>
          <h1 className="text-xl font-semibold tracking-[-0.01em]">Connections</h1>
        </div>
        <TabStrip label="Parts of the connections" width={WIDTH}>
          {TABS.map(({ to, label }) => (
            <StripTab key={to} to={to} waiting={waiting[to]}>
              {label}
            </StripTab>
          ))}
        </TabStrip>
        <div className={`mx-auto grid grid-cols-[minmax(0,1fr)] gap-7 px-4 pt-5 pb-10 sm:px-8 ${WIDTH}`}>
          <Outlet />
        </div>
      </div>
    </SectionLevelProvider>
  );
}

function useTabsWaiting(): Partial<Record<string, ComponentProps<typeof StripTab>['waiting']>> {
  const { systems, arrivals } = useDesk().waiting;
  return {
    ...(systems > 0 && {
      '/systems': { says: `${count(systems, 'system')} down`, shown: `${systems} down`, tone: 'red' },
    }),
    ...(arrivals > 0 && {
      '/arrivals': { says: `${count(arrivals, 'arrival')} waiting`, shown: `${arrivals}`, tone: 'amber' },
    }),
  };
}
