import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import canonicalize from 'canonicalize';
import { createHash } from 'node:crypto';

export interface Address {
  address1: string;
  address2: string;
  city: string;
  country: string;
  state: string;
  zip: string;
}
export interface PaymentMethod {
  source: string;
  id: string;
  balance?: number;
}
export interface User {
  name: { first_name: string; last_name: string };
  address: Address;
  payment_methods: Record<string, PaymentMethod>;
  orders: string[];
}
export interface Item {
  product_id: string;
  item_id: string;
  price: number;
  options: Record<string, string>;
}
export interface Order {
  order_id: string;
  user_id: string;
  address: Address;
  items: Item[];
  status: string;
  payment_history: { transaction_type: string; amount: number; payment_method_id: string }[];
  [more: string]: unknown;
}
export interface Product {
  variants: Record<string, { available: boolean; price: number; options: Record<string, string> }>;
}

/** Everything that the shop knows, by id. */
export interface Store {
  users: Record<string, User>;
  orders: Record<string, Order>;
  products: Record<string, Product>;
}

/** What a customer asks for, with the calls that resolve it. */
export interface Errand {
  task_id: number;
  user_id: string;
  instruction: string;
  actions: ToolCall[];
}
export interface ToolCall {
  name: string;
  arguments: Record<string, unknown>;
}

/** A request of the real data, and what each call answered on untouched data. */
export interface Request extends Errand {
  actions: (ToolCall & { mutates: boolean; error: boolean; result: string })[];
  expected_db_changes: Partial<Record<keyof Store, Record<string, unknown>>>;
}

/** The shop's data and the requests, or undefined where the folder does not hold them. */
export function readStore(folder: string): { store: Store; requests: Request[] } | undefined {
  if (!existsSync(join(folder, 'store', 'orders.jsonl.gz'))) return undefined;
  const rows = <T>(name: string): T[] => {
    const text = gunzipSync(readFileSync(join(folder, 'store', `${name}.jsonl.gz`))).toString('utf8');
    return text
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as T);
  };
  const byKey = <T>(name: string): Record<string, T> =>
    Object.fromEntries(rows<T & { _key: string }>(name).map(({ _key, ...row }) => [_key, row as T]));
  const store = {
    users: byKey<User>('users'),
    orders: byKey<Order>('orders'),
    products: byKey<Product>('products'),
  };
  return { store, requests: rows<Request>('tasks_train') };
}

/** SHA-256 over canonical JSON: two copies of the shop are the same exactly when this is. */
export function digestOf(value: unknown): string {
  return createHash('sha256')
    .update(canonicalize(value) ?? '')
    .digest('hex');
}
