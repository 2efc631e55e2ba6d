import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vite';

const messages = new URL('../src/main/resources/messages', import.meta.url).pathname;
const read = (path) => readFileSync(new URL(path, import.meta.url), 'utf8');
const server = process.env.SLEDOPYT_SERVER ?? 'http://localhost:8080';

/** Writes sw.js beside index.html: the worker's text with the list of files that make up the shell. */
function serviceWorker() {
  return {
    name: 'service-worker',
    apply: 'build',
    generateBundle(_, bundle) {
      const files = Object.keys(bundle).filter((name) => name.startsWith('assets/'));
      const shell = ['/', '/theme.js', '/icon.svg', ...files.map((name) => '/' + name).sort()];
      const unhashed = ['index.html', 'public/theme.js', 'public/icon.svg', 'src/worker.js'].map(read);
      const version = createHash('sha256').update(shell.join()).update(unhashed.join()).digest('hex').slice(0, 12);
      const source = read('src/worker.js')
        .replace('shell-VERSION', 'shell-' + version)
        .replace("['SHELL']", JSON.stringify(shell));
      this.emitFile({ type: 'asset', fileName: 'sw.js', source });
    },
  };
}

export default defineConfig({
  plugins: [svelte({ configFile: false }), serviceWorker()],
  resolve: {
    alias: { $messages: messages },
    conditions: process.env.VITEST ? ['browser'] : undefined,
  },
  build: {
    target: 'es2022',
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    // The coasts of the map, loaded only where it is shown.
    chunkSizeWarningLimit: 600,
    license: { fileName: 'licenses.txt' },
  },
  server: {
    fs: { allow: ['..'] },
    proxy: { '/api': server, '/hooks': server },
  },
  test: {
    environment: 'happy-dom',
    include: ['test/**/*.test.ts'],
    env: { TZ: 'America/New_York' },
  },
});
