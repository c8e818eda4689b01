import { access, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type BrowserContext, type BrowserContextOptions } from 'playwright-core';

/** The machine's own browser; `REMIT_CHROMIUM` names another, and `packaged` stands for the one from the registry. */
const MACHINE_BROWSER = '/usr/bin/chromium';
const FLAGS = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

export interface OpenBrowser {
  /** A fresh profile that nothing else uses. */
  context: BrowserContext;
  executable: string;
  close(): Promise<void>;
}

/**
 * Opens a real Chromium with a fresh profile: the one on the machine, else the one that ships inside
 * `@sparticuz/chromium`, so that journeys run on a bare machine too.
 */
export async function openBrowser(options: BrowserContextOptions = {}): Promise<OpenBrowser> {
  const { executable, flags } = await findBrowser();
  const profile = await mkdtemp(join(tmpdir(), 'remit-browser-'));
  const context = await chromium.launchPersistentContext(profile, {
    executablePath: executable,
    args: flags,
    ...options,
  });
  return {
    context,
    executable,
    async close() {
      await context.close();
      await rm(profile, { recursive: true, force: true });
    },
  };
}

async function findBrowser(): Promise<{ executable: string; flags: string[] }> {
  const wanted = process.env['REMIT_CHROMIUM'] ?? MACHINE_BROWSER;
  if (wanted !== 'packaged' && (await exists(wanted))) return { executable: wanted, flags: FLAGS };
  const { default: packaged } = await import('@sparticuz/chromium');
  packaged.setGraphicsMode = false;
  return { executable: await packaged.executablePath(), flags: [...packaged.args, ...FLAGS] };
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
