import { html } from 'hono/html';
import type { Product, ShopState } from '../model.ts';
import { pricesOf } from '../state.ts';
import { euro, frame, when } from './frame.ts';

/** Every product with what it costs now, and how often its price was changed. */
export function productsPage(state: ShopState) {
  const changes = new Map<string, number>();
  for (const { sku } of state.prices.values()) changes.set(sku, (changes.get(sku) ?? 0) + 1);
  return frame(
    'Prices',
    html`<h1>Prices</h1>
      <p class="soft">${state.products.size} products, ${state.prices.size} changes of price.</p>
      <div class="scroll">
        <table>
          <thead>
            <tr>
              <th>Product</th>
              <th>SKU</th>
              <th class="num">Price</th>
              <th class="num">Changes</th>
            </tr>
          </thead>
          <tbody>
            ${[...state.products.values()].map(
              (product) =>
                html`<tr>
                  <td><a href="${pageOf(product)}">${titleOf(product)}</a></td>
                  <td><code>${product.sku}</code></td>
                  <td class="num">${euro(product.price)}</td>
                  <td class="num">${changes.get(product.sku) ?? ''}</td>
                </tr>`,
            )}
          </tbody>
        </table>
      </div>`,
  );
}

/** One product: what it costs, a form for the office to change that, and who changed it when, under which key. */
export function productPage(state: ShopState, product: Product) {
  const changes = pricesOf(state, product.sku).toReversed();
  return frame(
    titleOf(product),
    html`<h1>${titleOf(product)}</h1>
      <p><b>${euro(product.price)}</b> <code>${product.sku}</code>, ${product.in_stock} in stock</p>
      <form method="post" action="${pageOf(product)}/price">
        <label>New price in euros <input name="euros" inputmode="decimal" size="8" required /></label>
        <label>Your name <input name="by" size="12" /></label>
        <button>Change it here, without Remit</button>
      </form>
      <h2>Changes of price</h2>
      ${
        changes.length === 0
          ? html`<p class="soft">None.</p>`
          : html`<div class="scroll">
              <table>
                <thead>
                  <tr>
                    <th>When</th>
                    <th class="num">Before</th>
                    <th class="num">After</th>
                    <th>Who</th>
                    <th>Key</th>
                  </tr>
                </thead>
                <tbody>
                  ${changes.map(
                    (change) =>
                      html`<tr>
                        <td class="when">${when(change.at)}</td>
                        <td class="num">${euro(change.before)}</td>
                        <td class="num">${euro(change.after)}</td>
                        <td>${change.by ?? 'over the interface'}</td>
                        <td><code>${change.key}</code></td>
                      </tr>`,
                  )}
                </tbody>
              </table>
            </div>`
      }`,
  );
}

function titleOf({ title, variant }: Product): string {
  return variant === '' ? title : `${title}, ${variant}`;
}

function pageOf({ sku }: Product): string {
  return `/admin/products/${encodeURIComponent(sku)}`;
}
