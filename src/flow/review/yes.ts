import type { Actor } from '../../log/schema.ts';
import type { Yes } from './schema.ts';

/** Who has said yes so far, as the next question of the chain names them. */
export function approvalsOf({
  approvals,
}: {
  approvals: { review: string; step: number; by: Actor; at: Date; for?: string | undefined }[];
}): Yes[] {
  return approvals.map(({ at, for: inPlaceOf, ...yes }) => ({
    ...yes,
    at: at.toISOString(),
    ...(inPlaceOf !== undefined && { for: inPlaceOf }),
  }));
}

/** "somebody with the role manager" */
export function sayRole(role: string | null): string {
  return role === null ? 'somebody' : `somebody with the role ${role}`;
}
