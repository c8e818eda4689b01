import { initials } from './words.ts';

/** The round mark of a person. Their name stands beside it. */
export function Avatar({ name }: { name: string }) {
  return (
    <span
      aria-hidden="true"
      className="grid size-6 shrink-0 place-items-center rounded-full bg-accent-soft text-2xs font-semibold text-accent"
    >
      {initials(name)}
    </span>
  );
}
