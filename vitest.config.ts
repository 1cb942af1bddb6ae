import { defineConfig } from 'vitest/config';

const rooms = '{hardware,machines,link,shell,station,electron,renderer,lab,scripts}';

/** These put something in the place of a module: that must be done before anybody has loaded it. */
const REPLACE_MODULES = ['tests/rules/shown.test.ts', 'station/journal/archive/archivePowerCut.test.ts'];

const unit = {
  // No test waits for a clock: this only ends one that hangs, on a machine that does much else too.
  testTimeout: 60_000,
  hookTimeout: 60_000,
};

export default defineConfig({
  test: {
    environment: 'node',
    // Vitest would leave one processor idle; nobody else uses it.
    maxWorkers: '100%',
    globalSetup: ['tests/support/requirePinnedNode.ts'],
    projects: [
      {
        extends: true,
        test: {
          ...unit,
          name: 'unit',
          include: [`${rooms}/**/*.test.{ts,tsx,mjs}`, 'tests/{rules,screens,soak,support}/**/*.test.ts'],
          exclude: REPLACE_MODULES,
          // Files share the modules that they load, which is two fifths of the time: nothing here keeps state in a module.
          isolate: false,
        },
      },
      { extends: true, test: { ...unit, name: 'unit-alone', include: REPLACE_MODULES } },
      {
        extends: true,
        // Real parts: one pcscd with two slots serves all files, so they run one after another.
        test: {
          name: 'contract',
          include: ['tests/contract/**/*.test.ts'],
          fileParallelism: false,
          // Beside other suites: these only end one that hangs.
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
