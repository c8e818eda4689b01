import { useRef, useState } from 'react';
import { useQuery } from '@tanstack/react-query';
import type { Brake } from '../live/answers.ts';
import { brakeQuery } from '../live/queries.ts';
import { useStore } from '../live/store.ts';
import { Sheet } from '../ui/sheet.tsx';
import { faultText } from '../ui/states.tsx';
import { Offers } from './offers.tsx';
import { ReleaseSheet } from './release.tsx';
import { Target } from './target.tsx';
import { Thrown } from './thrown.tsx';
import { brakeView, closeBrake } from './view.ts';

/** Before the server has said what can be stopped, everything can be. */
const ONLY_ALL: Brake = { thrown: [], offers: [{ switch: 'all', label: 'Everything', group: 'all' }] };

/** The brake over the page, while it is open. */
export function BrakeOver() {
  const view = useStore(brakeView);
  if (!view) return null;
  return view.shows === 'release' ? (
    <ReleaseSheet key={view.name} name={view.name} />
  ) : (
    <StopSheet first={view.name} />
  );
}

/**
 * Opens with the button for everything in focus, so that `!` and Enter stop it all. It does not wait for
 * the server to say what else there is.
 */
function StopSheet({ first }: { first: string }) {
  const query = useQuery(brakeQuery);
  const brake = query.data ?? ONLY_ALL;
  const [name, setName] = useState(first);
  const button = useRef<HTMLButtonElement>(null);
  const offer = brake.offers.find((one) => one.switch === name);
  const choose = (next: string) => {
    setName(next);
    // The button is for the next switch only after this render.
    window.setTimeout(() => button.current?.focus());
  };
  return (
    <Sheet title="Stop" close={closeBrake} wide>
      {query.isError && (
        <p role="alert" className="border-b border-line bg-amber-soft px-4 py-2 text-sm text-amber">
          What can be stopped could not be read: {faultText(query.error)} Everything can still be stopped
          here.
        </p>
      )}
      <Thrown thrown={brake.thrown} />
      <div className="grid gap-x-6 gap-y-5 p-4 md:grid-cols-[minmax(0,1fr)_252px]">
        <Target key={name} name={name} offer={offer} brake={brake} button={button} />
        <Offers
          offers={brake.offers}
          chosen={name}
          thrown={new Set(brake.thrown.filter(({ drill }) => !drill).map((one) => one.switch))}
          choose={choose}
        />
      </div>
    </Sheet>
  );
}
