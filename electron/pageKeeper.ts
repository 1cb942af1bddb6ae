import type { WebContents } from 'electron';
import type { KioskProcessesOptions } from '../shell/kioskProcesses.ts';
import { outOfServicePath } from '../shell/outOfServicePage.ts';
import { watchPage, type WatchedPage } from './pageWatch.ts';

/** A page that could not be shown is tried again after this time; milliseconds. */
export const RELOAD_MS = 5_000;

/** A page that was lost once is loaded again at once; one that is lost again within this time is not in a hurry. Milliseconds. */
export const CALM_MS = 60_000;

export interface KeptPage extends Pick<KioskProcessesOptions, 'clock' | 'log'> {
  readonly contents: WatchedPage['contents'] & Pick<WebContents, 'forcefullyCrashRenderer'>;
  /** Loads a path of the app. A failure arrives as the event `did-fail-load`. */
  readonly load: (path: string) => void;
}

/**
 * Keeps the passenger's page in its window, even when its process dies. It can be reloaded at any moment, because
 * it holds nothing. When that does not help at once, the page of last resort stands there meanwhile.
 */
export function keepPage({ contents, load, clock, log }: KeptPage): void {
  let lostAt = Number.NEGATIVE_INFINITY;
  let isWaiting = false;

  const loadLater = (): void => {
    load(outOfServicePath);
    if (isWaiting) return;
    isWaiting = true;
    clock.setTimeout(() => {
      isWaiting = false;
      load('/');
    }, RELOAD_MS);
  };

  contents.on('did-fail-load', (_event, _code, why, url, isMainFrame) => {
    // -3, aborted, has no description: one load took the place of another.
    if (!isMainFrame || why === '' || url.endsWith(outOfServicePath)) return;
    log.write('window.page-failed', { why });
    loadLater();
  });
  contents.on('render-process-gone', (_event, { reason }) => {
    const now = clock.monotonicMs();
    const wasCalm = now - lostAt >= CALM_MS;
    lostAt = now;
    log.write('window.page-gone', { why: reason });
    if (wasCalm) load('/');
    else loadLater();
  });
  const endHanging = (): void => {
    if (contents.isDestroyed()) return;
    log.write('window.page-hangs');
    // A page that hangs would not even let go of its place: `render-process-gone` follows and loads the next one.
    contents.forcefullyCrashRenderer();
  };
  contents.on('unresponsive', endHanging);
  watchPage({ contents, clock, onHanging: endHanging });
}
