export { readGateway } from './read.ts';
