/** Where events go out by webhooks. One of `hooks:` of remit.yaml. */
export interface OutgoingHook {
  name: string;
  /** The receiver without path and query, which may hold a token: `https://warehouse.example`. */
  origin: string;
  /** Names of events or of their groups (`action`, `case.closed`); null: all. */
  events: string[] | null;
  /** Null: of all workflows, and of what belongs to none. */
  workflows: string[] | null;
  /** Agents that Remit does not run: how what they proposed ended. Null: no matter whose. */
  agents: string[] | null;
  /** Confided. */
  url: string;
  /** It signs with all of them, so that a receiver may change its secret. Confided. */
  secrets: string[];
}
