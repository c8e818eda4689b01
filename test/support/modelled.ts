import { Memories } from '../../src/agents/memories.ts';
import { agentsOf } from '../../src/agents/made.ts';
import { advance, intake, load, type CaseState, type World } from '../../src/flow/index.ts';
import type { Entry } from '../../src/log/schema.ts';
import { streamOf } from '../../src/flow/world.ts';
import type { Workspace } from '../../src/workspace/schema.ts';
import { acme, FILES, openShop, openWorld, type Shop } from './acme.ts';
import { freshDatabase, type FreshDatabase } from './database.ts';
import { startProvider, type Provider } from './provider/index.ts';

/** How a test's business differs: texts of files, by path. */
export interface Modelled {
  files?: Record<string, string>;
  /** Lines of the agent below `kind: model`. */
  agent?: string;
  provider?: string;
  workflow?: (text: string) => string;
}

/** The small business with a model as its agent, over real HTTP to a shop and to a scripted provider. */
export interface ModelBusiness {
  database: FreshDatabase;
  provider: Provider;
  shop: Shop;
  workspace: Workspace;
  world: World;
  /** A message about an order, from the stranger who wrote it. */
  message(order: string, text?: string): Promise<string>;
  advance(caseId: string): Promise<CaseState>;
  read(caseId: string): Promise<CaseState>;
  entries(caseId: string): Promise<Entry[]>;
  close(): Promise<void>;
}

/** What a plan of the scripted model looks like: gives the money back for an order. */
export function giveBack(more: Record<string, unknown> = {}) {
  const input = { kind: 'late', reason: 'The order is late.', confidence: 0.9, ...more };
  return { calls: [{ name: 'plan_give_back', input }] };
}

const GRANTED = 'granted: {writer: Mara reads every case of it for now.}';

export async function openModelled(options: Modelled = {}): Promise<ModelBusiness> {
  const [database, provider, shop] = await Promise.all([freshDatabase(), startProvider(), openShop()]);
  const workspace = modelledWorkspace(shop.address, provider.address, options);
  const memories = new Memories(database.pool);
  const world: World = {
    ...openWorld(database.pool, workspace),
    agents: agentsOf(() => workspace, memories),
  };
  let messages = 0;
  return {
    database,
    provider,
    shop,
    workspace,
    world,
    async message(order, text = 'My order is late. I want my money back.') {
      const fields = { order, email: 'ida@example.org', message: text };
      const event = { source: 'web', source_id: `m${++messages}`, received_at: new Date(), fields };
      return (await intake(world, 'refunds', event)).case;
    },
    advance: (id) => advance(world, id),
    read: (id) => load(world, id),
    entries: (id) => world.log.read(streamOf(id)),
    async close() {
      await Promise.all([provider.close(), shop.close()]);
      await database.drop();
    },
  };
}

/** Its workspace; the agent is called writer. */
export function modelledWorkspace(shop: string, provider: string, options: Modelled = {}): Workspace {
  const { files = {}, agent = '', workflow = (text) => text } = options;
  const agents = `agents:\n  - kind: model\n    name: writer\n    model: small\n${indent(agent)}standing:\n  ${GRANTED}\n`;
  const base = FILES['workflows/refunds/workflow.yaml'] ?? '';
  const made = workflow(base.slice(0, base.indexOf('agents:\n')) + agents);
  const models = `models:
  small:
    provider: ${options.provider ?? 'openai-compatible'}
    model: small-1
    address: ${options.provider === 'google' ? provider.replace('/v1', '/v1beta') : provider}
    key: \${MODEL_KEY:-key-of-a-test}
    price: {in: 100.00 EUR, out: 400.00 EUR, cached: 10.00 EUR}
`;
  return acme(shop, {
    'workflows/refunds/workflow.yaml': made,
    'remit.yaml': `${FILES['remit.yaml']}${models}`,
    ...files,
  });
}

function indent(lines: string): string {
  if (lines === '') return '';
  return lines
    .trimEnd()
    .split('\n')
    .map((line) => `    ${line}\n`)
    .join('');
}
