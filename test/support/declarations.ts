import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { advance, decide, intake, load, type World } from '../../src/flow/index.ts';
import { streamOf } from '../../src/flow/world.ts';

/** One declaration of expenses with what people did about it, oldest first. */
export interface Declaration {
  id: string;
  amount: number;
  events: { at: Date; verb: 'submitted' | 'approved' | 'rejected'; role: string }[];
}

/** One desk's decision: which declaration waited for whom, since when and until when, and what came of it. */
export interface Waited {
  declaration: string;
  role: string;
  decision: 'approved' | 'rejected';
  fromMs: number;
  untilMs: number;
}

export const DESKS = ['pre_approver', 'administration', 'budget_owner', 'supervisor', 'director'];
const ROUTES: Record<string, string> = {
  '': 'supervisor',
  pre_approver: 'pre_approver',
  administration: 'administration',
  'administration budget_owner': 'administration_and_budget',
};

type Raw = {
  case_id: string;
  attrs: { Amount: string };
  events: { 'concept:name': string; 'time:timestamp': string }[];
};

/** Reads a line of the public event log. Payment runs and what nobody at a desk did are passed over. */
export function readDeclaration(line: string): Declaration {
  const { case_id: id, attrs, events } = JSON.parse(line) as Raw;
  const steps = events.flatMap((event): Declaration['events'] => {
    const match = /^Declaration (SUBMITTED|APPROVED|FINAL_APPROVED|REJECTED) by (.+)$/.exec(
      event['concept:name'],
    );
    if (!match) return [];
    const role = (match[2] ?? '').toLowerCase().replaceAll(' ', '_');
    const at = new Date(event['time:timestamp']);
    if (match[1] === 'SUBMITTED') return [{ at, verb: 'submitted', role }];
    if (!DESKS.includes(role)) return [];
    return [{ at, verb: match[1] === 'REJECTED' ? 'rejected' : 'approved', role }];
  });
  return { id, amount: Number(attrs.Amount), events: steps };
}

/** Who waited for whom, from the file alone: each desk waits from what happened before it until it decides. */
export function asWritten({ id, events }: Declaration): Waited[] {
  return events.flatMap(({ at, verb, role }, index): Waited[] => {
    const before = events[index - 1];
    if (verb === 'submitted' || !before) return [];
    return [{ declaration: id, role, decision: verb, fromMs: before.at.getTime(), untilMs: at.getTime() }];
  });
}

/**
 * Lives a declaration through again: its clock stands at each event, the chain of the boundary asks, and the person
 * whose role the file names decides. Throws where the chain asks for somebody else.
 */
export async function relive(
  world: World,
  declaration: Declaration,
  clock: { now: Date },
): Promise<Waited[]> {
  const { id, amount, events } = declaration;
  const cases: string[] = [];
  for (const [index, { at, verb, role }] of events.entries()) {
    clock.now = at;
    if (verb === 'submitted') {
      const fields = { number: id, amount, route: routeOf(events.slice(index + 1)) };
      const event = { source: 'declarations', source_id: `${id}/${index}`, received_at: at, fields };
      const { case: opened } = await intake(world, 'expenses', event);
      if (cases.at(-1) !== opened) cases.push(opened);
    } else await decideAs(world, cases.at(-1) ?? '', role, verb);
    await advance(world, cases.at(-1) ?? '');
  }
  // What came back long after it was paid is a case of its own.
  return (await Promise.all(cases.map((one) => asLogged(world, id, one)))).flat();
}

async function decideAs(
  world: World,
  caseId: string,
  role: string,
  verb: 'approved' | 'rejected',
): Promise<void> {
  const { review, plan } = await load(world, caseId);
  const before = review?.approvals.map(({ by }) => ('id' in by ? by.id : '')) ?? [];
  const person = world.workspace().people.find((one) => one.roles.includes(role) && !before.includes(one.id));
  if (!review || !plan || !person) throw new Error(`${caseId}: nobody is asked, or nobody is ${role}`);
  if (review.role !== role) throw new Error(`${caseId}: ${review.role} is asked, and ${role} decided`);
  const decision = verb === 'approved' ? 'approve' : 'reject';
  await decide(world, person, review.id, { plan: plan.digest, decision });
}

/** The desks that a submission passes, as its department's route. What follows a refusal is not known. */
function routeOf(after: Declaration['events']): string {
  const end = after.findIndex(({ verb }) => verb === 'submitted');
  const desks = (end < 0 ? after : after.slice(0, end)).map(({ role }) => role);
  const route = ROUTES[desks.filter((desk) => desk !== 'supervisor').join(' ')];
  if (route === undefined) throw new Error(`no department's route passes ${desks.join(', ')}`);
  return route;
}

/** Who waited for whom, asked of the log. */
async function asLogged(world: World, declaration: string, caseId: string): Promise<Waited[]> {
  const asked = new Map<string, { role: string; at: Date }>();
  const waited: Waited[] = [];
  for (const { kind, body, at } of await world.log.read(streamOf(caseId))) {
    if (kind === 'review.asked') asked.set(String(body['review']), { role: String(body['role']), at });
    if (kind !== 'review.decided') continue;
    const question = asked.get(String(body['review']));
    if (!question) throw new Error(`${caseId}: ${String(body['review'])} was decided and never asked`);
    const decision = body['decision'] === 'approve' ? 'approved' : 'rejected';
    const times = { fromMs: question.at.getTime(), untilMs: at.getTime() };
    waited.push({ declaration, role: question.role, decision, ...times });
  }
  return waited;
}

/** A payment office over HTTP: pays each key once and counts what it paid. */
export async function startFinance() {
  const paid = new Map<string, string>();
  const server = createServer((request, response) => {
    const key = String(request.headers['idempotency-key']);
    let text = '';
    request.on('data', (part: Buffer) => (text += part.toString()));
    request.on('end', () => {
      paid.set(key, (JSON.parse(text) as { declaration: string }).declaration);
      response.writeHead(201, { 'content-type': 'application/json' }).end(JSON.stringify({ id: `P-${key}` }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    paid,
    async stop() {
      server.closeAllConnections();
      await new Promise<void>((resolve) => server.close(() => resolve()));
    },
  };
}
