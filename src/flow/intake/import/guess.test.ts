import { beforeAll, expect, test } from 'vitest';
import { inPackage } from '../../../runtime/places.ts';
import { loadWorkspace } from '../../../workspace/load.ts';
import type { Workflow, Workspace } from '../../../workspace/schema.ts';
import { guessMapping } from './guess.ts';
import { makeRow } from './make.ts';
import { layOver, readMapping, readPairs } from './mapping.ts';
import type { Mapping } from './schema.ts';
import { checkMapping, missingTargets } from './targets.ts';

let workspace: Workspace;
let tickets: Workflow;
let late: Workflow;

beforeAll(async () => {
  const load = async (folder: string, env = {}) => {
    const loaded = await loadWorkspace(inPackage('examples', folder, 'workspace'), { env });
    if (!loaded.ok) throw new Error(JSON.stringify(loaded.faults));
    return loaded.workspace;
  };
  workspace = await load('it-tickets');
  tickets = workspace.workflows['it-tickets'] as Workflow;
  const shop = await load('shop', { SHOP_URL: 'http://127.0.0.1:1' });
  late = shop.workflows['late-delivery'] as Workflow;
});

const rows = (values: Record<string, unknown>[]) =>
  values.map((one, at) => ({ number: at + 1, line: at + 1, values: one }));
const guess = (workflow: Workflow, ...values: Record<string, unknown>[]) =>
  guessMapping(workflow, 'EUR', rows(values)).map;

test('columns of a helpdesk export are found by the words that such exports use', () => {
  const map = guess(
    tickets,
    {
      Number: 'INC1',
      'Short Description': 'Mail',
      Description: 'Outlook asks',
      Category: '4',
      'Assigned to': 'Lea',
      Created: '2026-01-05 09:00',
    },
    {
      Number: 'INC2',
      'Short Description': 'VPN',
      Description: 'No tunnel',
      Category: '5',
      'Assigned to': 'Omar',
      Created: '2026-01-05 10:00',
    },
  );
  expect(map).toMatchObject({
    title: 'Short Description',
    body: 'Description',
    kind: 'Category',
    'inputs.category': 'Category',
    decided_by: 'Assigned to',
    received_at: 'Created',
    source_id: 'Number',
    ticket: 'Number',
  });
});

test('a column whose values cannot be what its name says is not taken for it', () => {
  const map = guess(
    tickets,
    { id: 'same', title: 'a', body: 'b', category: 'Hardware', created: 'last week' },
    { id: 'same', title: 'c', body: 'd', category: 'Software', created: 'today' },
  );
  expect(map).toEqual({ ticket: 'id', title: 'title', body: 'body' });
});

test('a decision inside each row is found with its facts', () => {
  const map = guess(late, {
    channel: 'email',
    topic: 'other',
    order_number: 'WG-1',
    name: 'Ida',
    email: 'i@example.org',
    language: 'en',
    subject_line: 'Where',
    message: 'Where is it?',
    kind: 'late_delivery',
    play: 'apologise',
    decided_by: 'pia',
    decided_at: '2026-01-05T09:00:00Z',
    facts: { order: { id: 'WG-1' } },
    minutes_worked: 4,
  });
  expect(map).toMatchObject({ message: 'message', play: 'play', facts: 'facts', minutes: 'minutes_worked' });
  expect(missingTargets(late, { map })).toEqual([]);
});

test('what a person says wins over the guess, and an empty column takes it away', () => {
  const given = { map: readPairs(['body=details', 'kind=', 'play==route']) };
  const { map } = layOver({ map: { title: 'title', body: 'text', kind: 'category' } }, given);
  expect(map).toEqual({ title: 'title', body: 'details', play: { value: 'route' } });
  expect(() => readPairs(['body'])).toThrow('does not map anything');
  expect(() => checkMapping(tickets, { map: { titel: 'a' } })).toThrow('nothing called "titel"');
});

const make = (mapping: Mapping, values: Record<string, unknown>) =>
  makeRow(
    { workspace, workflow: tickets, mapping, source: 'import:a.csv', now: new Date(0) },
    values,
    () => 'x1',
  );

test('a row with a decision becomes a step that somebody took; one without is an event', () => {
  const mapping: Mapping = {
    map: { title: 't', body: 'b', kind: 'c', 'inputs.category': 'c', decided_at: 'done', decided_by: 'who' },
  };
  const row = { t: 'Mail', b: 'Outlook', c: '4', done: '2026-01-05 10:00:00', who: 'Lea Brandt' };
  const { event, decided } = make(mapping, row);
  expect(event).toMatchObject({
    source: 'import:a.csv',
    source_id: 'x1',
    fields: { title: 'Mail', body: 'Outlook' },
  });
  expect(decided?.steps).toMatchObject([
    { by: { id: 'lea' }, kind: 'category_4', play: 'route', inputs: { category: '4' }, outcome: 'solved' },
  ]);
  expect(make(mapping, { ...row, done: '' }).decided).toBeUndefined();
});

test('a row that cannot be taken says why', () => {
  const mapping: Mapping = { map: { title: 't', body: 'b', kind: 'c', received_at: 'at', source_id: 'id' } };
  const row = { t: 'Mail', b: 'Outlook', c: '4', at: '2026-01-05', id: '1' };
  expect(() => make(mapping, { ...row, c: 'Hardware' })).toThrow('has the kind “Hardware”');
  expect(() => make(mapping, { ...row, at: '5th of May' })).toThrow('received_at should be a time');
  expect(() => make(mapping, { ...row, id: '' })).toThrow('has no source_id');
});

test('a list of events in one row becomes as many steps, each by its person at its time', () => {
  const mapping = readMapping(
    `map: {title: t, body: b, kind: {value: category_4}, received_at: events.0.at}
steps:
  from: events
  map:
    at: at
    by: who
    role: role
    decision: {column: what, values: {APPROVE: approved, REJECT: rejected}}`,
    'mapping.yaml',
  );
  const { event, decided } = make(mapping, {
    t: 'a',
    b: 'b',
    events: [
      { what: 'SUBMIT', at: '2026-01-01T08:00:00Z', who: 'x' },
      { what: 'REJECT', at: '2026-01-02T08:00:00+01:00', who: 'Omar Haddad', role: 'ADMIN' },
      { what: 'APPROVE', at: '2026-01-03T08:00:00Z', who: 'y' },
    ],
  });
  expect(event.received_at.toISOString()).toBe('2026-01-01T08:00:00.000Z');
  expect(
    decided?.steps.map(({ decision, role, by, at }) => [decision, role, by.id, at.toISOString()]),
  ).toEqual([
    ['rejected', 'ADMIN', 'omar', '2026-01-02T07:00:00.000Z'],
    ['approved', undefined, 'y', '2026-01-03T08:00:00.000Z'],
  ]);
  expect(() => readMapping('map: {a: {colum: b}}', 'mapping.yaml')).toThrow('mapping.yaml is no mapping');
});
