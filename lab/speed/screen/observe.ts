import { type Browser, type BrowserContext, type CDPSession, chromium, type Page } from '@playwright/test';
import { delay } from '../../../hardware/ports/clock.ts';
import { systemClock } from '../../../hardware/system/systemClock.ts';
import { findBrowser } from '../../../shell/browserWindow.ts';
import { median, quantile } from '../statistics.ts';
import { cpuOfTree } from './cpuOfTree.ts';
import { type Pages, servePages } from './pages.ts';

/** Everything that a screen's speed is held to; ms where nothing else is said. */
export interface Observed {
  readonly paint: Compared;
  readonly touchable: Compared;
  /** The 95th of a hundred, of each round. */
  readonly nextScreen: Compared;
  /** Percent of a core while the machine waits. */
  readonly waiting: { readonly page: readonly number[]; readonly processes: readonly number[] };
  /** MB that the page holds on to after its first hundred visits, and after a thousand more. */
  readonly heap: { readonly early: number; readonly late: number };
}

interface Compared {
  readonly ours: readonly number[];
  readonly bare: readonly number[];
}

/** A machine of a hall is slower than a developer's: as the profiler of browsers slows down. */
const SLOWER = 4;

/** Touches of a round: the 95th of a hundred of so few is nearly the slowest. */
const TOUCHES = 20;

/** How long the machine is watched while it waits, ms: some rounds of what moves. */
const WATCHED_MS = 20_000;

/** What the bench does in the page is not the page's own: its policy would forbid it. */
const STANDING = { viewport: { width: 1080, height: 1920 }, bypassCSP: true } as const;

/** Notes in the page when its first button has been painted. */
const WATCH_BUTTON = `
  window.touchable = null;
  const watch = new MutationObserver(() => {
    if (document.querySelector('button') === null) return;
    watch.disconnect();
    requestAnimationFrame(() => setTimeout(() => { window.touchable = performance.now(); }));
  });
  watch.observe(document, { childList: true, subtree: true });`;

/** Notes in the page how long each touch took until another screen was painted. */
const WATCH_TOUCHES = `
  window.answers = [];
  addEventListener('pointerup', () => {
    const from = performance.now();
    const screen = () => document.querySelector('main')?.dataset.screen;
    const before = screen();
    const watch = () => screen() === before
      ? setTimeout(watch)
      : requestAnimationFrame(() => setTimeout(() => window.answers.push(performance.now() - from)));
    watch();
  }, true);`;

export async function observeScreen(rounds: number): Promise<Observed> {
  const pages = await servePages();
  const server = await chromium.launchServer({
    executablePath: findBrowser(process.env) ?? '/usr/bin/chromium',
    args: ['--disable-dev-shm-usage', ...(process.getuid?.() === 0 ? ['--no-sandbox'] : [])],
  });
  const browser = await chromium.connect(server.wsEndpoint());
  try {
    const opened = await observeOpening(browser, pages, rounds);
    const nextScreen = await observeTouches(browser, pages, rounds);
    const waiting = await observeWaiting(browser, pages, server.process().pid ?? 0);
    return { ...opened, nextScreen, waiting, heap: await observeHeap(browser, pages) };
  } finally {
    await browser.close();
    await server.close();
    pages.close();
  }
}

async function open(context: BrowserContext, address: string, slower: number, watch = ''): Promise<{ page: Page; cdp: CDPSession }> {
  const page = await context.newPage();
  const cdp = await context.newCDPSession(page);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: slower });
  await cdp.send('Performance.enable');
  if (watch !== '') await page.addInitScript(watch);
  await page.goto(address);
  return { page, cdp };
}

/** A browser that has never seen the page, each time. */
async function observeOpening(browser: Browser, { origin }: Pages, rounds: number): Promise<Pick<Observed, 'paint' | 'touchable'>> {
  const opening = async (path: string) => {
    const context = await browser.newContext(STANDING);
    const { page } = await open(context, `${origin}${path}`, SLOWER, WATCH_BUTTON);
    if (path !== '/static') await page.waitForFunction('window.touchable !== null');
    await page.waitForFunction(`performance.getEntriesByName('first-contentful-paint').length > 0`);
    const paint: number = await page.evaluate(`performance.getEntriesByName('first-contentful-paint')[0].startTime`);
    const touchable: number | null = await page.evaluate('window.touchable');
    await context.close();
    return { paint, touchable: touchable ?? Number.NaN };
  };
  const [ours, still, react] = [[], [], []] as Awaited<ReturnType<typeof opening>>[][];
  for (let round = 0; round <= rounds; round += 1) {
    const each = [await opening('/'), await opening('/static'), await opening('/react')];
    // The first time the browser itself warms up.
    if (round > 0) [ours, still, react].forEach((list, index) => list?.push(...each.slice(index, index + 1)));
  }
  const paints = (list = ours) => (list ?? []).map(({ paint }) => paint);
  const touchables = (list = ours) => (list ?? []).map(({ touchable }) => touchable);
  return { paint: { ours: paints(), bare: paints(still) }, touchable: { ours: touchables(), bare: touchables(react) } };
}

/** From the finger's going up on the help of the hall, and on the way back, until the other screen is painted. */
async function observeTouches(browser: Browser, { origin }: Pages, rounds: number): Promise<Compared> {
  const context = await browser.newContext({ ...STANDING, reducedMotion: 'reduce' });
  const { page } = await open(context, origin, SLOWER, WATCH_TOUCHES);
  const onScreen = (of: Page, name: string) => of.waitForSelector(`main[data-screen="${name}"]`);
  const placeOf = async (verb: string) => {
    const box = await page.locator(`[data-testid^="control-${verb}"]`).first().boundingBox();
    if (box === null) throw new Error(`the screen has no ${verb}`);
    return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  };
  await onScreen(page, 'attract');
  await delay(systemClock, 1_000);
  const help = await placeOf('help');
  const here: string = await page.evaluate(`document.getElementById('kiosk').innerHTML`);
  await page.mouse.click(help.x, help.y);
  await onScreen(page, 'help');
  const back = await placeOf('cancel');
  const there: string = await page.evaluate(`document.getElementById('kiosk').innerHTML`);
  const sheets: string[] = await page.evaluate(`[...document.styleSheets].map(({ href }) => href)`);
  await page.mouse.click(back.x, back.y);

  const { page: bare } = await open(context, `${origin}/static`, SLOWER, WATCH_TOUCHES);
  for (const url of sheets) await bare.addStyleTag({ url });
  await bare.evaluate(
    `document.body.innerHTML = '<div id="kiosk"></div>'; import('/swapPage.js').then((it) => it.swapBetween(${JSON.stringify({ here, there })}))`,
  );
  const touch = async (on: Page): Promise<number> => {
    await on.bringToFront();
    await on.evaluate('window.answers.length = 0');
    for (let touches = 0; touches < TOUCHES; touches += 1) {
      const { x, y } = touches % 2 === 0 ? help : back;
      await onScreen(on, touches % 2 === 0 ? 'attract' : 'help');
      await on.mouse.click(x, y);
      await on.waitForFunction(`window.answers.length > ${touches}`);
    }
    const answers: number[] = await on.evaluate('window.answers');
    return quantile(answers, 0.95);
  };
  const ours: number[] = [];
  const swapped: number[] = [];
  await touch(page);
  await touch(bare);
  for (let round = 0; round < rounds; round += 1) {
    ours.push(await touch(page));
    swapped.push(await touch(bare));
  }
  await context.close();
  return { ours, bare: swapped };
}

/** Nobody is there, and what invites passengers moves. */
async function observeWaiting(browser: Browser, { origin }: Pages, pid: number): Promise<Observed['waiting']> {
  const context = await browser.newContext({ ...STANDING, reducedMotion: 'no-preference' });
  const { page, cdp } = await open(context, origin, 1);
  await page.waitForSelector('main[data-screen="attract"]');
  await delay(systemClock, 3_000);
  const busy = async (): Promise<number> => {
    const { metrics } = await cdp.send('Performance.getMetrics');
    return 1_000 * (metrics.find(({ name }) => name === 'TaskDuration')?.value ?? Number.NaN);
  };
  const [page0, tree0, at0] = [await busy(), cpuOfTree(pid), systemClock.monotonicMs()];
  await delay(systemClock, WATCHED_MS);
  const [page1, tree1, at1] = [await busy(), cpuOfTree(pid), systemClock.monotonicMs()];
  await context.close();
  const share = (from: number, to: number): number => (100 * (to - from)) / (at1 - at0);
  return { page: [share(page0, page1)], processes: [share(tree0, tree1)] };
}

async function observeHeap(browser: Browser, { origin, station }: Pages): Promise<Observed['heap']> {
  const context = await browser.newContext({ ...STANDING, reducedMotion: 'reduce' });
  const { page, cdp } = await open(context, origin, 1);
  await page.waitForSelector('main[data-screen="attract"]');
  const after = async (visits: number): Promise<number> => {
    for (let visit = 0; visit < visits; visit += 1) {
      await station.visit();
      // Every View is drawn, none is skipped: a frame for each.
      if (visit % 10 === 0) await page.evaluate('new Promise((done) => requestAnimationFrame(done))');
    }
    const held: number[] = [];
    for (let look = 0; look < 3; look += 1) {
      await cdp.send('HeapProfiler.collectGarbage');
      const { metrics } = await cdp.send('Performance.getMetrics');
      held.push((metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? Number.NaN) / 1_048_576);
    }
    return median(held);
  };
  const heap = { early: await after(100), late: await after(1_000) };
  await context.close();
  return heap;
}
