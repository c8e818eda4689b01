import { expect, test } from 'vitest';
import { FILES } from '../../../test/support/acme.ts';
import { withGateway } from '../../../test/support/proposing.ts';
import { checkWorkspace } from '../load.ts';

const WORKFLOW = 'workflows/refunds/workflow.yaml';

function faultsOf(change: (text: string) => string): string[] {
  const files = { ...FILES, ...withGateway() };
  const all = new Map(Object.entries({ ...files, [WORKFLOW]: change(files[WORKFLOW] ?? '') }));
  const loaded = checkWorkspace('/acme', all, { SHOP_URL: 'http://shop' });
  return loaded.ok
    ? []
    : loaded.faults.map(({ line, says, suggestion }) => `${line}: ${says} (${suggestion ?? ''})`);
}

test('a gateway that names writes of the map and fields of the event loads', () => {
  expect(faultsOf((text) => text)).toEqual([]);
});

test('a write that is not on the map is named, with the nearest one', () => {
  const [fault] = faultsOf((text) => text.replace('gateway:\n  shop.refund:', 'gateway:\n  shop.refunds:'));
  expect(fault).toMatch(/is not a write of this workflow .*shop\.refund/);
});

test('a field that the event does not have is named', () => {
  const faults = faultsOf((text) => text.replace('fields: {order: "{{args', 'fields: {ordr: "{{args'));
  expect(faults.join('\n')).toMatch(/is not a field of the event .*order/);
});

test('a field that the event needs and no call fills is named', () => {
  const faults = faultsOf((text) => text.replace('fields: {order: "{{args.order_id}}"}', 'fields: {}'));
  expect(faults[0]).toContain('leaves out "order", which the event needs');
});

test('a hole that names no argument is named', () => {
  const faults = faultsOf((text) => text.replace('{{args.order_id}}', '{{args.order_number}}'));
  expect(faults).toHaveLength(1);
});

test('an outside agent that is called like an agent of the workflow is refused', () => {
  const faults = faultsOf((text) => text.replace('outside: {counted-bot: 1}', 'outside: {rules: 1}'));
  expect(faults[0]).toContain('is called "rules" like another agent');
});
