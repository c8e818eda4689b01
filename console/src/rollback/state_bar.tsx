import { ITEM_STATES, STATE_ORDER, totalOf } from './words.ts';

/** What a rollback is made of, as one bar; the words beside it say the same. */
export function StateBar({ counts }: { counts: Record<string, number> }) {
  const total = totalOf(counts);
  return (
    <span aria-hidden="true" className="flex h-1.5 gap-px overflow-hidden rounded-full bg-hover">
      {STATE_ORDER.filter((state) => (counts[state] ?? 0) > 0).map((state) => (
        <span
          key={state}
          className={`block h-full min-w-1 transition-[width] duration-500 ${ITEM_STATES[state].bar}`}
          style={{ width: `${((counts[state] ?? 0) / total) * 100}%` }}
        />
      ))}
    </span>
  );
}
