import { html } from 'hono/html';
import type { Customer, Order, ShopState } from '../model.ts';
import { customerView, orderStatus, ordersAt, orderTotal, parcelView } from '../views.ts';
import { euro, frame, when, type Part } from './frame.ts';

/** One order: what is in it, where it is, and everything that was done to it. */
export function orderPage(state: ShopState, order: Order, now: Date) {
  const customer = state.customers.get(order.customer_id);
  const parcel = parcelView(order, now);
  const { name, street, postcode, city, country } = order.address;
  return frame(
    order.id,
    html`<h1>Order ${order.id} <span class="soft">${orderStatus(order, now)}</span></h1>
      <p>
        ${customer ? html`<a href="/admin/customers/${customer.id}">${customer.first_name} ${customer.last_name}</a>` : ''},
        placed ${when(order.placed_at)}, ${euro(orderTotal(order))} by ${order.paid_with}
        ${order.disputed_at ? html`<strong class="bad">payment disputed</strong>` : ''}
      </p>
      <p>${name}, ${street}, ${postcode} ${city}, ${country}</p>
      ${rows(
        ['Item', 'Price'],
        order.items.map((item) => {
          const product = state.products.get(item.sku);
          return [
            `${item.quantity} × ${product?.title ?? item.sku}, ${product?.variant ?? ''}`,
            euro(item.price),
          ];
        }),
      )}
      <p class="soft">Shipping ${euro(order.shipping)}</p>
      <h2>Parcel</h2>
      ${
        parcel
          ? html`<p>
              ${parcel.carrier} ${parcel.tracking_code}: ${parcel.status.replaceAll('_', ' ')}, expected
              ${when(parcel.expected_at)}. ${parcel.last_scan} (${when(parcel.last_scan_at)})
            </p>`
          : html`<p class="soft">None yet.</p>`
      }
      ${done(state, order)}`,
  );
}

function done(state: ShopState, order: Order): Part {
  const mine = <T extends { order_id?: string }>(all: Map<string, T>) =>
    [...all.values()].filter((one) => one.order_id === order.id);
  const lines: { at: string; says: string; gone?: string | undefined; text?: string }[] = [
    ...mine(state.refunds).map((one) => ({
      at: one.at,
      says: `${one.id}: ${euro(one.amount)} refunded (${one.reason}) to ${one.recipient}`,
      gone: one.voided_at,
    })),
    ...mine(state.replacements).map((one) => ({
      at: one.at,
      says: `${one.id}: ${one.sku ?? 'everything'} sent again`,
      gone: one.stopped_at,
    })),
    ...mine(state.labels).map((one) => ({
      at: one.at,
      says: `${one.id}: return label`,
      gone: one.voided_at,
    })),
    ...mine(state.changes).map((one) => ({
      at: one.at,
      says: `${one.id}: ${'address' in one.after ? `address, now ${one.after.address.street}` : `item, now ${one.after.item.sku}`}`,
      gone: one.reverted_at,
    })),
    ...mine(state.replies).map((one) => ({
      at: one.at,
      says: `${one.id}: reply to ${one.to}`,
      gone: one.withdrawn_at,
      text: one.text,
    })),
  ].sort((a, b) => (a.at < b.at ? 1 : -1));
  if (lines.length === 0)
    return html`<h2>What was done</h2>
      <p class="soft">Nothing.</p>`;
  return html`<h2>What was done</h2>
    <div class="scroll">
      <table>
        <tbody>
          ${lines.map(
            (line) =>
              html`<tr>
                <td class="when">${when(line.at)}</td>
                <td>
                  <span class="${line.gone ? 'gone' : ''}">${line.says}</span
                  >${line.gone ? html` taken back ${when(line.gone)}` : ''}
                  ${line.text ? html`<blockquote>${line.text}</blockquote>` : ''}
                </td>
              </tr>`,
          )}
        </tbody>
      </table>
    </div>`;
}

export function customerPage(state: ShopState, customer: Customer, now: Date) {
  const view = customerView(state, customer, now);
  return frame(
    `${customer.first_name} ${customer.last_name}`,
    html`<h1>${customer.first_name} ${customer.last_name}</h1>
      <p>
        ${customer.email}, ${customer.country}, customer since ${when(customer.since)},
        ${customer.standing.replaceAll('_', ' ')}
      </p>
      <p class="soft">
        ${view.orders} orders, ${euro(view.spent.minor)} spent, ${view.refunds_this_year} refunds in twelve
        months
      </p>
      ${rows(
        ['Order', 'Placed', 'Total'],
        ordersAt(state, customer.id, now).map((order) => [
          html`<a href="/admin/orders/${order.id}">${order.id}</a>`,
          when(order.placed_at),
          euro(orderTotal(order)),
        ]),
      )}`,
  );
}

function rows(heads: string[], cells: (string | Part)[][]): Part {
  return html`<div class="scroll">
    <table>
      <thead>
        <tr>
          ${heads.map((head) => html`<th>${head}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${cells.map(
          (row) =>
            html`<tr>
              ${row.map((cell) => html`<td>${cell}</td>`)}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}
