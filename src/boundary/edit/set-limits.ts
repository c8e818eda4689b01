import { isMap, isScalar, parseDocument, type Scalar, type YAMLMap } from 'yaml';
import { parseMoney } from '../../workspace/money.ts';
import { suggestName } from '../../workspace/nearest.ts';
import { LIMIT_UNITS } from '../read/limits.ts';

/** What is wrong with the new value of a limit. */
export interface LimitFault {
  limit: string;
  says: string;
  suggestion?: string;
}
export type SetLimits = { ok: true; text: string } | { ok: false; faults: LimitFault[] };

/** A stretch of the text, and what is written there instead. */
interface Splice {
  start: number;
  end: number;
  text: string;
}

/**
 * The boundary's text with new values of limits, as the file writes them: `60.00 EUR`, `45`. Only the values are
 * written over, so that comments, order, quotes and `{…}` on one line stay as a person left them. A value above its
 * ceiling is refused, but where `raisesCeilings` says that an owner asks: then the ceiling is raised to it.
 */
export function setLimits(
  text: string,
  values: Readonly<Record<string, string>>,
  { raisesCeilings }: { raisesCeilings: boolean },
): SetLimits {
  const document = parseDocument(text, { prettyErrors: false });
  const limits = document.errors.length === 0 ? document.get('limits') : undefined;
  const faults: LimitFault[] = [];
  const splices: Splice[] = [];
  for (const [limit, value] of Object.entries(values)) {
    const fault = (says: string, suggestion?: string) =>
      void faults.push({ limit, says, ...(suggestion !== undefined && { suggestion }) });
    const fields = isMap(limits) ? limits.get(limit) : undefined;
    if (isMap(fields)) splices.push(...spliceLimit(fields, value.trim(), raisesCeilings, fault));
    else {
      const names = isMap(limits) ? limits.items.map(({ key }) => String((key as Scalar).value)) : [];
      fault(`there is no limit ${limit}`, suggestName(limit, names));
    }
  }
  if (faults.length > 0) return { ok: false, faults };
  return { ok: true, text: spliced(text, splices) };
}

type Say = (says: string, suggestion?: string) => void;

function spliceLimit(fields: YAMLMap, value: string, raisesCeilings: boolean, fault: Say): Splice[] {
  const unit = LIMIT_UNITS.find((name) => fields.has(name));
  const node = unit === undefined ? undefined : fields.get(unit, true);
  if (unit === undefined || !isScalar(node) || !node.range) {
    fault('its unit cannot be found in the text', 'change it in the text');
    return [];
  }
  const amount = amountOf(unit, value);
  if (amount === undefined) {
    fault(
      `"${value}" is not ${EXPECTED[unit === 'money' ? 'money' : unit === 'count' ? 'count' : 'number']}`,
    );
    return [];
  }
  const splices = [spliceOf(node, value)];
  const top = fields.get('ceiling', true);
  const ceiling = isScalar(top) ? amountOf(unit, String(top.value)) : undefined;
  if (!isScalar(top) || ceiling === undefined) return splices;
  if (unit === 'money' && ceiling.currency !== amount.currency) {
    fault(`the ceiling is in ${ceiling.currency}, ${value} is not`);
  } else if (amount.size > ceiling.size) {
    if (raisesCeilings) splices.push(spliceOf(top, value));
    else fault(`${value} is above the ceiling of ${String(top.value)}`, 'only an owner may raise a ceiling');
  }
  return splices;
}

const EXPECTED = {
  money: 'an amount with its currency, such as 50.00 EUR',
  count: 'a whole number that is not negative',
  number: 'a number that is not negative',
};

function amountOf(
  unit: (typeof LIMIT_UNITS)[number],
  value: string,
): { size: number; currency?: string } | undefined {
  if (unit === 'money') {
    const money = parseMoney(value);
    return money && money.minor >= 0 ? { size: money.minor, currency: money.currency } : undefined;
  }
  if (!/^-?\d+(\.\d+)?$/.test(value)) return undefined;
  const size = Number(value);
  if (unit === 'count' && !Number.isSafeInteger(size)) return undefined;
  return size >= 0 || unit === 'number' ? { size } : undefined;
}

function spliceOf({ range }: Scalar, text: string): Splice {
  const [start, end] = range!;
  return { start, end, text };
}

function spliced(text: string, splices: Splice[]): string {
  const fromTheEnd = [...splices].sort((one, other) => other.start - one.start);
  return fromTheEnd.reduce((so, { start, end, text: put }) => {
    // A block (`|`) takes the end of its line with it, which the next key needs.
    const kept = /\s*$/.exec(so.slice(start, end))![0];
    return so.slice(0, start) + put + kept + so.slice(end);
  }, text);
}
