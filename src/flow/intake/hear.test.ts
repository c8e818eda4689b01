import { expect, test } from 'vitest';
import { acme } from '../../../test/support/acme.ts';
import { AppError } from '../../runtime/errors.ts';
import { eventKey, readEvent, subjectKey } from './hear.ts';

const workspace = acme('http://127.0.0.1:1');
const workflow = workspace.workflows['refunds'];
if (!workflow) throw new Error('acme has no refunds');
const NAME_BYTES_MAX = 2_704;

const hear = (fields: Record<string, unknown>, source = 'web', sourceId = '1') =>
  readEvent(workspace, workflow, { source, source_id: sourceId, received_at: new Date(0), fields });
const FIELDS = { order: '7', email: 'Ida@example.org', message: 'Where is it?' };

test('an event says what it is about, and who writes in capitals is the same customer', () => {
  const heard = hear(FIELDS);
  expect(heard).toMatchObject({
    subject: 'Ida@example.org 7',
    title: 'Order 7 is late',
    text: 'Where is it?',
  });
  expect(hear({ ...FIELDS, email: 'IDA@EXAMPLE.ORG' }).subjectKey).toBe(heard.subjectKey);
});

test('a field that is missing is named', () => {
  const wrong = () => hear({ order: '7', email: 'ida@example.org' });
  expect(wrong).toThrow(AppError);
  expect(wrong).toThrow('message');
});

test('a text that is too long is refused and not cut', () => {
  expect(() => hear({ ...FIELDS, message: 'x'.repeat(100_001) })).toThrow('at most 100000');
});

test('two events never share a name, however their sources are called', () => {
  const names = [
    eventKey('w', 'web', 'shop/17'),
    eventKey('w', 'web/shop', '17'),
    eventKey('w', 'web%2Fshop', '17'),
  ];
  expect(new Set(names).size).toBe(3);
});

test('a subject of any length has a name that an index takes, and two long ones do not share it', () => {
  const long = '€'.repeat(5_000);
  const [one, other] = [subjectKey('w', `${long}1`), subjectKey('w', `${long}2`)];
  expect(Buffer.byteLength(one)).toBeLessThan(NAME_BYTES_MAX);
  expect(one).not.toBe(other);
});
