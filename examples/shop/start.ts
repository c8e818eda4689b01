import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { openFeed, type Feed, type Post } from './feed.ts';
import { generateShop, upcomingOf, type HistoryRow } from './generator/index.ts';
import { replaceFile } from './service/journal.ts';
import { startShop } from './service/index.ts';

const SEED = 'wollgras';
const WEEKS = 8;
const CASES = 2_000;
const FILE = 'sample.json';

/** What is kept beside the shop's books: from when its history counts back, and how many messages were sent. */
interface Kept {
  until: string;
  sent: number;
}

export interface Sample {
  /** Address of the shop's HTTP service. */
  url: string;
  /** Where a person sees what was really done in the shop. */
  shopPage: string;
  /** The shop was filled just now: its history has not been imported yet. */
  fresh: boolean;
  /** What people decided in the eight weeks before the first start, oldest first; of one workflow, or of all. */
  history(workflow?: string): AsyncIterable<HistoryRow>;
  /** Begins to send new messages; see `openFeed`. */
  feed(options: { post: Post; perMinute?: number | undefined }): Feed;
  stop(): Promise<void>;
}

/**
 * Starts the sample business: its shop on `port` (0 takes any free one) with its books in `folder`, filled with
 * eight weeks of history on the first start. A busy port rejects with EADDRINUSE.
 */
export async function startSample({
  folder,
  port,
  now = () => new Date(),
}: {
  folder: string;
  port: number;
  now?: () => Date;
}): Promise<Sample> {
  const shop = await startShop({ folder, port, now });
  const kept = (await readKept(folder)) ?? { until: now().toISOString(), sent: 0 };
  const whole = () => generateShop(SEED, { weeks: WEEKS, cases: CASES, until: new Date(kept.until) });
  const save = () => replaceFile(folder, FILE, JSON.stringify(kept));
  const { fresh } = shop;
  if (fresh) {
    // The moment is kept first: were it lost, the history that fits these books could not be made again.
    await save();
    const { products, customers, orders, refunds, replacements } = whole();
    await shop.plant({ products, customers, orders, refunds, replacements });
  }
  const feeds: Feed[] = [];
  return {
    url: shop.url,
    shopPage: `${shop.url}/admin`,
    fresh,
    async *history(workflow) {
      for (const row of whole().history) if (!workflow || row.workflow === workflow) yield row;
    },
    feed({ post, perMinute }) {
      const upcoming = upcomingOf(SEED, { cases: CASES, until: new Date(kept.until) });
      const feed = openFeed({
        sent: kept.sent,
        perMinute,
        send: async (index) => {
          const message = upcoming.nextMessage(index, now());
          // The shop takes the order first, as it would have done days ago; the message is about it.
          await shop.plant(message.seed);
          await post(message.workflow, message);
          kept.sent = index + 1;
          await save();
        },
      });
      feeds.push(feed);
      return feed;
    },
    async stop() {
      await Promise.all(feeds.map((feed) => feed.stop()));
      await shop.stop();
    },
  };
}

async function readKept(folder: string): Promise<Kept | undefined> {
  try {
    return JSON.parse(await readFile(join(folder, FILE), 'utf8')) as Kept;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
