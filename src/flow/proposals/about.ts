import { digest } from '../../log/canonical.ts';
import { AppError } from '../../runtime/errors.ts';
import { isBornOfProposals } from '../case/proposals.ts';
import type { CaseState } from '../case/state.ts';
import type { ReadProposal } from './read.ts';

/**
 * The first field in which a call is about something else than the case: the facts that rulings use are read for the
 * case, so nothing else may ride on them.
 */
export function otherThan(state: CaseState, { bound, fields }: ReadProposal): string | undefined {
  return bound.find((name) => {
    const [known, asked] = [state.event[name], fields[name]];
    return known !== undefined && asked !== undefined && digest(known) !== digest(asked);
  });
}

/** The no that it gets: `suggestion` says what helps. */
export function aboutAnother(field: string, suggestion: string): AppError {
  return new AppError('invalid', `The call is about another ${field} than the case.`, {
    path: field,
    suggestion,
  });
}

/** What an agent says beside its call is for cases that agents alone brought: what others told stands as they told it. */
export function fieldsFor(state: CaseState, { bound, fields }: ReadProposal): Record<string, unknown> {
  if (isBornOfProposals(state)) return fields;
  return Object.fromEntries(Object.entries(fields).filter(([name]) => bound.includes(name)));
}
