import { useId, useState } from 'react';
import { Key } from '../ui/button.tsx';
import { Icon } from '../ui/icon.tsx';
import { Sheet } from '../ui/sheet.tsx';
import { useChoices, type Choice } from './choices.ts';

/** Everything that can be done or found from here, by typing a few letters of it. */
export function Palette({ close }: { close: () => void }) {
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const list = useId();
  const choices = useChoices(text);
  const current = Math.min(at, choices.length - 1);
  const take = (choice: Choice | undefined) => {
    if (!choice) return;
    close();
    // The dialog gives the focus back first, so that what runs next may take it.
    window.setTimeout(choice.run);
  };
  const onKey = (event: React.KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) setAt((current + step + choices.length) % Math.max(1, choices.length));
    else if (event.key === 'Enter') take(choices[current]);
    else return;
    event.preventDefault();
  };
  return (
    <Sheet title="Search and commands" close={close} bare wide>
      <div className="sticky top-0 flex items-center gap-2.5 border-b border-line bg-surface px-4 text-ink-3">
        <Icon name="search" />
        <input
          data-autofocus
          role="combobox"
          aria-label="Search commands and cases"
          aria-expanded="true"
          aria-controls={list}
          aria-activedescendant={choices[current] ? `${list}-${current}` : undefined}
          placeholder="Type a command, or what a case says"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setAt(0);
          }}
          onKeyDown={onKey}
          className="h-12 w-full bg-transparent text-base text-ink outline-none placeholder:text-ink-3"
        />
      </div>
      <ul id={list} role="listbox" aria-label="Commands and cases" className="p-1.5">
        {choices.map((choice, index) => (
          <li
            key={choice.id}
            id={`${list}-${index}`}
            role="option"
            aria-selected={index === current}
            ref={(node) => {
              if (index === current) node?.scrollIntoView({ block: 'nearest' });
            }}
            onMouseMove={() => setAt(index)}
            onClick={() => take(choice)}
            className="flex min-h-9 cursor-pointer items-center gap-2.5 rounded-md px-2.5 py-1.5 text-sm aria-selected:bg-hover"
          >
            <span className="text-ink-3">
              <Icon name={choice.icon} />
            </span>
            <span className="min-w-0 flex-1 truncate">
              {choice.label}
              {choice.detail && <span className="text-ink-3"> · {choice.detail}</span>}
            </span>
            {choice.keys && <Key keys={choice.keys} />}
          </li>
        ))}
      </ul>
      {choices.length === 0 && (
        <p className="px-4 pt-1 pb-5 text-sm text-ink-2">Nothing is called that, and no case says it.</p>
      )}
    </Sheet>
  );
}
