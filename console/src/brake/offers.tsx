import { useId, useState } from 'react';
import type { Offer } from '../live/answers.ts';
import { Icon } from '../ui/icon.tsx';
import { GROUPS } from './words.ts';

interface OffersProps {
  offers: Offer[];
  chosen: string;
  /** Switches that are thrown already. */
  thrown: Set<string>;
  choose: (name: string) => void;
}

/** What can be stopped, found by typing a few letters of it. */
export function Offers({ offers, chosen, thrown, choose }: OffersProps) {
  const list = useId();
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const found = offers.filter((offer) => fits(offer, text));
  const current = Math.min(at, found.length - 1);
  const onKey = (event: React.KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const here = found[current];
    if (step) setAt((current + step + found.length) % Math.max(1, found.length));
    else if (event.key === 'Enter' && here) choose(here.switch);
    else return;
    event.preventDefault();
  };
  return (
    <div className="relative md:min-h-80">
      <div className="grid min-h-0 grid-rows-[auto_minmax(0,1fr)] gap-1.5 md:absolute md:inset-0">
        <label className="relative block">
          <span className="sr-only">What to stop</span>
          <span className="absolute inset-y-0 left-2.5 grid place-items-center text-ink-3">
            <Icon name="search" size={14} />
          </span>
          <input
            role="combobox"
            aria-expanded="true"
            aria-controls={list}
            aria-activedescendant={found[current] ? `${list}-${current}` : undefined}
            placeholder="Or stop only…"
            value={text}
            onChange={(event) => {
              setText(event.target.value);
              setAt(0);
            }}
            onKeyDown={onKey}
            className="field pl-8"
          />
        </label>
        <ul
          id={list}
          role="listbox"
          aria-label="What can be stopped"
          className="-mx-1 max-h-40 overflow-y-auto [mask-image:linear-gradient(to_bottom,black_calc(100%-20px),transparent)] px-1 pb-5 md:max-h-none"
        >
          {found.map((offer, index) => (
            <Choice
              key={offer.switch}
              id={`${list}-${index}`}
              offer={offer}
              group={offer.group === found[index - 1]?.group ? undefined : GROUPS[offer.group]}
              isChosen={offer.switch === chosen}
              isCurrent={text !== '' && index === current}
              isThrown={thrown.has(offer.switch)}
              take={() => choose(offer.switch)}
            />
          ))}
        </ul>
        {found.length === 0 && <p className="px-2 text-sm text-ink-2">Nothing is called that.</p>}
      </div>
    </div>
  );
}

interface ChoiceProps {
  id: string;
  offer: Offer;
  /** Said above the first of its group. */
  group: string | undefined;
  isChosen: boolean;
  isCurrent: boolean;
  isThrown: boolean;
  take: () => void;
}

function Choice({ id, offer, group, isChosen, isCurrent, isThrown, take }: ChoiceProps) {
  return (
    <li
      id={id}
      role="option"
      aria-selected={isChosen}
      onClick={take}
      ref={(node) => {
        if (isCurrent) node?.scrollIntoView({ block: 'nearest' });
      }}
      className="group cursor-pointer text-sm"
    >
      {group && offer.group !== 'all' && (
        <span className="block px-2 pt-2 pb-0.5 text-2xs font-semibold text-ink-3">{group}</span>
      )}
      <span
        className={`flex min-h-7 items-center gap-2 rounded-md px-2 py-1 group-hover:bg-hover group-aria-selected:bg-picked group-aria-selected:font-medium ${isCurrent ? 'bg-hover' : ''}`}
      >
        <span className="min-w-0 flex-1 truncate">{offer.label}</span>
        {isThrown && <span className="text-xs font-medium text-red">Stopped</span>}
      </span>
    </li>
  );
}

function fits({ label, group, switch: name }: Offer, text: string): boolean {
  const said = `${label} ${GROUPS[group]} ${name}`.toLowerCase();
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => said.includes(word));
}
