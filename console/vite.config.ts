import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig, type PluginOption, type UserConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** `npm run dev` names the server here; without it the console runs against made-up data of its own. */
const server = process.env['REMIT_ORIGIN'];

async function doubles(): Promise<PluginOption> {
  if (server || process.env['NODE_ENV'] === 'production') return null;
  return (await import('./dev/fake.ts')).fakeServer();
}

export default defineConfig(async ({ command }): Promise<UserConfig> => ({
  root: here('.'),
  plugins: [react(), tailwindcss(), command === 'serve' ? await doubles() : null],
  build: {
    outDir: here('../dist/console'),
    emptyOutDir: true,
    // The content security policy allows neither data: scripts nor inline styles, so nothing is inlined.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    target: 'es2022',
  },
  server: {
    host: '127.0.0.1',
    // The server looks at Origin and Host together, so both have to arrive as the browser sent them.
    proxy: server ? { '/api': { target: server }, '/events': { target: server } } : {},
  },
}));
