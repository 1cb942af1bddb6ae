import { defineConfig, type Project } from '@playwright/test';
import { findBrowser } from './shell/browserWindow.ts';
import { lookForElectron } from './shell/electronBinary.ts';
import { STEP_MS } from './tests/e2e/bounds.ts';

/** A picture must come out the same on every machine: the page's own fonts, no hinting, no sub-pixels, one colour profile. */
const SAME_PIXELS = ['--font-render-hinting=none', '--disable-lcd-text', '--force-color-profile=srgb', '--force-device-scale-factor=1'];

/** The browser must not speak to anybody by itself, nor need more shared memory than a container has. */
const QUIET = [
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
  '--disable-dev-shm-usage',
];

const isRoot = process.getuid?.() === 0;

/** The real station with simulated hardware, in the distribution's own Chromium. */
const chromium: Project = {
  name: 'chromium',
  // Patterns are held against whole paths: a clone may lie in a folder that is called electron.
  testIgnore: /\/tests\/e2e\/(electron|realParts)\//,
  use: {
    browserName: 'chromium',
    viewport: { width: 1080, height: 1920 },
    launchOptions: {
      executablePath: findBrowser(process.env) ?? '/usr/bin/chromium',
      args: [...SAME_PIXELS, ...QUIET, ...(isRoot ? ['--no-sandbox'] : [])],
    },
  },
};

/** The same over the real PC/SC service and a serial line: one pcscd at a time, in namespaces of its own. */
const pcscd: Project = { ...chromium, name: 'pcscd', testDir: 'tests/e2e/realParts', testIgnore: [], workers: 1 };

/** Every screen from fixtures, without a station: `vite build --mode gallery` makes it. */
const gallery: Project = { ...chromium, name: 'gallery', testDir: 'tests/gallery', testIgnore: [], use: { ...chromium.use, trace: 'off' } };

/** The window itself: only where Electron's binary is. Asking for Electron without it would start a download. */
const electron: Project = { name: 'electron', testDir: 'tests/e2e/electron', workers: 1 };

const withElectron = 'binary' in lookForElectron(import.meta.dirname, process.env) || process.env['KIOSK_LIST_ELECTRON_SPECS'] === '1';

export default defineConfig({
  testDir: 'tests/e2e',
  globalSetup: './tests/e2e/compile.ts',
  outputDir: 'test-results',
  // A test that passes at the second try has found something: there is no second try.
  retries: 0,
  workers: 2,
  fullyParallel: true,
  forbidOnly: true,
  timeout: 6 * STEP_MS,
  use: {
    // Everything but a film: to record one takes a processor of its own.
    trace: { mode: 'retain-on-failure', screenshots: false },
    screenshot: 'only-on-failure',
    // So does a picture that moves while a test waits. The specs of the top-up see it move, as passengers do.
    contextOptions: { reducedMotion: 'reduce' },
  },
  expect: { timeout: STEP_MS, toHaveScreenshot: { maxDiffPixels: 0, animations: 'disabled', caret: 'hide' } },
  projects: withElectron ? [chromium, gallery, pcscd, electron] : [chromium, gallery, pcscd],
});
