import type { Random } from './random.ts';

const DEPTH_MAX = 6;
const CHOICE = /\{([^{}]*)\}/;

/**
 * Makes one sentence of a template: `{one|another|}` is one of its parts, innermost first, and `[name]` is
 * filled from the slots. A slot that is not given is a fault of the template.
 */
export function say(template: string, slots: Record<string, string>, random: Random): string {
  let text = template;
  for (let depth = 0; depth < DEPTH_MAX && text.includes('{'); depth++) {
    text = text.replace(new RegExp(CHOICE, 'g'), (_, inner: string) => random.pick(inner.split('|')));
  }
  return text
    .replace(/\[(\w+)\]/g, (_, name: string) => slots[name] ?? missing(name, template))
    .replace(/ {2,}/g, ' ')
    .replace(/ ([,.?!])/g, '$1')
    .trim();
}

function missing(name: string, template: string): never {
  throw new Error(`The template names [${name}], which nobody gives: ${template}`);
}
