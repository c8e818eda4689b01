import { openHttp, type HttpServer } from '../../src/doors/http/index.ts';
import { openSlack, SLACK_PATH, type SlackDoor } from '../../src/doors/slack/index.ts';
import { openCursors } from '../../src/runtime/cursors.ts';
import { listen } from '../../src/runtime/listen.ts';
import { SlackMessages } from '../../src/runtime/slack_messages.ts';
import { acme } from './acme.ts';
import { ChainDesk, chainFiles } from './chain_desk.ts';
import { FakeSlack, SIGNING_SECRET, TOKEN, type Message } from './slack.ts';

export const CHANNEL = 'C0APPROVALS';

/** A desk whose people are asked in Slack: a real database, a real HTTP door, and a Slack that speaks the real API. */
export class SlackDesk extends ChainDesk {
  slack = new FakeSlack();
  door!: SlackDoor;
  server!: HttpServer;
  readonly logged: string[] = [];

  override async open(steps = ['{role: manager}']): Promise<void> {
    await this.slack.open();
    await super.open();
    this.useSlack(steps);
    this.slack.member('UMAX', 'max@acme.example');
    this.slack.member('UMARA', 'Mara@ACME.example');
    this.slack.member('UEVE', 'eve@elsewhere.example');
    await this.openDoor();
  }

  override async close(): Promise<void> {
    await this.closeDoor();
    await this.slack.close();
    await super.close();
  }

  /** Opens the door to Slack, as a start does. */
  async openDoor(): Promise<void> {
    const { pool, url } = this.database;
    const { world } = this.wired;
    const log = (line: string) => void this.logged.push(line);
    const slack = openSlack({
      world,
      messages: new SlackMessages(pool),
      cursors: openCursors(pool, 'slack desk'),
      hear: (onNotice) => listen(url, 'remit', onNotice),
      log,
    });
    this.door = slack;
    this.server = await openHttp({
      mounts: [{ path: SLACK_PATH, isOpen: true, answer: (request) => slack.answer(request) }],
      world,
      pool,
      version: '0.1.0',
      secret: 'a secret that only tests know, of 32 characters or more',
      sample: null,
      faults: () => [],
      checksAnswers: true,
      host: '127.0.0.1',
      port: 0,
      consoleFolder: '/nowhere',
      hear: (onNotice) => listen(url, 'remit', onNotice),
      log,
    });
    this.slack.url = `${this.server.url}/slack/interactivity`;
  }

  async closeDoor(): Promise<void> {
    await this.server.close();
    await this.door.close();
  }

  /** Puts a chain in force, with Slack connected; `more` lines go below `slack:`. */
  useSlack(steps: string[], more = '', rules?: string[]): void {
    const files = chainFiles(steps, rules);
    const lines = [
      'slack:',
      `  token: ${TOKEN}`,
      `  signing_secret: ${SIGNING_SECRET}`,
      `  api: ${this.slack.api}`,
      '  console: https://remit.acme.example',
      `  approvals: [{channel: ${CHANNEL}}]`,
      '  notices: C0NOTICES',
      '  people: {finn: UFINN, mia: UMIA, lea: ULEA}',
      more,
    ];
    this.workspace = acme(this.shop.address, {
      ...files,
      'remit.yaml': `${files['remit.yaml']}${lines.join('\n')}\n`,
    });
  }

  /** The message about the review that is open, once it is there. */
  async message(id: string): Promise<Message> {
    const review = (await this.read(id)).review?.id;
    return this.messageAbout(review ?? '');
  }

  async messageAbout(review: string): Promise<Message> {
    return until(() =>
      this.slack.messages.find(({ metadata }) => metadata?.event_payload['about'] === review),
    );
  }
}

/** Waits for something that comes by itself. */
export async function until<T>(look: () => T | undefined | Promise<T | undefined>, ms = 15_000): Promise<T> {
  const end = Date.now() + ms;
  for (;;) {
    const found = await look();
    if (found !== undefined) return found;
    if (Date.now() > end) throw new Error('it did not come');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}
