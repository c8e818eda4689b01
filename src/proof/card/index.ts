export { cardOf, type Card } from './card.ts';
