/** What the shop keeps. Amounts are integers of euro cents; times are ISO 8601 in UTC. */
export interface ShopState {
  customers: Map<string, Customer>;
  orders: Map<string, Order>;
  products: Map<string, Product>;
  refunds: Map<string, Refund>;
  replies: Map<string, Reply>;
  replacements: Map<string, Replacement>;
  labels: Map<string, Label>;
  changes: Map<string, Change>;
  prices: Map<string, PriceChange>;
  /** Every write that was performed, by its idempotency key, oldest first. */
  writes: Map<string, Write>;
  /** How many things of each kind were numbered so far. */
  counters: Record<string, number>;
  /** Ids by order and by customer, made again on load. */
  refundsOf: Map<string, string[]>;
  replacementsOf: Map<string, string[]>;
  ordersOf: Map<string, string[]>;
}

export interface Address {
  name: string;
  street: string;
  postcode: string;
  city: string;
  country: string;
}

export interface Customer {
  id: string;
  first_name: string;
  last_name: string;
  email: string;
  country: string;
  language: 'en' | 'de' | 'fr' | 'es' | 'nl' | 'pl' | 'it';
  since: string;
  standing: 'new' | 'regular' | 'good_customer' | 'watch';
  /** What came before the orders that are kept here. */
  earlier: { orders: number; spent: number; refunds: number };
  address: Address;
}

export interface Product {
  sku: string;
  title: string;
  variant: string;
  price: number;
  in_stock: number;
  final_sale: boolean;
}

export interface OrderItem {
  sku: string;
  quantity: number;
  price: number;
  returned_at?: string;
}

/** An order carries its whole course, also the part that lies ahead: what has not happened yet is not shown. */
export interface Order {
  id: string;
  customer_id: string;
  placed_at: string;
  packed_at?: string;
  shipped_at?: string;
  cancelled_at?: string;
  disputed_at?: string;
  shipping: number;
  paid_with: string;
  items: OrderItem[];
  address: Address;
  parcel?: Parcel;
}

export interface Parcel {
  id: string;
  carrier: 'DHL' | 'DPD' | 'GLS';
  tracking_code: string;
  expected_at: string;
  scans: { at: string; says: string; late?: boolean }[];
  delivered_at?: string;
  left_with?: string;
  lost_at?: string;
  trace_at?: string;
}

export interface Refund {
  id: string;
  order_id: string;
  amount: number;
  reason: string;
  recipient: string;
  at: string;
  voided_at?: string;
}

export interface Reply {
  id: string;
  order_id?: string;
  to: string;
  text: string;
  at: string;
  withdrawn_at?: string;
}

export interface Replacement {
  id: string;
  order_id: string;
  sku?: string;
  value: number;
  at: string;
  stopped_at?: string;
}

export interface Label {
  id: string;
  order_id: string;
  sku?: string;
  at: string;
  voided_at?: string;
}

export interface Change {
  id: string;
  order_id: string;
  before: { address: Address } | { item: OrderItem };
  after: { address: Address } | { item: OrderItem };
  at: string;
  reverted_at?: string;
}

/** One change of a product's price: over the interface under a key, or by somebody in the shop's office. */
export interface PriceChange {
  id: string;
  sku: string;
  before: number;
  after: number;
  at: string;
  key: string;
  /** Who changed it in the office; absent where it came over the interface. */
  by?: string;
}

/** One performed write: what was asked under which key, and what was answered. */
export interface Write {
  key: string;
  path: string;
  digest: string;
  at: string;
  order_id?: string;
  sku?: string;
  amount?: number;
  answer: Record<string, unknown>;
}

/** What a fresh shop is filled with. */
export interface ShopSeed {
  products: Product[];
  customers: Customer[];
  orders: Order[];
  refunds: Refund[];
  replacements: Replacement[];
}
