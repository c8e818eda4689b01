import type { World } from '../../flow/index.ts';
import { AppError } from '../../runtime/errors.ts';
import type { Cursors } from '../../runtime/cursors.ts';
import type { SlackMessages } from '../../runtime/slack_messages.ts';
import { Turns } from '../../runtime/turns.ts';
import type { Person } from '../../workspace/schema.ts';
import type { SlackSettings } from '../../workspace/slack.ts';
import { click, sayRefusal, submit, type Submitted } from './clicks.ts';
import { openClient } from './client.ts';
import { planMessages, refresh, sendMessages, type Keeping } from './keeper.ts';
import { sayingModal } from './modals.ts';
import { Members } from './people.ts';
import {
  BODY_BYTES_MAX,
  readBody,
  readInteraction,
  readKept,
  readPressed,
  type Interaction,
} from './requests.ts';
import { Seen, verifySignature } from './signature.ts';
import { whisper } from './whisper.ts';

/** The path of the request URL that the Slack app is given. */
export const SLACK_PATH = '/slack/';
/** Messages are looked at so often; after a decision at once. */
const EVERY_MS = 250;
const ANYWAY_MS = 2_000;
/** At most this part of the time goes into looking. */
const SHARE = 0.2;
/** One process at a time sends; another takes over when it was silent for so long. */
const LEASE_MS = 15_000;
const CURSOR = 'slack/notices';
/** Notices that became known late are looked for once more. */
const OVERLAP_MS = 300_000;
/** Slack waits three seconds for an answer; what takes longer is told afterwards. */
const ANSWER_MS = 2_000;

export interface SlackOptions {
  world: World;
  messages: SlackMessages;
  cursors: Cursors;
  /** Hears that the log has moved on; absent: it is looked at every two seconds. */
  hear?: (onNotice: () => void) => Promise<{ close(): Promise<void> }>;
  log: (line: string) => void;
}

export interface SlackDoor {
  /** Answers what Slack sends: 404 while no Slack is connected. */
  answer(request: Request): Promise<Response>;
  /** What was clicked and is under way is waited for. */
  close(): Promise<void>;
}

type Click = Extract<Interaction, { type: 'block_actions' }>;
type Sent = Extract<Interaction, { type: 'view_submission' }>;

/** Opens the door to Slack: messages about held plans go out by it, and decisions come in. */
export function openSlack(options: SlackOptions): SlackDoor {
  const door = new Slack(options);
  door.start();
  return door;
}

class Slack implements SlackDoor {
  readonly #options: SlackOptions;
  readonly #client = openClient();
  readonly #members = new Members();
  readonly #seen = new Seen();
  readonly #turns: Turns;
  readonly #working = new Set<Promise<void>>();
  #restUntil: Date | null = null;
  #hearing: Promise<{ close(): Promise<void> }> | undefined;

  constructor(options: SlackOptions) {
    this.#options = options;
    this.#turns = new Turns(() => this.#turn(), {
      everyMs: EVERY_MS,
      anywayMs: ANYWAY_MS,
      share: SHARE,
      onFault: (error) => options.log(`Slack: ${String(error)}`),
    });
  }

  start(): void {
    this.#turns.start();
  }

  async close(): Promise<void> {
    await this.#turns.stop();
    await Promise.all(this.#working);
    await (await this.#hearing)?.close();
    await this.#options.cursors.release(CURSOR);
  }

  async answer(request: Request): Promise<Response> {
    const { world, log } = this.#options;
    const { slack } = world.workspace();
    if (!slack) return new Response('No Slack is connected.', { status: 404 });
    if (request.method !== 'POST')
      return new Response('Slack posts.', { status: 405, headers: { allow: 'POST' } });
    const body = await readBody(request);
    if (!body) return new Response(`At most ${BODY_BYTES_MAX} bytes are taken.`, { status: 413 });
    const signature = request.headers.get('x-slack-signature') ?? '';
    const timestamp = request.headers.get('x-slack-request-timestamp') ?? '';
    const verified = verifySignature({ body, timestamp, signature }, slack.signingSecret, world.now());
    if (!verified.ok) {
      log(`A request in Slack's name was turned away: ${verified.says}.`);
      return new Response('This is not known to come from Slack.', { status: 401 });
    }
    // The very same request once more is Slack that did not hear us, or somebody who listened: it was answered.
    if (!this.#seen.isNew(signature, world.now())) return new Response(null, { status: 200 });
    const interaction = readInteraction(body);
    if (interaction?.type === 'view_submission') return this.#sent(interaction, slack);
    if (interaction?.type === 'block_actions') this.#work(this.#clicked(interaction, slack));
    return new Response(null, { status: 200 });
  }

  /** A click is acknowledged before anything is done; what came of it is in the message, or told to the person alone. */
  async #clicked(
    { user, channel, actions, trigger_id: trigger }: Click,
    slack: SlackSettings,
  ): Promise<void> {
    const keeping = this.#keeping(slack);
    for (const { action_id: action, value } of actions) {
      const pressed = readPressed(value);
      if (!pressed) continue;
      const tell = (text: string): Promise<void> => whisper(keeping, user.id, channel?.id, text);
      try {
        const person = await this.#personOf(user.id, slack);
        const came = await click(keeping, person, action, pressed, channel?.id ?? user.id);
        if ('modal' in came) {
          const client = await keeping.client();
          await client.views.open({ trigger_id: trigger, view: came.modal });
        } else if ('says' in came) await tell(came.says);
      } catch (error) {
        await tell(
          error instanceof AppError ? sayRefusal(error) : 'That did not work: open the case and try again.',
        );
        if (!(error instanceof AppError)) this.#options.log(`A click in Slack: ${String(error)}`);
      }
      await refresh(keeping, pressed.review);
    }
  }

  /** A modal that was sent is answered with what came of it, if that is known in time. */
  async #sent({ user, view }: Sent, slack: SlackSettings): Promise<Response> {
    const keeping = this.#keeping(slack);
    const kept = readKept(view.private_metadata);
    if (!kept) return new Response(null, { status: 200 });
    const deciding = this.#personOf(user.id, slack)
      .then((person) => submit(keeping, person, view.callback_id, kept, view.state.values))
      .catch((error: unknown): Submitted => {
        if (!(error instanceof AppError)) this.#options.log(`A modal in Slack: ${String(error)}`);
        const says =
          error instanceof AppError ? sayRefusal(error) : 'That did not work: open the case and try again.';
        return { errors: { remit_reason: says } };
      });
    const late = Symbol('late');
    const came = await Promise.race([
      deciding,
      new Promise<typeof late>((resolve) => setTimeout(() => resolve(late), ANSWER_MS).unref()),
    ]);
    if (came === late) {
      this.#work(deciding.then((done) => this.#tellLate(keeping, view.id, kept.review, done)));
      return json({ response_action: 'update', view: sayingModal('One moment', 'It is being decided.') });
    }
    if ('errors' in came) return json({ response_action: 'errors', errors: came.errors });
    this.#work(refresh(keeping, kept.review));
    // What was wrong with a check is heard at once: nothing else would say it.
    if (came.checked)
      return json({ response_action: 'update', view: sayingModal('That was a check', came.says) });
    return json({ response_action: 'clear' });
  }

  async #tellLate(keeping: Keeping, view: string, review: string, came: Submitted): Promise<void> {
    const says = 'errors' in came ? Object.values(came.errors).join(' ') : came.says;
    const client = await keeping.client();
    await client.views
      .update({ view_id: view, view: sayingModal('errors' in came ? 'Not done' : 'Done', says) })
      .catch(() => undefined);
    await refresh(keeping, review);
  }

  async #personOf(member: string, slack: SlackSettings): Promise<Person> {
    const { world } = this.#options;
    const person = await this.#members.personOf(member, world.workspace(), slack, {
      client: () => this.#client(slack),
      now: world.now(),
    });
    if (person) return person;
    throw new AppError('forbidden', 'Remit does not know who you are.', {
      suggestion: 'Ask for your mail address, or your member id, to be written into remit.yaml.',
    });
  }

  async #turn(): Promise<void> {
    const { world, cursors } = this.#options;
    const { slack } = world.workspace();
    const now = world.now();
    if (!slack || (this.#restUntil && this.#restUntil > now)) return;
    // Heard only where there is a Slack: it takes a connection of its own.
    this.#hearing ??= this.#options.hear?.(() => this.#turns.soon());
    const held = await cursors.take(CURSOR, LEASE_MS);
    if (!held) return;
    // The first look begins the notices: what was said before Slack was connected is history.
    const since = held.value === null ? now : new Date(new Date(held.value).getTime() - OVERLAP_MS);
    if (held.value === null) await cursors.keep(CURSOR, now.toISOString());
    const keeping = this.#keeping(slack);
    await planMessages(keeping, since);
    this.#restUntil = await sendMessages(keeping);
    if (held.value !== null) await cursors.keep(CURSOR, now.toISOString());
  }

  #keeping(settings: SlackSettings): Keeping {
    const { world, messages, log } = this.#options;
    const { mail } = world.workspace();
    const link = settings.console ?? mail?.console ?? null;
    return { world, messages, settings, log, console: link, client: () => this.#client(settings) };
  }

  #work(work: Promise<unknown>): void {
    const done: Promise<void> = work
      .then(() => undefined)
      .catch((error: unknown) => this.#options.log(`Slack: ${String(error)}`))
      .finally(() => {
        this.#working.delete(done);
      });
    this.#working.add(done);
  }
}

function json(value: unknown): Response {
  return new Response(JSON.stringify(value), {
    status: 200,
    headers: { 'content-type': 'application/json' },
  });
}
