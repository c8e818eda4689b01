/** `getOrderById`, `orders/list`, `filter[status]` → `get_order_by_id`, `orders_list`, `filter_status`. */
export function snake(text: string): string {
  const name = text
    .replaceAll(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replaceAll(/([A-Z]+)([A-Z][a-z])/g, '$1_$2')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '_')
    .replaceAll(/^_+|_+$/g, '');
  return /^[a-z]/.test(name) ? name : `op_${name}`;
}

/** `SHOP` of `shop`: how names of the environment begin. */
export function upper(name: string): string {
  return name.toUpperCase().replaceAll(/[^A-Z0-9]+/g, '_');
}

const IRREGULAR: Record<string, string> = { people: 'person', addresses: 'address', statuses: 'status' };

/** `orders` → `order`, `entries` → `entry`: good enough to see that two names speak of the same thing. */
export function singular(word: string): string {
  const irregular = IRREGULAR[word];
  if (irregular !== undefined) return irregular;
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (/(?:ses|xes|ches|shes)$/.test(word)) return word.slice(0, -2);
  return word.endsWith('s') && !word.endsWith('ss') ? word.slice(0, -1) : word;
}
