import { FakeElectron, FakeEvent } from './fakeElectron.ts';

/**
 * Stands where `electron` is imported when `main.ts` runs under plain Node: the fake, as an app that can end. It has no
 * window, so nobody looks at the page.
 */
const fake = new FakeElectron();
export const { app, protocol, session, ipcMain, Menu, BrowserWindow } = fake.parts();

let quits = 0;
Object.assign(app, {
  isPackaged: false,
  setPath: () => undefined,
  quit: () => {
    quits += 1;
    fake.app.emit('before-quit', new FakeEvent());
  },
  exit: (code: number) => {
    process.stderr.write(`pretended Electron: quit ${quits} times, loaded ${fake.loaded.join(' ')}\n`);
    process.exit(code);
  },
});
