import type { MiddlewareHandler } from 'hono';
import { secureHeaders } from 'hono/secure-headers';
import { STOP_PAGE_STYLE } from './stop_page.ts';

/**
 * What browsers are told for every answer: nothing is loaded from elsewhere, nothing runs that is not a file of
 * the console, nobody may frame it. There is no HSTS: on a loopback address it would lock every other program
 * on `localhost` out of plain HTTP.
 */
const policy = (own: { formAction: string[]; styleSrc: string[] }) =>
  secureHeaders({
    contentSecurityPolicy: {
      defaultSrc: ["'none'"],
      scriptSrc: ["'self'"],
      imgSrc: ["'self'", 'data:'],
      fontSrc: ["'self'"],
      connectSrc: ["'self'"],
      manifestSrc: ["'self'"],
      baseUri: ["'none'"],
      ...own,
      frameAncestors: ["'none'"],
    },
    strictTransportSecurity: false,
    crossOriginOpenerPolicy: 'same-origin',
    crossOriginResourcePolicy: 'same-origin',
    referrerPolicy: 'no-referrer',
    xFrameOptions: 'DENY',
    permissionsPolicy: { camera: [], microphone: [], geolocation: [], payment: [], usb: [] },
  });

const pages = policy({ styleSrc: ["'self'"], formAction: ["'none'"] });
const stopPages = policy({ styleSrc: [STOP_PAGE_STYLE], formAction: ["'self'"] });

/** The page behind a signed link has a form and a style of its own; no other page has. */
export const secure: MiddlewareHandler = (context, next) =>
  context.req.path.startsWith('/brake/') ? stopPages(context, next) : pages(context, next);
