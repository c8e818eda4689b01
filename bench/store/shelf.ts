import { callTool, type Called } from './direct.ts';
import { digestOf, type Errand, type Store } from './data.ts';

/** The shop's data behind a run, beside what it was before and what its tools alone make of it. */
export class Shelf {
  /** What the service serves, and the run changes. */
  readonly behind: Store;
  readonly #before: Store;
  readonly #direct: Store;

  constructor(store: Store) {
    this.#before = store;
    this.behind = structuredClone(store);
    this.#direct = structuredClone(store);
  }

  /** Performs the calls of a request by the tools alone. */
  direct(request: Errand): Called[] {
    return request.actions.map((call) => callTool(this.#direct, call));
  }

  /** Puts a customer and their orders back to what they were before everything, on both sides. */
  restore(user: string): void {
    for (const side of [this.behind, this.#direct]) {
      const own = this.#ownOf(user);
      side.users[user] = structuredClone(own.user);
      for (const order of own.orders) side.orders[order.order_id] = structuredClone(order);
    }
  }

  /** Two digests of everything, behind the run and by the tools alone. */
  digests(): { behind: string; direct: string } {
    return { behind: digestOf(this.behind), direct: digestOf(this.#direct) };
  }

  /** Whether a customer and their orders are on both sides the same. */
  isSame(user: string): boolean {
    const [one, other] = [this.behind, this.#direct].map((side) =>
      digestOf([side.users[user], this.#ownOf(user).orders.map(({ order_id }) => side.orders[order_id])]),
    );
    return one === other;
  }

  #ownOf(id: string) {
    const user = this.#before.users[id];
    if (!user) throw new Error(`the shop has no customer ${id}`);
    return { user, orders: Object.values(this.#before.orders).filter(({ user_id }) => user_id === id) };
  }
}
