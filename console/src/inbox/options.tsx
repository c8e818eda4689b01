import { useState } from 'react';
import type { CaseView } from '../live/answers.ts';
import { useDesk } from '../shell/desk.tsx';
import { Key } from '../ui/button.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { stampText } from '../ui/words.ts';
import type { Decide } from './use_decide.tsx';

export interface SheetProps {
  one: CaseView;
  digest: string;
  decide: Decide;
  close: () => void;
}

/** To whom the question goes instead. */
export function HandOverSheet({ one, digest, decide, close }: SheetProps) {
  const { people } = useDesk();
  const choices = one.roles
    .filter((role) => role !== one.review?.role)
    .map((role) => ({
      label: `To ${role}`,
      detail: people
        .filter((person) => person.roles.includes(role))
        .map((person) => person.name)
        .join(', '),
      run: () => decide.decide({ decision: 'escalate', role }, digest),
    }));
  return <OptionSheet title="Hand over" choices={choices} close={close} />;
}

/** When it comes back. */
export function SnoozeSheet({ digest, decide, close }: SheetProps) {
  const { locale, time_zone } = useDesk();
  const [now] = useState(() => new Date());
  const choices = snoozes(now).map(({ label, until }) => ({
    label,
    detail: stampText(until.toISOString(), locale, time_zone),
    run: () => decide.decide({ decision: 'snooze', until: until.toISOString() }, digest),
  }));
  return <OptionSheet title="Snooze" choices={choices} close={close} />;
}

const HOUR_MS = 3_600_000;
/** When a working day begins, for what is snoozed to another day. */
const MORNING_HOUR = 8;

function snoozes(now: Date): { label: string; until: Date }[] {
  const morning = (days: number) => {
    const day = new Date(now);
    day.setDate(day.getDate() + days);
    day.setHours(MORNING_HOUR, 0, 0, 0);
    return day;
  };
  const daysToMonday = (8 - now.getDay()) % 7 || 7;
  return [
    { label: 'For an hour', until: new Date(now.getTime() + HOUR_MS) },
    { label: 'For four hours', until: new Date(now.getTime() + 4 * HOUR_MS) },
    { label: 'Until tomorrow', until: morning(1) },
    { label: 'Until next week', until: morning(daysToMonday) },
  ];
}

interface Choice {
  label: string;
  detail: string;
  run: () => void;
}

/** A few choices, each under its number. */
function OptionSheet({ title, choices, close }: { title: string; choices: Choice[]; close: () => void }) {
  const take = (choice: Choice) => {
    close();
    choice.run();
  };
  const onKey = (event: React.KeyboardEvent<HTMLUListElement>) => {
    const choice = choices[Number(event.key) - 1];
    const step = { ArrowDown: 1, ArrowUp: -1, j: 1, k: -1 }[event.key];
    if (choice) take(choice);
    else if (step) {
      const buttons = [...event.currentTarget.querySelectorAll('button')];
      const at = buttons.findIndex((button) => button === document.activeElement);
      buttons[(at + step + buttons.length) % buttons.length]?.focus();
    } else return;
    event.preventDefault();
  };
  return (
    <Sheet title={title} close={close}>
      <ul className="grid gap-0.5 p-2" onKeyDown={onKey}>
        {choices.map((choice, index) => (
          <li key={choice.label}>
            <button
              type="button"
              data-autofocus={index === 0 ? '' : undefined}
              onClick={() => take(choice)}
              className="flex w-full items-center gap-3 rounded-md px-2.5 py-2 text-left text-sm hover:bg-hover focus-visible:bg-hover focus-visible:outline-offset-[-2px]"
            >
              <span className="flex-1 font-medium">{choice.label}</span>
              <span className="truncate text-xs text-ink-3">{choice.detail}</span>
              <Key keys={String(index + 1)} />
            </button>
          </li>
        ))}
        {choices.length === 0 && <li className="p-2 text-sm text-ink-2">There is nobody else to ask.</li>}
      </ul>
    </Sheet>
  );
}
