import { describe, expect, test } from 'vitest';
import { parseMoney } from '../../workspace/money.ts';
import { loadBoundary } from '../index.ts';
import type { Boundary } from '../schema.ts';
import { load, REFUNDS, vocabulary } from '../story.ts';
import { mayChange, setLimits } from './index.ts';

// Somebody who may tune limits and no more writes into the form, and into the text, whatever YAML has to offer.

const LINE = '  auto_max: {money: 50.00 EUR, ceiling: 200.00 EUR}\n';
/** The same limit, as files may write it. */
const WRITTEN = [
  LINE,
  '  auto_max: {money: "50.00 EUR", ceiling: 200.00 EUR}\n',
  "  auto_max: {money: '50.00 EUR', 'ceiling': 200.00 EUR}\n",
  '  "auto_max": {ceiling: 200.00 EUR, money: 50.00 EUR}\n',
  '  auto_max: # money: 1.00 EUR\n    money: 50.00 EUR # ceiling: 900.00 EUR\n    ceiling: 200.00 EUR\n',
  '  auto_max:\n    money: >-\n      50.00\n      EUR\n    ceiling: 200.00 EUR\n',
  '  auto_max:\n    money: |-\n      50.00 EUR\n    ceiling: 200.00 EUR\n',
  '  auto_max:\n    ceiling: 200.00 EUR\n    money: |\n      50.00 EUR\n',
  '  auto_max:\n    money:\n      50.00\n      EUR\n    ceiling: 200.00 EUR\n',
  '  auto_max: {money: !!str 50.00 EUR, ceiling: !!str "200.00 EUR"}\n',
  '  auto_max: {money: "50.00\\x20EUR", ceiling: "\\u003200.00 EUR"}\n',
  '  ? auto_max\n  : {money: 50.00 EUR, ceiling: 200.00 EUR}\n',
  '  auto_max: &one {money: &m 50.00 EUR, ceiling: &c 200.00 EUR}\n',
];
const TYPED = [
  '60.00 EUR',
  ' 60.00 EUR ',
  '200.00 EUR',
  '0.00 EUR',
  '200.01 EUR',
  '1e9 EUR',
  '-1.00 EUR',
  '60',
  '',
  'null',
  '60.00 EUR}',
  '60.00 EUR, ceiling: 900.00 EUR',
  '60.00 EUR # ',
  '60.00 EUR\n    ceiling: 900.00 EUR',
  '*m',
  '&a 60.00 EUR',
  '!!str 60.00 EUR',
  '"60.00 EUR"',
  '60.00 eur',
  '60.00 USD',
  '٦٠.00 EUR',
  '６０.00 EUR',
  '60.00\u00a0EUR',
  '60,00 EUR',
  '0x60 EUR',
  '60.00 EUR\r',
  '060.00 EUR',
  '6_0.00 EUR',
  '.inf',
  '60.000 EUR',
  '99999999999999999999.00 EUR',
  '<<',
];

const read = (text: string) => loadBoundary(text, 'boundary.yaml', vocabulary);
const lineEnds: [string, (text: string) => string][] = [
  ['lines end as on Unix', (text) => text],
  ['lines end as on Windows', (text) => text.replaceAll('\n', '\r\n')],
];

/** What of a boundary the value of `auto_max` does not say. */
function rest({ limits, rules, otherwise, approve }: Boundary) {
  const others = Object.values(limits).map((limit) => ({
    ...limit,
    line: 0,
    ...(limit.name === 'auto_max' && { value: null }),
  }));
  return { rules: rules.map((rule) => ({ ...rule, line: 0 })), others, otherwise, approve };
}

describe.each(lineEnds)('where %s', (_, ended) => {
  test('whatever is typed for a limit sets it, within its ceiling, and changes nothing else', () => {
    let [set, refused] = [0, 0];
    for (const written of WRITTEN) {
      const text = ended(REFUNDS.replace(LINE, written));
      const before = read(text);
      if (!before.ok) throw new Error(`${written} ${JSON.stringify(before.faults)}`);
      for (const typed of TYPED) {
        const changed = setLimits(text, { auto_max: typed }, { raisesCeilings: false });
        if (!changed.ok) {
          refused += 1;
          continue;
        }
        const told = `${written} ${JSON.stringify(typed)} ${changed.text.slice(0, 300)}`;
        const after = read(changed.text);
        if (!after.ok) throw new Error(`${told} ${JSON.stringify(after.faults)}`);
        const { value } = after.boundary.limits['auto_max']!;
        expect(value, told).toEqual(parseMoney(typed.trim()));
        expect((value as { minor: number }).minor, told).toBeLessThanOrEqual(20_000);
        expect(rest(after.boundary), told).toEqual(rest(before.boundary));
        expect(mayChange(before.boundary, after.boundary, { isOwner: false }), told).toEqual([]);
        set += 1;
      }
    }
    expect(set).toBeGreaterThan(WRITTEN.length * 2);
    expect(refused).toBeGreaterThan(WRITTEN.length * 20);
  });

  test.each([
    ['an alias of another limit', '  auto_max: *top\n'],
    ['an alias as the value', '  auto_max: {money: *much, ceiling: 200.00 EUR}\n'],
    ['an alias as the ceiling', '  auto_max: {money: 50.00 EUR, ceiling: *much}\n'],
    ['a merged group', '  auto_max: {<<: *top, money: 50.00 EUR}\n'],
    ['a merged group in the old way', '  auto_max: {!!merge <<: *top}\n'],
    ['a key that is given twice', `${LINE}  auto_max: {money: 900.00 EUR}\n`],
    [
      'a value that is given twice',
      '  auto_max: {money: 50.00 EUR, ceiling: 200.00 EUR, money: 900.00 EUR}\n',
    ],
    [
      'a ceiling that is given twice',
      '  auto_max: {money: 50.00 EUR, ceiling: 200.00 EUR, "ceiling": 900.00 EUR}\n',
    ],
    ['a ceiling that is empty', '  auto_max: {money: 900.00 EUR, ceiling: }\n'],
    ['a ceiling that is none', '  auto_max: {money: 900.00 EUR, ceiling: ~}\n'],
    ['a ceiling under a name that looks alike', '  auto_max: {money: 900.00 EUR, сeiling: 200.00 EUR}\n'],
    ['a limit under a name that looks alike', '  auto_mаx: {money: 900.00 EUR}\n'],
    ['a list of values', '  auto_max: {money: [50.00 EUR, 900.00 EUR], ceiling: 200.00 EUR}\n'],
    ['a tag of another kind', '  auto_max: !!set {money: 900.00 EUR}\n'],
    ['a ceiling in a comment', '  auto_max: {money: 900.00 EUR} # ceiling: 200.00 EUR\n'],
    ['a ceiling in another currency', '  auto_max: {money: 900.00 USD, ceiling: 900.00 USD}\n'],
    ['another unit', '  auto_max: {number: 900, ceiling: 900}\n'],
    ['two units', '  auto_max: {money: 50.00 EUR, count: 900, ceiling: 200.00 EUR}\n'],
    ['a second document', `${LINE}---\nlimits:\n  auto_max: {money: 900.00 EUR}\n`],
    ['unusual digits', '  auto_max: {money: ９00.00 EUR, ceiling: ９00.00 EUR}\n'],
  ])('%s does not load, or is an owner’s to make', (__, written) => {
    const top = '  top: &top {money: &much 900.00 EUR, ceiling: 900.00 EUR}\n';
    const text = ended(REFUNDS.replace(LINE, `${top}${written}`));
    const after = read(text);
    const isRefused = !after.ok || mayChange(load(REFUNDS), after.boundary, { isOwner: false }).length > 0;
    expect(isRefused, JSON.stringify(after.ok ? after.boundary.limits : [])).toBe(true);
    const set = setLimits(text, { auto_max: '199.00 EUR' }, { raisesCeilings: false });
    const tuned = set.ok ? read(set.text) : undefined;
    const frame = tuned?.ok && mayChange(load(REFUNDS), tuned.boundary, { isOwner: false });
    if (frame) expect(frame.length).toBeGreaterThan(0);
  });
});
