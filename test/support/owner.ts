import type { AnswerOf } from '../../src/doors/http/contract.ts';
import type { Desk } from './console.ts';

/** Opens a page of the console as one of the people. */
export async function comeAs(desk: Desk, who: string, path: string): Promise<void> {
  await desk.page.addInitScript(`localStorage.setItem('remit.person', ${JSON.stringify(who)})`);
  await desk.go(path);
}

/** What stands below the name of a workflow: what it may do now. */
export async function headline(desk: Desk): Promise<string> {
  const name = desk.page.getByRole('heading', { level: 1 });
  await name.waitFor();
  return desk.page.locator('[data-now]').innerText();
}

interface Answers {
  stage: AnswerOf<'stage'>;
  boundary: AnswerOf<'boundary'>;
}

/** Reads a part of the sample's workflow, or changes it, past the console: as somebody at another desk. */
export async function call<K extends keyof Answers>(
  desk: Desk,
  part: K,
  who: string,
  body?: object,
  workflow = 'late-delivery',
): Promise<Answers[K]> {
  const answer = await fetch(`${desk.url}/api/workflows/${workflow}/${part}`, {
    method: body ? 'POST' : 'GET',
    headers: { 'content-type': 'application/json', 'x-remit-person': who },
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(await answer.text());
  return (await answer.json()) as Answers[K];
}
