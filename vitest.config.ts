import { defineConfig } from 'vitest/config';

const rooms = '{hardware,machines,station,electron,renderer,scripts}';

export default defineConfig({
  test: {
    environment: 'node',
    globalSetup: ['tests/support/requirePinnedNode.ts'],
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          // No test waits for a clock: this only ends one that hangs, on a machine that does much else too.
          testTimeout: 60_000,
          hookTimeout: 60_000,
          include: [`${rooms}/**/*.test.{ts,tsx,mjs}`, 'tests/{rules,screens,soak,support}/**/*.test.ts'],
        },
      },
      {
        extends: true,
        // Real parts: one pcscd with two slots serves all files, so they run one after another.
        test: {
          name: 'contract',
          include: ['tests/contract/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
    ],
  },
});
