import react from '@vitejs/plugin-react'
import { defineConfig } from 'vitest/config'

/**
 * Three projects: `node` for everything that runs on the server or in the command line, `jsdom` for components,
 * `e2e` for the journeys in a browser. `#room/file.ts` needs no help: Vite reads `imports` in package.json.
 */
export default defineConfig({
  plugins: [react()],
  test: {
    globalSetup: ['test/postgres.ts', 'test/embedded.ts', 'test/front-ends.ts'],
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          environment: 'node',
          include: ['src/**/*.test.ts', 'test/**/*.test.ts'],
          exclude: ['test/e2e/**'],
          // What Node runs as it stands, tests run as it stands; and each file does not load the whole house anew.
          experimental: { viteModuleRunner: false },
          isolate: false,
          testTimeout: 60_000,
          hookTimeout: 120_000,
          // By default what is waited for would have to come within a second, also on a busy computer.
          expect: { poll: { timeout: 15_000 } },
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'jsdom',
          environment: './test/screen-environment.ts',
          setupFiles: ['test/screen-setup.ts'],
          include: ['src/**/*.test.tsx'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          // By default what is waited for would have to come within a second, also on a busy computer.
          expect: { poll: { timeout: 15_000 } },
          sequence: { groupOrder: 0 },
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          environment: 'node',
          include: ['test/e2e/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 180_000,
          // What is waited for comes when it comes: by default it would have to come within a second.
          expect: { poll: { timeout: 30_000, interval: 100 } },
          // A browser on a busy computer may miss a beat; a journey that fails twice has failed.
          retry: 1,
          sequence: { groupOrder: 1 },
        },
      },
    ],
  },
})
