import { Link } from '@tanstack/react-router';
import { Icon } from '../ui/icon.tsx';
import { Distance } from '../ui/time.tsx';
import type { UpdateView } from './queries.ts';

/** The cases that an update speaks of, with what people decided in each. */
export function Cases({ cases }: { cases: UpdateView['cases'] }) {
  if (cases.length === 0)
    return <p className="text-sm text-ink-2">No decided case fits the condition any more.</p>;
  return (
    <ul className="grid divide-y divide-line rounded-xl border border-line bg-surface">
      {cases.map((one) => (
        <li
          key={`${one.case} ${one.at}`}
          className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 px-4 py-2 text-sm"
        >
          <span className={one.fits ? 'text-green' : 'text-amber'}>
            <Icon name={one.fits ? 'check' : 'close'} size={14} />
            <span className="sr-only">{one.fits ? 'As the update says:' : 'Otherwise:'}</span>
          </span>
          <Link
            to="/cases/$id"
            params={{ id: one.case }}
            className="min-w-0 flex-1 basis-48 truncate hover:underline hover:underline-offset-2"
          >
            {one.title}
          </Link>
          <span className="text-ink-2">{one.decided}</span>
          <span className="text-xs text-ink-3">
            <Distance at={one.at} />
          </span>
        </li>
      ))}
    </ul>
  );
}
