import type { WebClient } from '@slack/web-api';
import type { Person, Workspace } from '../../workspace/schema.ts';
import type { SlackSettings } from '../../workspace/slack.ts';

/** What Slack says of a member is asked for again after this long. */
const KNOWN_MS = 600_000;
const KNOWN_MAX = 1_000;

/** Who a member of Slack is here: by the id in the workspace's file, else by their mail address. */
export class Members {
  readonly #mails = new Map<string, { mail: string | null; until: number }>();

  /** Undefined where nobody of the workspace is known by it. Throws where Slack cannot be asked. */
  async personOf(
    member: string,
    { people }: Pick<Workspace, 'people'>,
    settings: SlackSettings,
    { client, now }: { client: () => Promise<WebClient>; now: Date },
  ): Promise<Person | undefined> {
    const listed = Object.entries(settings.people).find(([, slack]) => slack === member)?.[0];
    if (listed !== undefined) return people.find(({ id }) => id === listed);
    const mail = await this.#mailOf(member, client, now);
    if (mail === null) return undefined;
    const found = people.filter((person) => person.email?.toLowerCase() === mail);
    // Somebody whose Slack id is written down is known by that alone; two with one address are nobody.
    const [only] = found;
    return found.length === 1 && only && settings.people[only.id] === undefined ? only : undefined;
  }

  async #mailOf(member: string, client: () => Promise<WebClient>, now: Date): Promise<string | null> {
    const known = this.#mails.get(member);
    if (known && known.until > now.getTime()) return known.mail;
    const { user } = await (await client()).users.info({ user: member });
    // A guest of another company, a bot or somebody who left may carry any address.
    const isOwn =
      user?.deleted !== true &&
      user?.is_bot !== true &&
      user?.is_stranger !== true &&
      user?.is_restricted !== true;
    const mail = isOwn ? (user?.profile?.email?.toLowerCase() ?? null) : null;
    if (this.#mails.size >= KNOWN_MAX) this.#mails.clear();
    this.#mails.set(member, { mail, until: now.getTime() + KNOWN_MS });
    return mail;
  }
}
