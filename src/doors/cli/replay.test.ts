import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { record } from '../../flow/index.ts';
import { fromIda, openBusiness, type Business } from '../../../test/support/business.ts';
import { command } from '../../../test/support/command.ts';

const folder = mkdtempSync(join(tmpdir(), 'remit-replay-'));
let business: Business;

beforeAll(async () => {
  business = await openBusiness();
  for (let at = 0; at < 40; at++) {
    const day = new Date(Date.UTC(2026, 2, 1 + at));
    const fields = fromIda(`WG-${at}`, { topic: 'other', message: 'The invoice please', subject_line: '' });
    await record(business.wired.world, 'late-delivery', {
      event: { source: 'file', source_id: `${at}`, received_at: day, fields },
      steps: [
        { by: { id: 'pia' }, at: day, kind: 'invoice', play: at % 8 === 0 ? 'answer' : 'send_invoice' },
      ],
      outcome: 'solved',
    });
  }
});
afterAll(async () => {
  await business.stop();
  rmSync(folder, { recursive: true });
});

function remit(...argv: string[]) {
  return command({ world: business.wired.world, pool: business.database.pool }, argv);
}

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

test('remit replay runs a table of another file over the log and says how it compares', async () => {
  const rules = file('mine.yaml', '- {kind: invoice, play: send_invoice, because: they ask for it}');
  const { code, out } = await remit('replay', 'late-delivery', '--agent', `mine@${rules}`, '--cases', '2');
  expect(code).toBe(0);
  expect(out).toContain('People decided as mine would have in 35 of 40 (87.5 %, between');
  expect(out).toContain('Decided otherwise: 5, of which the newest 2');
  expect(out).toContain('It would have done: Send the invoice. People decided: Answer in one');
});

test('the same again is found and not run twice; a part of the log is another question', async () => {
  const rules = file('mine.yaml', '- {kind: invoice, play: send_invoice, because: they ask for it}');
  const ask = ['replay', 'late-delivery', '--agent', `mine@${rules}`];
  expect((await remit(...ask)).err).toContain('The same was run before, and nothing has changed since.');
  const part = await remit(...ask, '--since', '2026-03-21', '--json');
  expect(JSON.parse(part.out)).toMatchObject({ total: 20, state: 'done' });
});

test('a file that is not there, an agent or a time that is none: each is said, and what to do', async () => {
  const missing = await remit('replay', 'late-delivery', '--agent', 'rules', '--boundary', 'nowhere.yaml');
  expect(missing).toMatchObject({ code: 2 });
  expect(missing.err).toContain('nowhere.yaml cannot be read');
  const nobody = await remit('replay', 'late-delivery', '--agent', 'memry');
  expect(nobody.err).toContain('Did you mean "memory"? A table of another file: --agent memry@FILE.');
  const never = await remit('replay', 'late-delivery', '--agent', 'memory', '--since', 'soon');
  expect(never.err).toContain('"soon" is not a time.');
  const waiting = await remit('replay', 'late-delivery', '--agent', 'memory', '--boundary', 'proposed');
  expect(waiting.err).toContain('No change waits for a second person.');
  const empty = await remit('replay', 'returns', '--agent', 'memory');
  expect(empty.err).toContain("People have decided nothing in this part of Returns and refunds's log yet.");
});

test('a boundary that does not load is refused with its file and line', async () => {
  const text = business.workspace.workflows['late-delivery']!.boundary.text.replace(
    'effect: deny',
    'effect: den',
  );
  const boundary = file('broken.yaml', text);
  const { code, err } = await remit('replay', 'late-delivery', '--agent', 'memory', '--boundary', boundary);
  expect(code).toBe(2);
  expect(err).toMatch(/broken\.yaml:\d+: /);
});
