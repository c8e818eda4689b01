import type { ReactNode } from 'react';
import { useRouter } from '@tanstack/react-router';

/** A link to an address of the console that the server gave. */
export function Away({ to, children }: { to: string; children: ReactNode }) {
  const router = useRouter();
  return (
    <a
      href={to}
      className="text-accent underline decoration-accent/40 underline-offset-2 hover:decoration-accent"
      onClick={(event) => {
        if (!to.startsWith('/') || event.metaKey || event.ctrlKey) return;
        event.preventDefault();
        router.history.push(to);
      }}
    >
      {children}
    </a>
  );
}
