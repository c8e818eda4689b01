/** Where people are told and asked in Slack. `slack:` of remit.yaml, with what the environment gives put in. */
export interface SlackSettings {
  /** Secrets, so not enumerable: they never show in JSON, in a log or in a spread copy. */
  token: string;
  signingSecret: string;
  /** Which held plans are asked in which channel. */
  approvals: SlackChannel[];
  /** The channel for notices; null: none are sent. */
  notices: string | null;
  /** Slack's id of a person, by their id here. Who is not listed is known by their mail address. */
  people: Record<string, string>;
  /** Where people reach the console, for links: `https://remit.acme.example`. */
  console: string | null;
  /** Where Slack's Web API answers. */
  api: string;
}

/** A channel, a direct message (a member's id) or a group; empty lists are all. */
export interface SlackChannel {
  channel: string;
  workflows: string[];
  roles: string[];
}
