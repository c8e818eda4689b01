import { useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import { Outlet, useNavigate } from '@tanstack/react-router';
import { BRAKE_KEY, useKeys, type Binding } from '../keys/keys.ts';
import { deskQuery } from '../live/queries.ts';
import { Failed, Skeleton } from '../ui/states.tsx';
import { Toasts } from '../ui/toast.tsx';
import { Announcer } from '../ui/announce.tsx';
import { BrakeBanner } from '../brake/banner.tsx';
import { SandboxBanner } from './sandbox.tsx';
import { BrakeOver } from '../brake/sheet.tsx';
import { openBrake } from '../brake/view.ts';
import { NoticesOver } from '../notices/sheet.tsx';
import { openNotices } from '../notices/view.ts';
import { PersonOver } from '../away/sheet.tsx';
import { DeskProvider, useDesk } from './desk.tsx';
import { HelpSheet } from './help.tsx';
import { LiveNotice } from './live_notice.tsx';
import { Palette } from './palette.tsx';
import { PLACES } from './places.ts';
import { Rail, TopBar } from './rail.tsx';
import { TabBar } from './tab_bar.tsx';

type Over = 'none' | 'palette' | 'help';

/** What stands around every page: the rail, the notices, the palette and the messages. */
export function Shell() {
  const desk = useQuery(deskQuery);
  const [over, setOver] = useState<Over>('none');
  useShellKeys(setOver);
  if (!desk.data) {
    return (
      <main className="h-full">
        {desk.isError ? (
          <Failed what="The desk" error={desk.error} retry={() => void desk.refetch()} />
        ) : (
          <Skeleton label="Loading the desk" lines={3} />
        )}
      </main>
    );
  }
  return (
    <DeskProvider value={desk.data}>
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:rounded-md focus:bg-surface focus:px-3 focus:py-2 focus:shadow-pop"
      >
        Skip to the page
      </a>
      <div className="flex h-full flex-col md:flex-row">
        <Rail openPalette={() => setOver('palette')} openHelp={() => setOver('help')} />
        <TopBar openPalette={() => setOver('palette')} />
        <div className="flex min-h-0 min-w-0 flex-1 flex-col">
          <SandboxBanner />
          <BrakeBanner />
          <NoPassword />
          <LiveNotice />
          <main id="main" tabIndex={-1} className="min-h-0 flex-1 outline-none">
            <Outlet />
          </main>
        </div>
        <TabBar />
      </div>
      {over === 'palette' && <Palette close={() => setOver('none')} />}
      {over === 'help' && <HelpSheet close={() => setOver('none')} />}
      <BrakeOver />
      <NoticesOver />
      <PersonOver />
      <Toasts />
      <Announcer />
    </DeskProvider>
  );
}

/** Said beside the person where the rail is wide, and above the page where it is not. */
function NoPassword() {
  const { notice } = useDesk();
  if (!notice) return null;
  return (
    <aside aria-label="Notice" className="border-b border-line bg-rail px-3 py-1 sm:px-4 2xl:hidden">
      <p title={notice} className="text-2xs text-pretty text-ink-3 max-md:truncate">
        {notice}
      </p>
    </aside>
  );
}

function useShellKeys(setOver: (over: Over) => void): void {
  const navigate = useNavigate();
  const keys: Binding[] = [
    { keys: BRAKE_KEY, says: 'Stop: open the brake', group: 'Brake', run: () => openBrake() },
    ...PLACES.map(({ keys: to, says, to: place }) => ({
      keys: to,
      says,
      group: 'Go',
      run: () => void navigate({ to: place }),
    })),
    { keys: 'g n', says: 'Notices', group: 'Go', run: openNotices },
    { keys: 'mod+k', says: 'Commands and search', group: 'Go', hidden: true, run: () => setOver('palette') },
    { keys: '/', says: 'Search', group: 'Go', run: () => setOver('palette') },
    { keys: '?', says: 'All keys', group: 'Go', run: () => setOver('help') },
  ];
  useKeys(keys, true, true);
}
