import { expect } from 'vitest';
import { fileInForce, loadWithFile } from '../../src/authority/changes/change_file.ts';
import { axeFinds, onEveryScreen } from '../support/axe.ts';
import { fromIda } from '../support/business.ts';
import { journey, useDesk } from '../support/console.ts';
import { comeAs } from '../support/owner.ts';

const desk = useDesk();

/** What a running server does when it hears that the console changed a file. */
async function follow(): Promise<void> {
  const { workspace, wired } = desk.business;
  const workflow = workspace.workflows['late-delivery']!;
  const entries = await wired.world.log.read('workflow/late-delivery');
  const text = fileInForce(entries, workflow, 'rules.yaml');
  const loaded = loadWithFile(workspace, workflow, 'rules.yaml', text);
  if (!loaded.ok) throw new Error(loaded.faults[0]?.says);
  workspace.workflows['late-delivery'] = loaded.workflow;
}

/** A late order for which somebody chose an apology where the plan was to give the shipping back. */
async function apologised(): Promise<void> {
  const { id } = await desk.held();
  await desk.decideElsewhere(id, 'hanne', APOLOGY);
  await desk.until(id, ({ status }) => status === 'closed');
}
const APOLOGY = { decision: 'edit', kind: 'late_delivery', play: 'apologise', inputs: {} };

/** What one agent of the cascade planned, as the log keeps it. */
interface Plan {
  agent: { name: string; version: string };
  play: string | null;
}

async function clean(name: string): Promise<void> {
  await onEveryScreen(desk.page, async (screen) => {
    expect(await axeFinds(desk.page), `${name}, ${screen}`).toEqual([]);
  });
}

journey('an edit becomes a rule, a person accepts it, and the next case is planned so', async () => {
  for (let time = 0; time < 5; time++) await apologised();
  const { id } = await desk.held();
  await desk.read(id, 'hanne');
  await desk.press('e');
  const form = desk.page.getByRole('form', { name: 'Edit the proposal' });
  await form.getByLabel('What to do').selectOption('apologise');
  await form.getByRole('button', { name: 'Approve with changes' }).click();
  await desk.told.getByText('Of 6 decided cases with this plan it would have changed 6').waitFor();
  await desk.press('m');
  await desk.sheet.getByText('the kind is “Later than promised”', { exact: true }).waitFor();
  await desk.page.waitForTimeout(200);
  expect(await axeFinds(desk.page)).toEqual([]);
  await desk.sheet.getByRole('link', { name: 'See the draft' }).click();

  await desk.page.getByRole('heading', { level: 1, name: /Apologise for the delay/ }).waitFor();
  await desk.page
    .getByText('+- id: learned-apologise-not-refund-shipping')
    .or(desk.page.getByText('play: apologise'))
    .first()
    .waitFor();
  await clean('draft');
  await desk.page.getByLabel('A word on it').fill('They are happy with an apology.');
  await desk.page.getByRole('button', { name: 'Accept' }).click();
  await desk.told
    .getByText('rules.yaml of Order questions and late deliveries is changed and in force')
    .waitFor();
  await desk.page.getByText('no such case yet').waitFor();

  await follow();
  const next = await desk.business.message(fromIda('WG-20', { subject_line: 'Where is WG-20?' }));
  await desk.until(next, ({ ruling }) => ruling !== null);
  const [planned] = await desk.entries(next, 'planned');
  const { others = [], ...own } = planned!.body as { others?: Plan[] } & Plan;
  const byTable = [own, ...others].find(({ agent }) => agent.name === 'rules');
  expect(byTable).toMatchObject({ agent: { version: '5' }, play: 'apologise' });
  await comeAs(desk, 'hanne', '/updates?show=decided');
  await desk.page.getByText(/Since \w+day: 1 case/).waitFor();
  await clean('decided');
});

journey('what went wrong this week stands by its cost, with the rule that would spare it', async () => {
  await comeAs(desk, 'hanne', '/exceptions');
  await desk.page.getByRole('heading', { level: 2, name: /“Give the shipping back” changed to/ }).waitFor();
  await clean('exceptions');
  await comeAs(desk, 'hanne', '/exceptions?cause=failed');
  await desk.page.getByRole('navigation', { name: 'Causes' }).waitFor();
  await comeAs(desk, 'hanne', '/updates');
  await desk.page.getByText('Nothing to change').waitFor();
  await clean('updates empty');
  await comeAs(desk, 'hanne', '/updates?show=precedents');
  await desk.page.getByText('None was found').waitFor();
  await clean('precedents');
});
