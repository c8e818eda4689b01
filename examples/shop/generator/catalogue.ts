import type { Product } from '../service/model.ts';
import type { Random } from './random.ts';

type Range = 'sizes' | 'feet' | 'blankets' | 'one';

const VARIANTS: Record<Range, string[]> = {
  sizes: ['XS', 'S', 'M', 'L', 'XL'],
  feet: ['36–38', '39–41', '42–44', '45–47'],
  blankets: ['130 × 180', '150 × 200'],
  one: [''],
};

/** Name, what it is in one English word, colours, range, price in cents, final sale. */
const LINES: [string, string, string[], Range, number, boolean?][] = [
  ['Hiddensee', 'blanket', ['oat', 'slate', 'moss'], 'blankets', 12900],
  ['Darß', 'blanket', ['natural', 'rust'], 'blankets', 9900],
  ['Usedom', 'throw', ['sand', 'ink'], 'one', 6900],
  ['Fjord', 'cardigan', ['grey', 'pine', 'wine'], 'sizes', 14900],
  ['Kliff', 'jumper', ['navy', 'oat', 'anthracite'], 'sizes', 11900],
  ['Priel', 'jumper', ['moss', 'stone'], 'sizes', 9900],
  ['Bodden', 'vest', ['grey', 'rust'], 'sizes', 7900],
  ['Wanderer', 'socks', ['grey', 'moss', 'red'], 'feet', 1900],
  ['Schlafwandler', 'bed socks', ['oat', 'rose'], 'feet', 2200],
  ['Langläufer', 'knee socks', ['black', 'pine'], 'feet', 2450],
  ['Strand', 'beanie', ['navy', 'mustard', 'grey'], 'one', 2900],
  ['Mole', 'beanie', ['black', 'wine'], 'one', 2400],
  ['Reuse', 'scarf', ['oat', 'ink', 'moss'], 'one', 4900],
  ['Bö', 'scarf', ['grey', 'rust'], 'one', 3900],
  ['Kapitän', 'mittens', ['navy', 'grey'], 'one', 3400],
  ['Lotse', 'gloves', ['black', 'brown'], 'sizes', 3900],
  ['Kajüte', 'slippers', ['grey', 'pine'], 'feet', 5900],
  ['Nest', 'baby blanket', ['cream', 'sky'], 'one', 4900],
  ['Spatz', 'baby hat', ['cream', 'mint'], 'one', 1800],
  ['Deich', 'base layer', ['black', 'stone'], 'sizes', 6400],
  ['Siel', 'leggings', ['black', 'navy'], 'sizes', 5900],
  ['Kissen Rügen', 'cushion cover', ['moss', 'slate', 'oat'], 'one', 3200],
  ['Flicken', 'darning kit', ['mixed'], 'one', 1400],
  ['Wollbad', 'wool wash', ['lavender', 'unscented'], 'one', 1290],
  ['Sommerrest', 'summer scarf', ['white', 'coral'], 'one', 1990, true],
  ['Altbestand', 'cardigan', ['ochre'], 'sizes', 8900, true],
];

export interface Article extends Product {
  /** The name of the line, which customers use in every language. */
  line: string;
  noun: string;
  colour: string;
  size: string;
}

const SOLD_OUT_SHARE = 0.1;
const STOCK_MAX = 60;

/** Everything that Wollgras sells, one article per colour and size; some are sold out. */
export function catalogueOf(random: Random): Article[] {
  return LINES.flatMap(([line, noun, colours, range, price, sale = false]) =>
    colours.flatMap((colour) =>
      VARIANTS[range].map((size) => ({
        sku: [line, colour, size].filter(Boolean).map(code).join('-'),
        title: `${line} ${noun}`,
        variant: [colour, size].filter(Boolean).join(', '),
        price,
        in_stock: random.chance(SOLD_OUT_SHARE) ? 0 : random.int(1, STOCK_MAX) * 100,
        final_sale: sale,
        line,
        noun,
        colour,
        size,
      })),
    ),
  );
}

function code(word: string): string {
  const plain = word
    .normalize('NFKD')
    .replace(/[^A-Za-z0-9]/g, '')
    .toUpperCase();
  return /^\d/.test(plain) ? plain : plain.slice(0, 6);
}
