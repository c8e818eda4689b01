import type { Pool } from 'pg';

/** One message in one channel, as far as anybody knows. */
export interface SlackMessage {
  /** A review, or `notice:` and the notice's id. */
  about: string;
  channel: string;
  sentTo: string | null;
  ts: string | null;
  state: 'new' | 'sending' | 'open' | 'closed';
  shows: string;
  /** The version of the case that it shows. */
  version: number;
  at: Date;
  tries: number;
}

/** A review that is open, as its row says. */
export interface OpenReview {
  id: string;
  case: string;
  workflow: string;
  roles: string[];
}

export interface OpenNotice {
  id: string;
  at: Date;
  says: string;
  link: string | null;
}

/** Messages of one turn: Slack takes about one a second for each channel. */
const MESSAGES_MAX = 50;
const COLUMNS = `about, channel, sent_to as "sentTo", ts, state, shows, version, at, tries`;

/** What was sent to Slack: which messages there are, and which should be. */
export class SlackMessages {
  constructor(private readonly pool: Pool) {}

  /** Open reviews that have no message yet, those that lapse soonest first. */
  async untold(): Promise<OpenReview[]> {
    const { rows } = await this.pool.query<{
      id: string;
      case: string;
      workflow: string;
      roles: string | null;
    }>(
      `select r.id, r.case_id as case, r.workflow, r.roles from reviews r
       where r.status in ('open', 'claimed', 'snoozed')
         and not exists (select from slack_messages m where m.about = r.id)
       order by r.expires_at nulls last, r.asked_at limit $1`,
      [MESSAGES_MAX],
    );
    return rows.map(({ roles, ...row }) => ({
      ...row,
      roles: roles === null ? [] : (JSON.parse(roles) as string[]),
    }));
  }

  /** Notices since a time that have no message yet. */
  async unsaid(since: Date): Promise<OpenNotice[]> {
    const { rows } = await this.pool.query<OpenNotice>(
      `select n.id, n.at, n.says, n.link from notices n
       where n.at > $1 and not exists (select from slack_messages m where m.about = 'notice:' || n.id)
       order by n.at, n.id limit $2`,
      [since, MESSAGES_MAX],
    );
    return rows;
  }

  async notice(id: string): Promise<OpenNotice | undefined> {
    const { rows } = await this.pool.query<OpenNotice>(
      'select id, at, says, link from notices where id = $1',
      [id],
    );
    return rows[0];
  }

  /** A message that is to be sent. Where another process was first, nothing happens. */
  async plan(about: string, channel: string, now: Date): Promise<void> {
    await this.pool.query(
      `insert into slack_messages (about, channel, state, at, next_at) values ($1, $2, 'new', $3, $3)
       on conflict do nothing`,
      [about, channel, now],
    );
  }

  /** Messages that are to be sent, changed or locked now: whose case has moved on, or whose time has come. */
  async due(now: Date): Promise<SlackMessage[]> {
    const { rows } = await this.pool.query<SlackMessage>(
      `select m.about, m.channel, m.sent_to as "sentTo", m.ts, m.state, m.shows, m.version, m.at, m.tries
       from slack_messages m left join reviews r on r.id = m.about left join cases c on c.id = r.case_id
       where m.state <> 'closed' and (m.next_at <= $1 or (m.state = 'open' and m.tries = 0 and c.version <> m.version))
       order by m.state = 'open', m.next_at limit $2`,
      [now, MESSAGES_MAX],
    );
    return rows;
  }

  async about(about: string): Promise<SlackMessage[]> {
    const { rows } = await this.pool.query<SlackMessage>(
      `select ${COLUMNS} from slack_messages where about = $1 and state = 'open'`,
      [about],
    );
    return rows;
  }

  async keep(
    { about, channel }: SlackMessage,
    is: Partial<SlackMessage>,
    nextAt: Date,
    says: string | null = null,
  ) {
    await this.pool.query(
      `update slack_messages set state = coalesce($3, state), sent_to = coalesce($4, sent_to), ts = coalesce($5, ts),
         shows = coalesce($6, shows), tries = coalesce($7, tries), next_at = $8, says = $9,
         version = coalesce($10, version)
       where about = $1 and channel = $2`,
      [
        about,
        channel,
        is.state ?? null,
        is.sentTo ?? null,
        is.ts ?? null,
        is.shows ?? null,
        is.tries ?? null,
        nextAt,
        says,
        is.version ?? null,
      ],
    );
  }
}
