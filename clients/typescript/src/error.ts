import type { Problem } from './operations.ts';

/** The server said no, or could not be reached (`status` 0). The message is a sentence for people. */
export class RemitError extends Error {
  readonly status: number;
  /** `invalid`, `forbidden`, `conflict` and so on; `unreachable` where nobody answered. */
  readonly code: string;
  readonly suggestion: string | undefined;
  readonly path: string | undefined;
  readonly problems: NonNullable<Problem['problems']>;

  constructor(status: number, said: Partial<Problem>, cause?: unknown) {
    super(
      said.detail ?? said.title ?? `Remit answered ${status}.`,
      cause === undefined ? undefined : { cause },
    );
    this.name = 'RemitError';
    this.status = status;
    this.code = said.code ?? 'unknown';
    this.suggestion = said.suggestion;
    this.path = said.path;
    this.problems = said.problems ?? [];
  }
}
