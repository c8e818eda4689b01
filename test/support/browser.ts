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
  const wanted = process.env['REMIT_CHROMIUM'];
  if (wanted === 'packaged') return openPackaged(options);
  const machine = wanted ?? MACHINE_BROWSER;
  if (!(await exists(machine))) return openPackaged(options);
  // One that was asked for by name is not quietly replaced by another.
  if (wanted !== undefined) return launch(machine, FLAGS, options);
  return launch(machine, FLAGS, options).catch(() => openPackaged(options));
}

async function openPackaged(options: BrowserContextOptions): Promise<OpenBrowser> {
  const { default: packaged } = await import('@sparticuz/chromium');
  packaged.setGraphicsMode = false;
  return launch(await packaged.executablePath(), [...packaged.args, ...FLAGS], options);
}

async function launch(
  executable: string,
  args: string[],
  options: BrowserContextOptions,
): Promise<OpenBrowser> {
  const profile = await mkdtemp(join(tmpdir(), 'remit-browser-'));
  const remove = () => rm(profile, { recursive: true, force: true });
  try {
    const context = await chromium.launchPersistentContext(profile, {
      executablePath: executable,
      args,
      ...options,
    });
    return { context, executable, close: () => context.close().then(remove) };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
