export { readExceptions } from './read.ts';
export type { ExceptionsAsked } from './read.ts';
