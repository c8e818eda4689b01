import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Plugin } from 'vite';
import type { CaseView, DecideBody, Desk, StoryEntry } from '../src/live/answers.ts';
import { ago, digestOf, labels, makeCase, makePlan, queueItem, workflowLabel } from './data.ts';
import { logRows, workflow } from './pages.ts';

const cases = new Map<string, CaseView>();
for (let n = 0; n < Number(process.env['FAKE_CASES'] ?? 34); n++) cases.set(`cs-${1000 + n}`, makeCase(n));
const streams = new Set<ServerResponse>();
let made = 500;
let perMinute = 0;
let paceTimer: NodeJS.Timeout | undefined;

/** A stand-in for the server that speaks the same contract, so that the console can be worked on alone. */
export function fakeServer(): Plugin {
  return {
    name: 'fake-server',
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        if (!request.url?.startsWith('/api/')) return next();
        void answer(request, response);
      });
    },
  };
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://x');
  const [, , area, id = '', verb = ''] = url.pathname.split('/').map(decodeURIComponent);
  if (area === 'live') return live(response);
  const body = await readBody(request);
  await new Promise((done) => setTimeout(done, 60));
  const said = route(
    `${area}${verb ? `/${verb}` : ''}`,
    id,
    url.searchParams,
    body,
    String(request.headers['x-remit-person'] ?? 'pia'),
  );
  const status =
    typeof said === 'object' && said !== null && 'status' in said && 'title' in said
      ? Number((said as { status: number }).status)
      : 200;
  response.writeHead(said === undefined ? 404 : status === 409 || status === 503 ? status : 200, {
    'content-type': 'application/json',
  });
  response.end(
    JSON.stringify(
      said ?? {
        type: 'x',
        title: 'Not found',
        status: 404,
        detail: `There is no ${area} ${id}.`,
        code: 'not-found',
      },
    ),
  );
}

function route(
  path: string,
  id: string,
  query: URLSearchParams,
  body: Record<string, unknown>,
  who: string,
): unknown {
  const one = cases.get(id);
  const held = [...cases.values()].filter(
    (c) => c.review && ['open', 'claimed', 'snoozed'].includes(c.review.status),
  );
  switch (path) {
    case 'desk':
      return desk(held.length);
    case 'queue':
      return queue(held, query, who);
    case 'cases':
      return one;
    case 'cases/story':
      return (
        one && {
          entries: story(one),
          verified: id !== 'cs-1001',
          says:
            id !== 'cs-1001'
              ? 'All 6 hashes hold.'
              : 'Entry 4 does not fit: its body was changed after it was written.',
        }
      );
    case 'cases/preview':
      return one && preview(one, body);
    case 'cases/handle':
    case 'cases/settle':
    case 'cases/undo':
      return one && close(one, path, body);
    case 'reviews/decide':
      return decide(id, body as unknown as DecideBody, who);
    case 'reviews/claim':
      return { claimed: true, by: who, until: ago(-600_000) };
    case 'log':
      return log(query);
    case 'workflows':
      return workflow(id);
    case 'sample/pace':
    case 'sample':
      return pace(Number(body['per_minute']));
    default:
      return path.startsWith('sample') ? pace(Number(body['per_minute'])) : undefined;
  }
}

function desk(held: number): Desk {
  return {
    workspace: 'Wollgras',
    version: 'a81f0c2d',
    locale: 'en',
    time_zone: 'Europe/Berlin',
    currency: 'EUR',
    people: [
      { id: 'hanne', name: 'Hanne Lindqvist', roles: ['owner', 'manager'] },
      { id: 'marek', name: 'Marek Dudek', roles: ['manager', 'support'] },
      { id: 'pia', name: 'Pia Vollmer', roles: ['support'] },
    ],
    workflows: ['late-delivery', 'returns', 'order-changes'].map((name) => ({
      name,
      label: workflowLabel(name),
      stage: name === 'late-delivery' ? 'act' : 'draft',
      open: 12,
      held,
      closed_today: 41,
    })),
    notice:
      'There is no password: anybody who reaches this address may act as anybody. Remit therefore listens on this machine only.',
    sample: { per_minute: perMinute, sent: 25, shop_page: 'http://127.0.0.1:4010/admin' },
  };
}

function queue(held: CaseView[], query: URLSearchParams, who: string) {
  const show = query.get('show') ?? 'open';
  const of = (name: string) =>
    held.filter((c) =>
      name === 'snoozed'
        ? c.review?.status === 'snoozed'
        : name === 'unknown'
          ? c.status === 'unknown'
          : name === 'mine'
            ? c.review?.claimed_by === who
            : c.review?.status !== 'snoozed',
    );
  const items = of(show)
    .filter((c) => !query.get('workflow') || c.workflow === query.get('workflow'))
    .map(queueItem)
    .sort((a, b) => (a.expires_at ?? '9').localeCompare(b.expires_at ?? '9'));
  return {
    items,
    counts: {
      open: of('open').length,
      mine: of('mine').length,
      snoozed: of('snoozed').length,
      unknown: of('unknown').length,
    },
    next: null,
  };
}

function decide(id: string, body: DecideBody, who: string) {
  const one = [...cases.values()].find((c) => c.review?.id === id);
  if (!one?.review || !one.plan) return undefined;
  if (one.title === 'Paket nicht angekommen' || one.review.status === 'decided')
    return {
      type: 'x',
      title: 'Conflict',
      status: 409,
      detail: 'Marek Dudek approved it a minute ago.',
      code: 'decided',
    };
  if (body.plan !== one.plan.digest)
    return {
      type: 'x',
      title: 'Conflict',
      status: 409,
      detail: 'The plan has changed since you saw it.',
      code: 'stale',
    };
  one.version += 1;
  if (body.decision === 'snooze') Object.assign(one.review, { status: 'snoozed', snoozed_until: body.until });
  else if (body.decision === 'escalate') Object.assign(one.review, { role: body.role });
  else Object.assign(one.review, { status: 'decided', decided_by: who, decision: body.decision });
  if (body.decision === 'approve' || body.decision === 'edit') setTimeout(() => perform(one, who), 700);
  setTimeout(() => changed(one.id), 50);
  const says = {
    approve: `Approved: ${one.plan.play_label}.`,
    edit: 'Approved with changes.',
    reject: 'Rejected.',
    escalate: `Handed over to ${body.role ?? ''}.`,
    snooze: 'Snoozed.',
  }[body.decision];
  return { case: one.id, version: one.version, says };
}

function perform(one: CaseView, who: string): void {
  one.performed = (one.plan?.actions ?? []).map((action, n) => ({
    key: `${one.id}-${n}`,
    write: action.write,
    label: action.label,
    args: action.args,
    status: 'done',
    says: 'Done.',
    money: action.money,
    at: ago(300),
    done_at: ago(0),
    by: { type: 'person', id: who, name: who },
    undo: action.undo
      ? {
          write: 'shop.undo',
          label: action.undo,
          says: `${action.undo} at the Wollgras shop.`,
          until: ago(-3_600_000),
        }
      : null,
    undo_not: action.undo ? null : 'it reached someone outside',
  }));
  Object.assign(one, { status: 'closed', outcome: 'solved', closed_at: ago(0) });
  changed(one.id);
}

function close(one: CaseView, path: string, body: Record<string, unknown>) {
  if (path.endsWith('handle'))
    Object.assign(one, {
      status: 'closed',
      outcome: body['outcome'],
      closed_at: ago(0),
      review: { ...one.review, status: 'decided', decision: 'handled' },
    });
  const action = one.performed.find((p) => p.key === body['key']);
  if (action)
    Object.assign(action, {
      status: path.endsWith('undo') ? 'undone' : body['done'] ? 'done' : 'failed',
      undo: null,
      undo_not: 'it was undone',
    });
  if (path.endsWith('settle')) one.status = 'held';
  changed(one.id);
  return {
    case: one.id,
    version: ++one.version,
    says: path.endsWith('undo')
      ? `${action?.label ?? 'It'} was taken back.`
      : path.endsWith('settle')
        ? 'Settled.'
        : 'Closed: done by hand.',
  };
}

function preview(one: CaseView, body: Record<string, unknown>) {
  const given = body['inputs'] as Record<string, unknown>;
  const play = String(body['play']);
  const inputs = (one.plays.find((p) => p.name === play)?.inputs ?? []).map((input) => ({
    ...input,
    value: given[input.name] ?? input.value,
  }));
  const amount = given['amount'] as { minor?: number } | undefined;
  const plan = makePlan(
    1,
    play,
    String(body['kind'] ?? one.kind),
    null,
    'Greta Okafor',
    (amount?.minor ?? 0) > 5_000 ? 'human' : 'approve',
    inputs,
  );
  return {
    plan,
    problems: (amount?.minor ?? 1) <= 0 ? [{ path: 'inputs.amount', says: 'must be more than nothing' }] : [],
  };
}

function story(one: CaseView): StoryEntry[] {
  const lines: [string, string, StoryEntry['actor']][] = [
    ['opened', `A message from ${one.subject} opened the case`, { type: 'outside', id: 'web_form' }],
    [
      'context.gathered',
      'Read the order, the parcel and the customer; nothing is missing',
      { type: 'remit' },
    ],
    [
      'planned',
      `Proposed “${one.plan?.play_label ?? ''}” with 62 % confidence`,
      { type: 'agent', id: 'memory', version: '2f91' },
    ],
    ['ruled', `Held for approval: ${one.review?.says ?? ''}`, { type: 'remit' }],
    ['review.asked', 'Asked support to approve within 4 hours', { type: 'remit' }],
    [
      'review.decided',
      `Marek Dudek approved “${one.plan?.play_label ?? ''}”`,
      { type: 'person', id: 'marek', name: 'Marek Dudek' },
    ],
  ];
  return lines.map(([kind, says, actor], n) => ({
    version: n + 1,
    at: ago((6 - n) * 40_000),
    kind,
    says,
    actor,
    body: { plan: one.plan?.digest, effect: one.review?.effect, n },
    private: n === 0 ? { text: one.messages[0]?.text } : null,
    hash: digestOf([one.id, n]),
    prev_hash: n ? digestOf([one.id, n - 1]) : '0'.repeat(64),
  }));
}

function log(query: URLSearchParams) {
  const q = (query.get('q') ?? '').toLowerCase();
  const rows = logRows().filter(
    (row) =>
      (!q || JSON.stringify(row).toLowerCase().includes(q)) &&
      ['workflow', 'kind', 'play', 'effect', 'actor'].every(
        (name) => !query.get(name) || (row as unknown as Record<string, unknown>)[name] === query.get(name),
      ),
  );
  const start = Number(query.get('cursor') ?? 0);
  const limit = Number(query.get('limit') ?? 50);
  return {
    rows: rows.slice(start, start + limit),
    next: start + limit < rows.length ? String(start + limit) : null,
    total: rows.length,
    total_is_exact: true,
  };
}

function pace(next: number) {
  perMinute = next;
  clearInterval(paceTimer);
  if (next > 0)
    paceTimer = setInterval(() => {
      const one = makeCase(made++);
      cases.set(one.id, one);
      changed(one.id);
    }, 60_000 / next);
  return { per_minute: next };
}

function changed(id: string): void {
  for (const stream of streams)
    stream.write(`event: changed\ndata: ${JSON.stringify({ type: 'changed', cases: [id] })}\n\n`);
}

function live(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
  response.write('event: hello\ndata: {"type":"hello","version":"1"}\n\n');
  streams.add(response);
  response.on('close', () => streams.delete(response));
}

async function readBody(request: IncomingMessage): Promise<Record<string, unknown>> {
  let text = '';
  for await (const part of request) text += String(part);
  return text ? (JSON.parse(text) as Record<string, unknown>) : {};
}
export { labels };
