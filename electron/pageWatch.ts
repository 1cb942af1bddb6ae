import type { WebContents } from 'electron';
import { startHeartbeat } from '../link/heartbeat.ts';
import type { KioskProcessesOptions } from '../shell/kioskProcesses.ts';
import { SilenceWatch } from '../shell/silenceWatch.ts';

/**
 * A page that does not answer for so long hangs; milliseconds. It draws a View of 4 kB and computes nothing: a tenth of a
 * second would be slow.
 */
export const PAGE_SILENCE_MS = 10_000;

export interface WatchedPage extends Pick<KioskProcessesOptions, 'clock'> {
  readonly contents: Pick<WebContents, 'on' | 'executeJavaScript' | 'isDestroyed'>;
  readonly onHanging: () => void;
}

/**
 * Asks the page every second whether its event loop still turns. Chromium itself notices a hanging page only by a touch
 * that is not answered; a passenger who puts notes in and looks at an old picture touches nothing.
 */
export function watchPage({ contents, clock, onHanging }: WatchedPage): void {
  let watch: SilenceWatch | null = null;

  const stop = (): void => {
    watch?.stop();
    watch = null;
  };
  const attend = (): void => {
    stop();
    const current = new SilenceWatch(clock, PAGE_SILENCE_MS, onHanging);
    watch = current;
    startHeartbeat(clock, (said) => {
      // Another page is watched now, or none.
      if (watch !== current) return;
      if (contents.isDestroyed()) return stop();
      const answered = (): void => {
        current.heard();
        said();
      };
      // An error is an answer as well.
      contents.executeJavaScript('0').then(answered, answered);
    });
  };
  contents.on('did-finish-load', attend);
  contents.on('render-process-gone', stop);
  contents.on('destroyed', stop);
}
