import { afterAll, beforeAll, expect } from 'vitest';
import type { Page } from 'playwright-core';
import { openHttp, type HttpServer } from '../../src/doors/http/index.ts';
import { openHooks } from '../../src/doors/hooks/index.ts';
import { receive } from '../../src/flow/receive.ts';
import { OutgoingSender } from '../../src/outgoing/sender.ts';
import { arrivalShelf } from '../../src/runtime/arrivals.ts';
import { inPackage } from '../../src/runtime/places.ts';
import { checkOutgoing, OutgoingForm } from '../../src/workspace/forms/outgoing.ts';
import { readTriggers } from '../../src/workspace/triggers/index.ts';
import { AcmeServer } from '../support/acme_server.ts';
import { axeFinds, onEveryScreen } from '../support/axe.ts';
import { openBrowser, type OpenBrowser } from '../support/browser.ts';
import { journey } from '../support/console.ts';
import { openReceiver, type Receiver } from '../support/receiver.ts';
import { settled } from '../support/settled.ts';

const acme = new AcmeServer();
let receiver: Receiver;
let sender: OutgoingSender;
let server: HttpServer;
let browser: OpenBrowser | undefined;
let page: Page;

beforeAll(async () => {
  browser = await openBrowser().catch(() => undefined);
  if (!browser) return;
  await acme.open();
  receiver = await openReceiver();
  name(['{{payload.mail}}']);
  const { world, database, options } = acme;
  const hooks = openHooks({ world, shelf: arrivalShelf(database.pool), log: () => undefined });
  server = await openHttp({ ...options, consoleFolder: inPackage('dist', 'console'), hooks });
  sender = new OutgoingSender(world, database.pool, (error) => expect.fail(String(error)));
  await sender.turn();
  for (const [id, payload] of Object.entries(ARRIVALS)) await arrive(id, payload);
  await hooks.answer(new Request('http://x/hooks/refunds/shop', { method: 'POST', body: '{}' }));
  page = browser.context.pages()[0] ?? (await browser.context.newPage());
  await page.addInitScript(() => localStorage.setItem('remit.person', 'mara'));
});

afterAll(async () => {
  if (!browser) return;
  await browser.close();
  await sender.stop();
  await server.close();
  await receiver.close();
  await acme.close();
});

const ARRIVALS = {
  evt_1: { order: '7', email: 'ida@example.org' },
  evt_2: { order: '8', mail: { of: 'nobody' } },
};

/** Puts triggers in force that look for the mail address there. */
function name([email]: [string]): void {
  const workspace = acme.world.workspace();
  const refunds = workspace.workflows['refunds'];
  if (!refunds) throw new Error('acme has no refunds');
  const env = { HOOK: receiver.secret, URL: receiver.url };
  const fields = { order: '{{payload.order}}', email, message: 'It is late.' };
  const raw = [{ name: 'shop', from: 'shopify', secret: '${HOOK}', fields }];
  refunds.triggers = readTriggers(raw, { event: refunds.event.fields, env }, (_, says) => expect.fail(says));
  const form = OutgoingForm.parse([
    { name: 'warehouse', url: '${URL}', secret: '${HOOK}', events: ['action', 'case.closed'] },
  ]);
  workspace.hooks = checkOutgoing(form, env, ['refunds'], (_, says) => expect.fail(says));
}

const arrive = (id: string, payload: unknown) =>
  receive(acme.world, arrivalShelf(acme.database.pool), {
    workflow: 'refunds',
    trigger: 'shop',
    arrival: { id, type: 'orders/updated', at: new Date(), payload },
  });

const go = (path: string) => page.goto(`${server.url}${path}`);

journey('what could not be read is looked at, tried again once it is mended, or dropped', async () => {
  await go('/arrivals');
  await page.getByText('2 arrivals waiting').first().waitFor();
  await page.getByText('1 delivery turned away').waitFor();
  const first = page.locator('[data-arrival]').filter({ hasText: 'payload.mail is not' });
  await first.getByText('What was sent').click();
  await first.getByText('"ida@example.org"').waitFor();
  await onEveryScreen(page, async (screen) => expect(await axeFinds(page), screen).toEqual([]));
  name(['{{payload.email}}']);
  await first.getByRole('button', { name: 'Try again' }).click();
  await page.getByText('It opened a case.').waitFor();
  await page.getByText('1 arrival waiting').first().waitFor();
  await page.locator('[data-arrival]').getByRole('button', { name: 'Drop' }).click();
  await page.getByLabel('Why').fill('A test of the shop.');
  await page.getByRole('button', { name: 'Drop it' }).click();
  await page.getByText('Nothing waits').waitFor();
  await page.getByRole('link', { name: 'Dropped' }).click();
  await page.getByText('Dropped by Mara Holm: A test of the shop.').waitFor();
});

journey('a webhook that was stopped goes on when a person lets it, and can be tried', async () => {
  receiver.answer = () => ({ status: 410 });
  await acme.arrive('5');
  await settled(acme.database.pool);
  await sender.turn();
  await go('/outgoing');
  const hook = page.locator('[data-hook="warehouse"]');
  await hook.getByText('Stopped').waitFor();
  await hook.getByText('It answered 410').first().waitFor();
  await hook.getByText('not taken yet').click();
  await onEveryScreen(page, async (screen) => expect(await axeFinds(page), screen).toEqual([]));
  receiver.answer = null;
  await hook.getByRole('button', { name: 'Send a test' }).click();
  await page.getByText(/It was taken, in \d+ ms/).waitFor();
  await hook.getByRole('button', { name: 'Let it go on' }).click();
  await page.getByText('What waits is sent now.').waitFor();
  await settled(acme.database.pool);
  await sender.turn();
  await hook.getByText('3 events sent').waitFor();
});
