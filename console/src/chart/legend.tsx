import { LOOKS, type SeriesTone } from './points.ts';

/** Which line is which: by its dash as well as its colour. */
export function Legend({ items }: { items: { name: string; tone: SeriesTone }[] }) {
  return (
    <ul className="flex flex-wrap gap-x-5 gap-y-1 text-xs text-ink-2">
      {items.map(({ name, tone }) => (
        <li key={name} className="flex items-center gap-2">
          <svg aria-hidden="true" width={22} height={8} viewBox="0 0 22 8">
            <line
              x1={0}
              x2={22}
              y1={4}
              y2={4}
              stroke={LOOKS[tone].colour}
              strokeWidth={tone === 'now' ? 2 : 1.5}
              {...(LOOKS[tone].dash && { strokeDasharray: LOOKS[tone].dash })}
            />
          </svg>
          {name}
        </li>
      ))}
    </ul>
  );
}
