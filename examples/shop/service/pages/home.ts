import { html } from 'hono/html';
import type { ShopState, Write } from '../model.ts';
import { WRITES } from '../performers.ts';
import { euro, frame, when } from './frame.ts';

const ROWS_PER_PAGE = 100;

/** Every write that was really performed, newest first, with what it all comes to. */
export function homePage(state: ShopState, now: Date, asked: number) {
  const writes = [...state.writes.values()].toReversed();
  const pages = Math.max(1, Math.ceil(writes.length / ROWS_PER_PAGE));
  const page = Math.min(pages, Math.max(1, Math.floor(asked) || 1));
  const shown = writes.slice((page - 1) * ROWS_PER_PAGE, page * ROWS_PER_PAGE);
  return frame(
    'What was done',
    html`<h1>What was done to the shop</h1>
      <p class="soft">Every write by its key, newest first. As of ${when(now.toISOString())}.</p>
      <ul class="totals">
        ${totals(state).map(([label, value]) => html`<li><b>${value}</b>${label}</li>`)}
      </ul>
      ${shown.length === 0 ? html`<p>Nothing has been done yet.</p>` : table(shown)}
      ${pages > 1 ? html`<nav>Page ${page} of ${pages} ${link(page - 1, pages, 'newer')} ${link(page + 1, pages, 'older')}</nav>` : ''}`,
  );
}

function totals(state: ShopState): [string, string][] {
  const written = [...state.writes.values()];
  const refunded = written.reduce((sum, write) => sum + (write.amount ?? 0), 0);
  const count = (path: RegExp) => String(written.filter((write) => path.test(write.path)).length);
  return [
    ['writes', String(written.length)],
    ['refunded, less voided', euro(refunded)],
    ['replies', count(/\/replies$/)],
    ['refunds', count(/\/refunds$/)],
    ['replacements', count(/\/replacements$/)],
    ['changes and cancellations', count(/(address|items\/[^/]+|cancel)$/)],
    ['changes of price', count(/\/price$/)],
    ['taken back', count(/\/(void|withdraw|revert|uncancel|stop)$/)],
  ];
}

function table(writes: Write[]) {
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          <th>When</th>
          <th>What</th>
          <th>About</th>
          <th class="num">Amount</th>
          <th>Key</th>
        </tr>
      </thead>
      <tbody>
        ${writes.map(
          (write) =>
            html`<tr>
              <td class="when">${when(write.at)}</td>
              <td>${labelOf(write)} <code>${write.path}</code></td>
              <td>
                ${write.order_id ? html`<a href="/admin/orders/${write.order_id}">${write.order_id}</a>` : ''}
                ${write.sku ? html`<a href="/admin/products/${encodeURIComponent(write.sku)}">${write.sku}</a>` : ''}
              </td>
              <td class="num">${write.amount === undefined ? '' : euro(write.amount)}</td>
              <td><code>${write.key}</code></td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

/** A write in words, found by the route that it came in by. */
function labelOf(write: Write): string {
  const name = ROUTES.find(({ route }) => route.test(write.path))?.name ?? '';
  return (name.charAt(0).toUpperCase() + name.slice(1)).replaceAll('_', ' ');
}

const ROUTES = Object.entries(WRITES).map(([name, { method, path }]) => ({
  name,
  route: new RegExp(`^${method} ${path.replace(/:\w+/g, '[^/]+')}$`),
}));

function link(to: number, pages: number, label: string) {
  return to < 1 || to > pages ? '' : html`<a href="/admin?page=${to}">${label}</a> `;
}
