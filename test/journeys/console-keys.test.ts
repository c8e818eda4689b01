import { expect } from 'vitest';
import { journey, useDesk } from '../support/console.ts';

const desk = useDesk();

journey('a held plan is approved by keys alone, done once, and the next case is on the screen', async () => {
  const first = await desk.held();
  const second = await desk.held();
  await desk.read(first.id);
  expect(await desk.openRow.innerText()).toContain(first.title);
  await desk.press('a');
  await desk.told.getByText('Done: Refund').waitFor();
  await desk.until(first.id, ({ status }) => status === 'closed');
  const done = await desk.books(first.order, 2);
  expect(done.map(({ path }) => path)).toEqual(['POST /refunds', 'POST /replies']);
  await desk.openRow.getByText(second.title).waitFor();
  expect(new URL(desk.page.url()).searchParams.get('case')).toBe(second.id);
});
