import type { PrinterStatus } from '../../../hardware/escpos/status.ts';
import { ok } from '../../../hardware/ports/result.ts';
import type { PathFacts, Probe } from '../probe.ts';

export const folder: PathFacts = { kind: 'folder', usable: true, group: 'kiosk', mode: 0o700, bytes: 4_096, modifiedMs: 0, device: null };
export const file: PathFacts = { ...folder, kind: 'file', mode: 0o600, bytes: 32 };
export const line: PathFacts = { ...folder, kind: 'character-device', group: 'dialout', mode: 0o660, bytes: 0 };

/** A printer on which nothing is wrong. */
export const soundPrinter: PrinterStatus = {
  online: true,
  coverOpen: false,
  feedButton: false,
  cutterError: false,
  mechanicalError: false,
  unrecoverableError: false,
  autoRecoverableError: false,
  paper: 'full',
};

/** A machine with real parts on which nothing is wrong. `paths` and `texts` say what lies where. */
export function soundMachine(
  change: Partial<Probe> & {
    readonly paths?: Readonly<Record<string, PathFacts | null>>;
    readonly texts?: Readonly<Record<string, string>>;
  } = {},
): Probe {
  const { paths = {}, texts = {}, ...rest } = change;
  const there: Readonly<Record<string, PathFacts | null>> = {
    '/': folder,
    '/anchor': folder,
    '/data': folder,
    '/data/journal.db': file,
    '/data/journal.key': file,
    '/keys.json': file,
    '/dev/note-acceptor': line,
    '/dev/slip-printer': line,
    '/usr/sbin/pcscd': file,
    '/run/systemd/system': folder,
    ...paths,
  };
  const contents: Readonly<Record<string, string>> = { '/keys.json': '{}', ...texts };
  return {
    user: 'kiosk',
    node: () => Promise.resolve({ running: '24.21.0', pinned: '24.21.0' }),
    loadNativePart: () => Promise.resolve(null),
    readText: (path) => {
      const text = contents[path];
      return Promise.resolve(text === undefined ? { ok: false, error: 'no such file' } : ok(text));
    },
    path: (path) => Promise.resolve(there[path] ?? null),
    list: () => Promise.resolve([]),
    fileSystem: () => Promise.resolve({ freeBytes: 5_000_000_000, type: 0xef53 }),
    socket: (path) => Promise.resolve(path === '/run/pcscd/pcscd.comm' ? 'answers' : 'absent'),
    socketOwner: () => Promise.resolve(null),
    holders: () => Promise.resolve([]),
    pcscSocket: '/run/pcscd/pcscd.comm',
    readers: () => Promise.resolve(ok(['ACS ACR122U 00 00'])),
    useReader: () => Promise.resolve(null),
    auxiliaries: () => Promise.resolve(ok('key switch on run, door closed')),
    validator: () => Promise.resolve(ok('validator 1234567')),
    printer: () => Promise.resolve(ok(soundPrinter)),
    askIssuer: () => Promise.resolve(ok({ status: 200, text: '{"upto":7,"changes":[]}', hostMs: null })),
    machineKey: () => Promise.resolve(null),
    verifyJournal: () => Promise.resolve({ readable: true, records: 12, lastWallMs: 0, fault: null, unproven: null }),
    clockSynchronised: () => Promise.resolve(true),
    screen: () => Promise.resolve({ display: 'wayland-0', browser: '/usr/bin/chromium', electron: '/opt/electron' }),
    ...rest,
  };
}
