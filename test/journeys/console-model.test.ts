import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Page } from 'playwright-core';
import { openHttp, type HttpServer } from '../../src/doors/http/index.ts';
import { decide } from '../../src/flow/index.ts';
import { listen } from '../../src/runtime/listen.ts';
import { inPackage } from '../../src/runtime/places.ts';
import { axeFinds, onEveryScreen } from '../support/axe.ts';
import { openBrowser, type OpenBrowser } from '../support/browser.ts';
import { giveBack, openModelled, type ModelBusiness } from '../support/modelled.ts';

const browser: OpenBrowser | undefined = await openBrowser().catch(() => undefined);
if (!browser) process.stderr.write('Skipped the pages of model agents: no Chromium starts here.\n');
const MARA = { id: 'mara', name: 'Mara Holm', roles: ['owner', 'manager', 'support'] };
const faults: string[] = [];
let business: ModelBusiness;
let door: HttpServer;
let page: Page;
let id = '';

beforeAll(async () => {
  if (!browser) return;
  business = await openModelled({
    agent: 'instructions: writer.md\nchecks: {links: [acme.example]}',
    files: {
      'workflows/refunds/writer.md': 'Be brief, and kind.\n',
      'workflows/refunds/playbook.md':
        '# Refunds\n\nGive it back.\n\n## Never say\n\n- "guaranteed": nothing is\n',
    },
  });
  const { provider, world, database } = business;
  const look = { calls: [{ name: 'read_shop_order', input: { order_id: '70' } }] };
  provider.script({ fault: 'status', status: 503, says: 'too busy' }, look, giveBack());
  id = await business.message('70', 'My order 70 is late. <b>I want</b> my money back!');
  await business.advance(id);
  door = await openHttp({
    world,
    pool: database.pool,
    version: 'test',
    secret: 'a secret that only tests know, of 32 characters or more',
    sample: null,
    faults: () => [],
    checksAnswers: true,
    host: '127.0.0.1',
    port: 0,
    consoleFolder: inPackage('dist', 'console'),
    hear: (onNotice) => listen(database.url, 'remit', onNotice),
    log: (line) => faults.push(line),
  });
  page = await browser.context.newPage();
  page.on('pageerror', (fault) => faults.push(String(fault)));
  page.on('console', (line) => line.type() === 'error' && faults.push(line.text()));
});
afterAll(async () => {
  await browser?.close();
  await door?.close();
  await business?.close();
});

test.skipIf(!browser)(
  'what a model was asked stays out of sight while people decide, and is told once they have',
  async () => {
    await page.goto(`${door.url}/cases/${id}`);
    const asked = page.getByRole('region', { name: 'What the agent was asked' });
    await asked.getByText('shown once somebody has decided').waitFor();
    await asked.getByText('the provider answered 503: too busy').waitFor();
    expect(await asked.getByText('plan_give_back').count()).toBe(0);
    const story = (await (await fetch(`${door.url}/api/cases/${id}/story`)).json()) as {
      entries: { kind: string; private: unknown }[];
    };
    const turns = story.entries.filter(({ kind }) => kind === 'agent.turn');
    expect(turns.map((turn) => turn.private)).toEqual([null, null, null]);

    const state = await business.read(id);
    await decide(business.world, MARA, state.review?.id ?? '', {
      plan: state.plan?.digest ?? '',
      decision: 'approve',
    });
    await business.advance(id);
    await page.reload();
    await asked.getByText('plan_give_back').waitFor();
    await asked.getByText('Looked up: Order').click();
    await asked.getByText('The prompt: 2 new messages').first().click();
    await onEveryScreen(page, async (name) => {
      const shots = process.env['REMIT_SHOTS'];
      if (shots !== undefined) {
        await asked.scrollIntoViewIfNeeded();
        await page.screenshot({ path: `${shots}/case ${name}.png` });
      }
      expect(await axeFinds(page), name).toEqual([]);
    });
    expect(faults.splice(0)).toEqual([]);
  },
);

test.skipIf(!browser)(
  'the page of a workflow tells what its model agent is made of, may use up and has cost',
  async () => {
    await page.goto(`${door.url}/workflows/refunds`);
    await page.getByText('small-1 by openai-compatible').waitFor();
    await page.getByText(/1 plan in the last 30 days, €/).waitFor();
    await page.getByText('Its instructions').click();
    await page.getByText('Be brief, and kind.').waitFor();
    await page.getByText('The playbook forbids 1 wording').click();
    await onEveryScreen(page, async (name) => {
      const shots = process.env['REMIT_SHOTS'];
      if (shots !== undefined) {
        await page.getByText('Its instructions').scrollIntoViewIfNeeded();
        await page.screenshot({ path: `${shots}/agents ${name}.png` });
      }
      expect(await axeFinds(page), name).toEqual([]);
    });
    expect(faults.splice(0)).toEqual([]);
  },
);
