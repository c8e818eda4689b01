import { z } from 'zod';
import { entry, type Say } from '../forms/form.ts';
import { suggestName } from '../nearest.ts';
import type { Shape } from '../shape.ts';
import type { Path } from '../yaml.ts';

/**
 * How an amount of money is made of an answer that writes numbers and currencies apart. Keys are paths to fields of
 * type money, through lists as well: `total`, `items.price`.
 */
export type Amounts = Record<string, AmountFrom>;

export interface AmountFrom {
  /** The field beside it that holds the number, or a path that begins there: `total.value`. */
  from: string;
  /** Whether it counts whole units with decimals (`12.50`) or minor units (`1250`). */
  counts: 'units' | 'minor_units';
  /** A code (`EUR`), or the field that holds it: beside the number, or in something around it. */
  currency: string;
}

const FIELD = /^[A-Za-z_]\w*(\.[A-Za-z_]\w*)*$/;
export const CURRENCY_CODE = /^[A-Z]{3}$/;

/** `{total: {units: total_price, currency: currency}}`, `{fee: {minor_units: fee_cents, currency: EUR}}` */
export const AmountsForm = z.record(
  z.string(),
  entry({
    units: z.string().regex(FIELD, 'is not the name of a field').optional(),
    minor_units: z.string().regex(FIELD, 'is not the name of a field').optional(),
    currency: z.string().regex(FIELD, 'is neither a code such as EUR nor the name of a field'),
  }),
);

/** Amounts as the runtime takes them, after saying which of them lead to nothing that is money. */
export function checkAmounts(
  form: z.infer<typeof AmountsForm> | undefined,
  gives: Shape | undefined,
  say: Say,
  path: Path,
): Amounts | undefined {
  if (form === undefined) return undefined;
  const known = gives === undefined ? [] : moneyIn(gives);
  const amounts: Amounts = {};
  for (const [name, { units, minor_units, currency }] of Object.entries(form)) {
    if (!known.includes(name))
      say([...path, name], 'is not money in what it gives', suggestName(name, known));
    if ((units === undefined) === (minor_units === undefined))
      say([...path, name], 'needs one of units and minor_units', 'units is 12.50, minor_units is 1250');
    amounts[name] = {
      from: units ?? minor_units ?? '',
      counts: units === undefined ? 'minor_units' : 'units',
      currency,
    };
  }
  return amounts;
}

/** Paths of all money in a shape; the parts of a list stand under the list's own path. */
function moneyIn(shape: Shape, path = ''): string[] {
  if (shape.type === 'money') return path === '' ? [] : [path];
  if (shape.type === 'list') return moneyIn(shape.of, path);
  if (shape.type !== 'object') return [];
  return Object.entries(shape.fields).flatMap(([name, field]) =>
    moneyIn(field, path === '' ? name : `${path}.${name}`),
  );
}
