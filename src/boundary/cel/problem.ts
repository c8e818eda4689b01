import type { Span } from './tree.ts';

/** One thing that is wrong with a condition, and where in its text. */
export interface Problem {
  span: Span;
  says: string;
  suggestion?: string;
}

/** What a condition is for: the fences around a rule that restricts are narrower. */
export type Purpose = 'restrict' | 'allow' | 'free';
