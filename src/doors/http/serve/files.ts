import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname, join, relative, sep } from 'node:path';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';

const TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webmanifest': 'application/manifest+json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
};
const COMPRESSIBLE = /^(text|application|image\/svg)/;
/** Of eleven; beyond it a bundle takes seconds for two percent. */
const BROTLI_QUALITY = 9;
/** Vite writes the hash of its content into the name of everything in here, so it never changes. */
const HASHED = /^\/assets\/.+-[\w-]{8,}\.\w+$/;

interface File {
  type: string;
  cache: string;
  etag: string;
  bytes: Buffer;
  br?: Buffer;
  gzip?: Buffer;
}

/** The console as it was built. Files are read and compressed at their first use, and kept. */
export interface ConsoleFiles {
  /** The file at a path, the console's page for any other path that a person may visit, or null. */
  answer(path: string, headers: Headers): Promise<Response | null>;
}

export function openConsoleFiles(folder: string): ConsoleFiles {
  const paths = listFiles(folder);
  const files = new Map<string, Promise<File>>();

  /** Undefined where the file is gone: the console was built again under a running server. */
  async function take(path: string): Promise<File | undefined> {
    let file = files.get(path);
    if (!file) files.set(path, (file = load(folder, path)));
    try {
      return await file;
    } catch (error) {
      files.delete(path);
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }

  async function answerWith(path: string, headers: Headers): Promise<Response | null> {
    const file = await take(path);
    return file ? send(file, headers) : null;
  }

  return {
    async answer(path, headers) {
      if (path !== '/' && paths.has(path)) return answerWith(path, headers);
      if (extname(path) !== '') return null; // a missing file is missing: it is no page
      if (!paths.has('/index.html')) return notBuilt();
      return answerWith('/index.html', headers);
    },
  };
}

function send(file: File, headers: Headers): Response {
  const common = { etag: file.etag, 'cache-control': file.cache, vary: 'accept-encoding' };
  if (headers.get('if-none-match')?.includes(file.etag))
    return new Response(null, { status: 304, headers: common });
  const accepts = headers.get('accept-encoding') ?? '';
  const coding =
    file.br && /\bbr\b/.test(accepts) ? 'br' : file.gzip && /\bgzip\b/.test(accepts) ? 'gzip' : undefined;
  const bytes = (coding && file[coding]) ?? file.bytes;
  return new Response(new Uint8Array(bytes), {
    headers: {
      ...common,
      'content-type': file.type,
      'content-length': String(bytes.length),
      ...(coding ? { 'content-encoding': coding } : {}),
    },
  });
}

async function load(folder: string, path: string): Promise<File> {
  const bytes = await readFile(join(folder, path));
  const type = TYPES[extname(path)] ?? 'application/octet-stream';
  const file: File = {
    type,
    cache: HASHED.test(path) ? 'public, max-age=31536000, immutable' : 'no-cache',
    etag: `"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`,
    bytes,
  };
  if (!COMPRESSIBLE.test(type)) return file;
  const params = { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY };
  const [br, gz] = await Promise.all([promisify(brotliCompress)(bytes, { params }), promisify(gzip)(bytes)]);
  return { ...file, br, gzip: gz };
}

/** Only what was there at the start is ever served, so no path can lead out of the folder. */
function listFiles(folder: string): Set<string> {
  if (!existsSync(folder)) return new Set();
  const found = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  return new Set(
    found.map((entry) => `/${relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/')}`),
  );
}

function notBuilt(): Response {
  return new Response('The console has not been built. Run npm run build, then reload this page.\n', {
    status: 503,
    headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  });
}
