import type { Screen } from '../../shell/relay.ts';
import { recordedLog } from '../../tests/support/recordedLog.ts';
import { createShell, type ShellParts } from '../shell.ts';
import { FakeElectron } from './fakeElectron.ts';

export interface Opening extends Pick<ShellParts, 'clock'> {
  readonly rendererRoot: string;
  readonly packaged?: boolean;
  readonly simulated?: boolean;
  readonly isFirst?: boolean;
  readonly startedWith?: readonly string[];
}

/** A shell over a fake Electron and a station that does nothing. */
export async function openShell({ clock, rendererRoot, packaged = true, simulated = false, isFirst = true, startedWith = [] }: Opening) {
  const electron = new FakeElectron();
  electron.isFirst = isFirst;
  electron.startedWith = startedWith;
  const log = recordedLog();
  const screens: Screen[] = [];
  const received: string[] = [];
  let detached = 0;
  const stopped = Promise.withResolvers<void>();
  const calls: string[] = [];
  await createShell(electron.parts(), {
    packaged,
    simulated,
    preload: '/app/preload.cjs',
    rendererRoot,
    clock,
    log,
    processes: {
      relay: {
        attach: (screen: Screen) => {
          screens.push(screen);
          return {
            receive: (frame: string) => received.push(frame),
            detach: () => {
              detached += 1;
            },
          };
        },
      },
      start: () => {
        calls.push('start');
        return Promise.resolve();
      },
      stop: () => {
        calls.push('stop');
        return stopped.promise;
      },
    },
  });
  const switches = electron.calls.filter(([name]) => name === 'appendSwitch').map(([, ...words]) => words);
  return { electron, log, screens, received, detachedCount: () => detached, stopped, calls, switches };
}

/** Whether Electron lets something happen that the page, or somebody before it, has tried. */
export function isRefused(electron: FakeElectron, from: 'contents' | 'session', event: string, ...details: unknown[]): boolean {
  let refused = false;
  const preventDefault = (): void => {
    refused = true;
  };
  electron[from].emit(event, { preventDefault }, ...details);
  return refused;
}
