import { fileURLToPath } from 'node:url';
import tailwindcss from '@tailwindcss/vite';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** The server that the console of `npm run dev` talks to. */
const server = process.env['REMIT_ORIGIN'] ?? 'http://127.0.0.1:7468';

export default defineConfig({
  root: here('.'),
  plugins: [react(), tailwindcss()],
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
    proxy: { '/api': { target: server }, '/events': { target: server } },
  },
});
