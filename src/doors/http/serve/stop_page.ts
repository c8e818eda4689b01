import { createHash } from 'node:crypto';
import { checkLink, useLink, type Checked, type LinkFault } from '../../../authority/brake/links.ts';
import type { Door } from '../door.ts';

const STYLE = `body{font:17px/1.5 system-ui,sans-serif;max-width:34rem;margin:12vh auto;padding:0 1.25rem;color:#1d1b19;background:#faf9f7}
button{font:inherit;font-weight:600;padding:.7rem 1.6rem;border:0;border-radius:.5rem;color:#fff;background:#b3261e;cursor:pointer}
small{color:#6b6661}
@media (prefers-color-scheme:dark){body{color:#eceae7;background:#191817}small{color:#a09b95}}`;

/** The one style that the page's policy lets through. */
export const STOP_PAGE_STYLE = `'sha256-${createHash('sha256').update(STYLE).digest('base64')}'`;

const HERE_ONLY =
  'Remit answers on its own machine only, so this page opens there, or through a tunnel to it.';

const FAULTS: Record<LinkFault, { status: number; title: string; says: string }> = {
  forged: {
    status: 403,
    title: 'This link stops nothing',
    says: 'It was not made here, or a part of it was lost on the way.',
  },
  expired: {
    status: 410,
    title: 'This link has expired',
    says: 'Somebody in the console can make a new one.',
  },
  revoked: {
    status: 410,
    title: 'This link was revoked',
    says: 'Somebody in the console can make a new one.',
  },
  gone: {
    status: 410,
    title: 'There is nothing left to stop',
    says: 'What the link stops is not in the workspace any more.',
  },
};

/**
 * The page behind a signed link. Opening it stops nothing, for chats open links to preview them: that takes its one
 * button. It needs no person, and can do nothing else.
 */
export async function stopPage(door: Door, method: string, token: string): Promise<Response> {
  if (method !== 'POST') {
    const checked = await checkLink(door.world, door.secret, token);
    return checked.ok ? page(200, `Stop ${named(checked)}?`, askText()) : faultPage(checked.why);
  }
  const { checked, thrown } = await useLink(door.world, door.secret, token);
  if (!checked.ok) return faultPage(checked.why);
  const how = thrown?.isNew ? 'is stopped' : 'was stopped already';
  const says =
    '<p>Actions in flight finish. Everything else waits until somebody releases it in the console.</p>';
  return page(200, `${upperFirst(named(checked))} ${how}`, says);
}

function askText(): string {
  return '<form method="post"><p>Nothing is lost: what waits goes on when it is released.</p><button>Stop it now</button></form>';
}

function faultPage(why: LinkFault): Response {
  const { status, title, says } = FAULTS[why];
  return page(status, title, `<p>${says}</p>`);
}

function named({ offer }: Extract<Checked, { ok: true }>): string {
  return offer.switch === 'all' ? 'everything' : `“${offer.label}”`;
}

function page(status: number, title: string, body: string): Response {
  const html = `<!doctype html><html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width"><meta name="robots" content="noindex">
<title>${escaped(title)}</title><style>${STYLE}</style></head>
<body><h1>${escaped(title)}</h1>${body}<p><small>${HERE_ONLY}</small></p></body></html>`;
  const headers = { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' };
  return new Response(html, { status, headers });
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
