import { html, raw } from 'hono/html';

const CSS = `
:root { color-scheme: light dark; --ink:#1d2521; --soft:#5d6a63; --line:#e0e4de; --paper:#fbfaf6; --card:#fff; --accent:#2f6b4f; --red:#a33a2a }
@media (prefers-color-scheme: dark) { :root { --ink:#e9ece7; --soft:#9da9a1; --line:#2d3631; --paper:#141816; --card:#1b211e; --accent:#7cc7a1; --red:#ef9483 } }
* { box-sizing: border-box } body { margin:0; font:15px/1.5 ui-sans-serif,system-ui,"Segoe UI",sans-serif; color:var(--ink); background:var(--paper) }
header, main { max-width: 68rem; margin: 0 auto; padding: 1.25rem 1.5rem } header { display:flex; gap:.75rem; align-items:baseline; border-bottom:1px solid var(--line) }
header strong { font:600 1.35rem/1 Georgia,"Times New Roman",serif; letter-spacing:.01em } header span { color:var(--soft) }
h1 { font:600 1.3rem/1.3 Georgia,serif; margin:1rem 0 .25rem } h2 { font-size:1rem; margin:2rem 0 .5rem } p.soft, .soft { color:var(--soft) }
a { color:var(--accent) } .totals { display:grid; grid-template-columns:repeat(auto-fit,minmax(7.5rem,1fr)); gap:.75rem; margin:1rem 0; padding:0; list-style:none }
.totals li { background:var(--card); border:1px solid var(--line); border-radius:.6rem; padding:.7rem .9rem } .totals b { display:block; font-size:1.35rem; font-variant-numeric:tabular-nums }
.scroll { overflow-x:auto; background:var(--card); border:1px solid var(--line); border-radius:.6rem }
.totals li { font-size:.9rem; color:var(--soft) } .totals b { color:var(--ink) }
table { border-collapse:collapse; width:100% } th,td { text-align:left; padding:.5rem .8rem; border-bottom:1px solid var(--line); vertical-align:top } tr:last-child td { border-bottom:0 }
th { color:var(--soft); font-weight:500; font-size:.85rem } .num { text-align:right; font-variant-numeric:tabular-nums; white-space:nowrap } td.when { width:1%; white-space:nowrap; font-variant-numeric:tabular-nums }
code { font:12.5px ui-monospace,Menlo,Consolas,monospace; color:var(--soft); overflow-wrap:anywhere } .gone { text-decoration:line-through; color:var(--soft) } .bad { color:var(--red) }
blockquote { margin:.3rem 0 0; padding-left:.8rem; border-left:3px solid var(--line); white-space:pre-wrap } nav { margin:1rem 0 }`;

export type Part = ReturnType<typeof html>;

/** The frame of every page: no scripts, light and dark, whatever is filled in is escaped. */
export function frame(title: string, body: Part) {
  return html`<!doctype html>
    <html lang="en">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width" />
        <title>${title} · Wollgras</title>
        <style>
          ${raw(CSS)}
        </style>
      </head>
      <body>
        <header>
          <strong>Wollgras</strong> <span>the shop's own books</span> <a href="/admin">All writes</a>
          <a href="/admin/products">Prices</a>
        </header>
        <main>${body}</main>
      </body>
    </html>`;
}

export function euro(cents: number): string {
  return new Intl.NumberFormat('en', { style: 'currency', currency: 'EUR' }).format(cents / 100);
}

/** A time as people in the shop's office read it. */
export function when(at: string): string {
  return new Intl.DateTimeFormat('en-GB', {
    dateStyle: 'medium',
    timeStyle: 'medium',
    timeZone: 'Europe/Berlin',
  }).format(new Date(at));
}
