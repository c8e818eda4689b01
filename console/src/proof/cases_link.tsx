import type { ReactNode } from 'react';
import { Link } from '@tanstack/react-router';
import type { CasesSearch, ProofSearch } from './search.ts';

interface CasesLinkProps {
  metric: string;
  search: ProofSearch;
  who?: 'agent' | 'control' | 'baseline';
  side?: 'count' | 'of';
  part?: string;
  children: ReactNode;
}

/** From a number to exactly the cases that it was counted from. */
export function CasesLink({ metric, search, who, side, part, children }: CasesLinkProps) {
  const wanted: CasesSearch = {
    ...search,
    metric,
    ...(who && { who }),
    ...(side && { side }),
    ...(part && { part }),
  };
  return (
    <Link
      to="/proof/cases"
      search={wanted}
      className="text-accent underline decoration-accent/40 underline-offset-2 hover:decoration-accent"
    >
      {children}
    </Link>
  );
}
