import { bindings, letterKeys, type Binding } from '../keys/keys.ts';
import { useStore } from '../live/store.ts';
import { keyCaps } from '../ui/button.tsx';
import { Sheet } from '../ui/sheet.tsx';

/** All keys that are in force on this page. */
export function HelpSheet({ close }: { close: () => void }) {
  const groups = new Map<string, Binding[]>();
  for (const binding of useStore(bindings).flat()) {
    groups.set(binding.group, [...(groups.get(binding.group) ?? []), binding]);
  }
  const letters = useStore(letterKeys);
  return (
    <Sheet title="Keys" close={close} wide>
      <div className="gap-x-10 p-4 pb-0 sm:columns-2">
        {[...groups].toReversed().map(([group, list]) => (
          <section key={group} aria-label={group} className="mb-4 break-inside-avoid">
            <h3 className="mb-1.5 text-xs font-semibold text-ink-3">{group}</h3>
            <dl className="grid gap-1">
              {list.map((binding) => (
                <div key={binding.keys} className="flex items-center justify-between gap-4 text-sm">
                  <dt>{binding.says}</dt>
                  <dd className="flex gap-1">
                    {keyCaps(binding.keys).map((cap) => (
                      <kbd
                        key={cap}
                        className="grid h-5 min-w-5 place-items-center rounded border border-line-2 bg-sunk px-1 font-sans text-xs"
                      >
                        {cap}
                      </kbd>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <label className="flex items-center gap-2.5 border-t border-line px-4 py-3 text-sm">
        <input
          type="checkbox"
          checked={letters === 'on'}
          onChange={(event) => letterKeys.set(event.target.checked ? 'on' : 'off')}
          className="size-4 accent-accent"
        />
        Single letters work as keys. Switch them off if you press them by accident.
      </label>
    </Sheet>
  );
}
