import { Link } from '@tanstack/react-router';
import { Icon } from '../ui/icon.tsx';

/** Nothing is at this address. The rail is still there; this says so, and where to go. */
export function NotFound() {
  return (
    <div className="grid h-full place-content-center justify-items-center gap-1 p-8 text-center">
      <title>Not found · Remit</title>
      <span className="mb-2 text-ink-3">
        <Icon name="search" size={28} />
      </span>
      <h1 className="text-lg font-semibold">There is nothing at this address</h1>
      <p className="max-w-[42ch] text-sm text-pretty text-ink-2">
        It may have been typed wrongly, or what it led to was renamed. Cases are found by their words in the
        log.
      </p>
      <p className="mt-3 flex gap-2">
        <Way to="/inbox">To the inbox</Way>
        <Way to="/log">Search the log</Way>
      </p>
    </div>
  );
}

function Way({ to, children }: { to: '/inbox' | '/log'; children: string }) {
  return (
    <Link
      to={to}
      className="inline-flex h-8 items-center rounded-md border border-line-2 bg-surface px-2.5 text-sm font-medium hover:bg-hover"
    >
      {children}
    </Link>
  );
}
