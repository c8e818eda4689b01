import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect } from 'vitest';
import { openHttp, type HttpServer, type Mount } from '../../src/doors/http/index.ts';
import { needTokenRight } from '../../src/doors/http/serve/auth.ts';
import { MCP_PATH, McpHttp } from '../../src/doors/mcp/index.ts';
import { decide } from '../../src/flow/index.ts';
import { makeToken, type ToMake } from '../../src/people/tokens/index.ts';
import { listen } from '../../src/runtime/listen.ts';
import { BOT, Proposals, withGateway } from './proposing.ts';

/** Acme behind its HTTP door, with workers, as programs elsewhere meet it. */
export class OutsideServer extends Proposals {
  server!: HttpServer;
  private mcp: McpHttp | undefined;
  private readonly folder = mkdtempSync(join(tmpdir(), 'remit-outside-'));

  override async open(files = withGateway(), workers = 8): Promise<void> {
    await super.open(files, workers);
    mkdirSync(this.folder, { recursive: true });
    writeFileSync(join(this.folder, 'index.html'), '<!doctype html><title>Remit</title>');
    const gateway: Mount = {
      path: MCP_PATH,
      answer: (request, { world, version, auth, sessions }) =>
        (this.mcp ??= new McpHttp({ world, version, auth, sessions, need: needTokenRight })).answer(request),
    };
    this.server = await openHttp({
      mounts: [gateway],
      world: this.world,
      pool: this.database.pool,
      version: '0.1.0',
      sample: null,
      faults: () => [],
      secret: 'a secret that only tests know, of 32 characters or more',
      checksAnswers: true,
      host: '127.0.0.1',
      port: 0,
      consoleFolder: this.folder,
      log: () => undefined,
      hear: (onNotice) => listen(this.database.url, 'remit', onNotice),
    });
  }

  override async close(): Promise<void> {
    await this.mcp?.close();
    await this.server.close();
    await super.close();
    rmSync(this.folder, { recursive: true });
  }

  get url(): string {
    return this.server.url;
  }

  /** A token of the bot, or of another agent. */
  async token(more: Partial<ToMake> = {}): Promise<string> {
    const usual: ToMake = {
      name: 'the bot',
      agent: BOT,
      person: null,
      workflows: ['refunds'],
      rights: ['propose', 'read'],
      days: 1,
    };
    return (await makeToken(this.world, this.person('mara'), { ...usual, ...more })).text;
  }

  /** Mara approves what a case waits for, or edits it into this. */
  async approve(caseId: string, edit?: Record<string, unknown>): Promise<void> {
    const { review, plan } = await this.read(caseId);
    expect(review?.status).toBe('open');
    const digest = plan?.digest ?? '';
    const decided = edit
      ? { decision: 'edit' as const, plan: digest, play: plan?.play ?? '', kind: 'late', inputs: edit }
      : { decision: 'approve' as const, plan: digest };
    await decide(this.world, this.person('mara'), review?.id ?? '', decided);
  }

  /** Mara rejects what a case waits for. */
  async reject(caseId: string, reason: string): Promise<void> {
    const { review, plan } = await this.read(caseId);
    const decided = { decision: 'reject' as const, plan: plan?.digest ?? '', because: 'other', reason };
    await decide(this.world, this.person('mara'), review?.id ?? '', decided);
  }
}

/** An `OutsideServer` for all tests of a file. */
export function serveOutside(): OutsideServer {
  const served = new OutsideServer();
  beforeAll(() => served.open());
  afterAll(() => served.close());
  return served;
}
