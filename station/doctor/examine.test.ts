import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fail, ok } from '../../hardware/ports/result.ts';
import { VirtualClock } from '../../lab/devices/virtualClock.ts';
import { parseConfig, readConfig, type StationConfig } from '../config.ts';
import { projectRoot } from '../projectRoot.ts';
import { examine } from './examine.ts';
import type { ExaminedConfig } from './examined.ts';
import { CHECK_IDS, type CheckId, type Finding, type FindingState } from './finding.ts';
import type { Probe } from './probe.ts';
import { file, folder, line, soundMachine, soundPrinter } from './testdata/soundMachine.ts';

const REAL: StationConfig = {
  ...readConfig(join(projectRoot, 'config/kiosk.example.json')),
  securityModule: { kind: 'file', file: '/keys.json' },
  acceptor: { kind: 'ssp', path: '/dev/note-acceptor' },
  printer: { kind: 'escpos', path: '/dev/slip-printer' },
  anchor: { folder: '/anchor' },
};
const PLAYED = { kind: 'simulated' } as const;
const SIMULATED: ExaminedConfig = { ...REAL, reader: PLAYED, acceptor: PLAYED, printer: PLAYED, auxiliaries: PLAYED };

type Change = Parameters<typeof soundMachine>[0];

/** Every finding by its id, on a sound machine with one thing changed. */
async function doctor(
  change: Change = {},
  config: ExaminedConfig | string = REAL,
  clock = new VirtualClock(),
): Promise<Record<CheckId, Finding>> {
  const probe = soundMachine({
    ...change,
    texts: { '/kiosk.json': typeof config === 'string' ? config : JSON.stringify(config), ...change.texts },
  });
  const parse = typeof config === 'string' ? parseConfig : (): ExaminedConfig => config;
  const findings = await clock.resolve(
    examine({ probe, clock, configPath: '/kiosk.json', parse, dataFolder: '/data', installedFile: '/package-lock.json' }),
  );
  expect(findings.map(({ id }) => id)).toEqual(CHECK_IDS);
  for (const { state, remedy, found } of findings) {
    expect(found).not.toBe('');
    // Whatever is wrong comes with what mends it, and nothing else does.
    expect(remedy === null).toBe(state === 'ok' || state === 'not-checked');
  }
  return Object.fromEntries(findings.map((finding) => [finding.id, finding])) as Record<CheckId, Finding>;
}

const never = <Value>(): Promise<Value> => new Promise<Value>(() => undefined);

describe('the doctor', () => {
  it('finds nothing wrong with a sound machine', async () => {
    const findings = Object.values(await doctor());
    expect(findings.filter(({ state }) => state !== 'ok').map(({ id, state }) => [id, state])).toEqual([]);
  });

  const service = (answer: Awaited<ReturnType<Probe['socket']>>): Change => ({
    socket: (path) => Promise.resolve(path.endsWith('pcscd.comm') ? answer : 'absent'),
  });
  const readers = (...names: string[]): Change => ({ readers: () => Promise.resolve({ ok: true, value: names }) });
  const noReaders = (kind: 'no-service' | 'no-library' | 'service-lost' | 'mute'): Change => ({
    readers: () => Promise.resolve({ ok: false, error: { kind, detail: 'the reason' } }),
  });
  const refuses = (kind: 'in-use' | 'forbidden'): Change => ({ useReader: () => Promise.resolve({ kind, detail: 'the reason' }) });
  const unit = (kind: 'busy' | 'silent' | 'refused'): Change => ({
    validator: () => Promise.resolve({ ok: false, error: { kind, detail: 'the reason' } }),
  });
  const journal = (lastWallMs: number, fault: string | null = null): Change => ({
    verifyJournal: () => Promise.resolve({ readable: true, records: 12, lastWallMs, fault, unproven: null }),
  });
  const disk = (freeBytes: number, type = 0xef53): Change => ({ fileSystem: () => Promise.resolve({ freeBytes, type }) });
  const screen = (change: Partial<Awaited<ReturnType<Probe['screen']>>>): Change => ({
    screen: async () => ({ ...(await soundMachine().screen()), ...change }),
  });

  it.each<[string, Change, CheckId, FindingState, found: string, remedy: string]>([
    [
      'another Node of the same line',
      { node: () => Promise.resolve({ running: '24.9.0', pinned: '24.21.0' }) },
      'node',
      'warning',
      '24.9.0',
      'npm run setup',
    ],
    ['another Node', { node: () => Promise.resolve({ running: '26.0.0', pinned: '24.21.0' }) }, 'node', 'fault', '26.0.0', 'npm run setup'],
    [
      'a card reader part that was not built',
      { loadNativePart: (part) => Promise.resolve(part === 'nfc-pcsc' ? 'Error: not found' : null) },
      'native-parts',
      'fault',
      'nfc-pcsc does not load: Error: not found',
      'libpcsclite-dev',
    ],
    [
      'a key file that is gone',
      {
        texts: {},
        readText: (path) =>
          soundMachine({ texts: { '/kiosk.json': JSON.stringify(REAL) } }).readText(path === '/keys.json' ? '/gone' : path),
      },
      'card-keys',
      'fault',
      '/keys.json',
      'install -m 600',
    ],
    ['a key file that is none', { texts: { '/keys.json': '[]' } }, 'card-keys', 'fault', 'form', '/keys.json'],
    ['a key file for everybody', { paths: { '/keys.json': { ...file, mode: 0o644 } } }, 'card-keys', 'fault', 'others', 'chmod 600'],
    [
      'a key file with the keys that everybody knows',
      { texts: { '/keys.json': '{"default":{"a":"FFFFFFFFFFFF","b":"FFFFFFFFFFFF"}}' } },
      'card-keys',
      'fault',
      'everybody knows',
      'operator',
    ],

    [
      'no PC/SC service',
      { ...service('absent'), paths: { '/usr/sbin/pcscd': null } },
      'pcsc-service',
      'fault',
      'not installed',
      'apt-get install',
    ],
    ['a stopped PC/SC service', service('absent'), 'pcsc-service', 'fault', 'does not run', 'systemctl enable --now pcscd.socket'],
    [
      'a stopped one without systemd',
      { ...service('absent'), paths: { '/run/systemd/system': null } },
      'pcsc-service',
      'fault',
      'does not run',
      'sudo pcscd',
    ],
    ['a crashed PC/SC service', service('dead'), 'pcsc-service', 'fault', 'left behind', 'systemctl restart pcscd'],
    ['a PC/SC service that is full', service('mute'), 'pcsc-service', 'fault', 'hangs', 'systemctl restart pcscd'],
    ['a PC/SC service for others', service('forbidden'), 'pcsc-service', 'fault', 'kiosk', 'ls -l'],
    ['no reader', readers(), 'reader', 'fault', 'sees no reader', 'plug the reader in'],
    [
      'another reader',
      readers('HID OMNIKEY 5022 00 00'),
      'reader',
      'fault',
      '"HID OMNIKEY 5022 00 00"',
      '"name": "HID OMNIKEY 5022 00 00"',
    ],
    ['a reader of many', readers('Other 00 00', 'ACS ACR122U 01 00'), 'reader', 'ok', '"ACS ACR122U 01 00"', ''],
    ['a spare of the same model', readers('ACS ACR122U 00 00', 'ACS ACR122U 01 00'), 'reader', 'ok', '"ACS ACR122U 00 00"', ''],
    [
      'a name that fits the card side and the SAM slot of one device',
      readers('ACS ACR122U [ACR122U SAM Interface] 00 00', 'ACS ACR122U [ACR122U PICC Interface] 01 00'),
      'reader',
      'fault',
      'either may be taken',
      '[ACR122U SAM Interface]',
    ],
    ['half a polkit rule', refuses('forbidden'), 'reader', 'fault', 'may not use cards', 'access_card'],
    ['a reader that another program holds', refuses('in-use'), 'reader', 'fault', 'held by another program', 'fuser'],
    ['a reader without service', noReaders('no-service'), 'reader', 'fault', 'does not answer', 'systemctl enable'],
    ['a reader without library', noReaders('no-library'), 'reader', 'fault', 'the reason', 'rebuild:native'],
    ['a service that hangs', noReaders('mute'), 'reader', 'fault', 'hangs', 'systemctl restart'],
    ['a service that refuses', noReaders('service-lost'), 'reader', 'fault', 'the reason', 'polkit'],

    ['no serial line', { paths: { '/dev/note-acceptor': null } }, 'acceptor', 'fault', 'no USB serial line', '/dev/serial/by-id'],
    [
      'another serial line',
      { paths: { '/dev/note-acceptor': null }, list: (path) => Promise.resolve(path === '/dev' ? ['tty0', 'ttyUSB3'] : ['usb-ITL']) },
      'acceptor',
      'fault',
      '/dev/serial/by-id/usb-ITL, /dev/ttyUSB3',
      'acceptor.path',
    ],
    ['a file in its place', { paths: { '/dev/note-acceptor': file } }, 'acceptor', 'fault', 'is a file', 'acceptor.path'],
    [
      'a line of another group',
      { paths: { '/dev/note-acceptor': { ...line, usable: false } } },
      'acceptor',
      'fault',
      'dialout',
      'usermod -aG dialout kiosk',
    ],
    [
      'a line that is held',
      { holders: () => Promise.resolve([{ pid: 77, name: 'minicom' }]) },
      'acceptor',
      'fault',
      'minicom (pid 77)',
      'fuser',
    ],
    [
      'a line that is probed for a modem',
      { holders: () => Promise.resolve([{ pid: 8, name: 'ModemManager' }]) },
      'acceptor',
      'fault',
      'ModemManager',
      'disable --now ModemManager',
    ],
    ['a line that another user holds', unit('busy'), 'acceptor', 'fault', 'the reason', 'fuser'],
    ['a unit without power', unit('silent'), 'acceptor', 'fault', 'no unit answers', 'switch the note acceptor on'],
    ['a unit of another country', unit('refused'), 'acceptor', 'fault', 'the reason', 'TWD'],

    [
      'no screen program',
      screen({ browser: null, electron: null }),
      'display',
      'fault',
      'neither',
      'install -y --no-install-recommends chromium',
    ],
    ['no display', screen({ display: null }), 'display', 'warning', 'no display', 'WAYLAND_DISPLAY'],
    ['no Electron', screen({ electron: null }), 'display', 'ok', 'Electron is not installed', ''],

    ['a clock before the last record', journal(1_900_000_000_000), 'clock', 'fault', 'last record', 'set-ntp true'],
    [
      'a clock before the installation',
      { paths: { '/package-lock.json': { ...file, modifiedMs: 1_900_000_000_000 } } },
      'clock',
      'fault',
      'installed',
      'set-ntp true',
    ],
    ['a clock on its own', { clockSynchronised: () => Promise.resolve(false) }, 'clock', 'warning', 'not following', 'set-ntp true'],
    ['a clock nobody knows of', { clockSynchronised: () => Promise.resolve(null) }, 'clock', 'warning', 'cannot be told', 'timedatectl'],

    ['no data folder yet', { paths: { '/data': null } }, 'data-folder', 'ok', 'first start', ''],
    [
      'no place for one',
      { paths: { '/data': null, '/': { ...folder, usable: false } } },
      'data-folder',
      'fault',
      'may not make it',
      'install -d -m 700 -o kiosk /data',
    ],
    ['a file in its place', { paths: { '/data': file } }, 'data-folder', 'fault', 'no folder', '--data'],
    [
      'a folder of another user',
      { paths: { '/data': { ...folder, usable: false } } },
      'data-folder',
      'fault',
      'may not write',
      'chown -R kiosk /data',
    ],
    ['an open folder', { paths: { '/data': { ...folder, mode: 0o755 } } }, 'data-folder', 'warning', 'others', 'chmod 700'],
    ['a shared folder', { paths: { '/data': { ...folder, mode: 0o775 } } }, 'data-folder', 'fault', 'others', 'chmod 700'],
    ['a lost key', { paths: { '/data/journal.key': null } }, 'data-folder', 'fault', 'missing', 'BACKUP'],
    ['half a key', { paths: { '/data/journal.key': { ...file, bytes: 16 } } }, 'data-folder', 'fault', '16 bytes', 'BACKUP'],
    ['a full disk', disk(199_999_999), 'disk-space', 'fault', '199 MB free', 'df -h'],
    ['just enough', disk(200_000_000), 'disk-space', 'ok', '200 MB free', ''],
    ['a network disk', disk(5e9, 0x6969), 'disk-space', 'fault', 'NFS', '--data'],
    ['a disk in memory', disk(5e9, 0x01021994), 'disk-space', 'fault', 'tmpfs', '--data'],

    ['no journal yet', { paths: { '/data/journal.db': null } }, 'journal', 'ok', 'none yet', ''],
    [
      'a changed journal',
      journal(0, 'broken at record 7: it was changed'),
      'journal',
      'fault',
      'record 7',
      'journal show /data/journal.db',
    ],
    [
      'something else in its place',
      { verifyJournal: () => Promise.resolve({ readable: false, why: 'not a kiosk journal' }) },
      'journal',
      'fault',
      'not a kiosk',
      'cp -a /data',
    ],
  ])('tells %s', async (_, change, id, state, found, remedy) => {
    const { [id]: finding } = await doctor(change);
    expect({ id, state: finding.state }).toEqual({ id, state });
    expect(finding.found).toContain(found);
    expect(finding.remedy ?? '').toContain(remedy);
  });

  it.each<[string, Change, StationConfig, FindingState, found: string, remedy: string]>([
    ['one of its own', {}, REAL, 'ok', 'lies in /anchor', ''],
    ['one that the first start makes', { paths: { '/anchor': null } }, REAL, 'ok', 'lies in /anchor', ''],
    ['none', {}, { ...REAL, anchor: undefined }, 'warning', 'only the centre notices', '"anchor": {'],
    ['one in the data folder', {}, { ...REAL, anchor: { folder: '/data/anchor' } }, 'warning', 'only the centre notices', '"anchor": {'],
    ['one of somebody else', { paths: { '/anchor': { ...folder, usable: false } } }, REAL, 'fault', 'may not write', 'install -d -m 700'],
  ])('tells of the anchor’s folder: %s', async (_, change, config, state, found, remedy) => {
    const { anchor: finding } = await doctor(change, config);
    expect(finding.state).toBe(state);
    expect(finding.found).toContain(found);
    expect(finding.remedy ?? '').toContain(remedy);
  });

  const TOKEN = { kind: 'pkcs11', module: '/lib/token.so', token: 'kiosk', key: 'journal', pinFile: '/pin' } as const;

  it.each<[string, Change, StationConfig, FindingState, found: string, remedy: string]>([
    ['a file', {}, REAL, 'ok', 'machine.key', ''],
    ['one on a token', {}, { ...REAL, machineKey: TOKEN }, 'ok', 'journal is on the token kiosk', ''],
    [
      'a token that is not there',
      { machineKey: () => Promise.resolve('token kiosk: no such token is there') },
      { ...REAL, machineKey: TOKEN },
      'fault',
      'no such token',
      '--token-label kiosk --login --keypairgen',
    ],
  ])('tells of the key that signs: %s', async (_, change, config, state, found, remedy) => {
    const { 'machine-key': finding } = await doctor(change, config);
    expect(finding.state).toBe(state);
    expect(finding.found).toContain(found);
    expect(finding.remedy ?? '').toContain(remedy);
  });

  it('tells what of a journal nothing proves', async () => {
    const unproven = 'nothing proves that its end is the end';
    const verdict = { readable: true, records: 12, lastWallMs: 0, fault: null, unproven } as const;
    expect((await doctor({ verifyJournal: () => Promise.resolve(verdict) })).journal).toMatchObject({ state: 'warning' });
  });

  const NETWORK: StationConfig = { ...REAL, printer: { kind: 'escpos', host: 'printer.local', port: 9101 } };
  const printer = (change: Partial<typeof soundPrinter>): Change => ({
    printer: () => Promise.resolve(ok({ ...soundPrinter, ...change })),
  });
  const noPrinter = (kind: 'unreachable' | 'silent' | 'not-in-turn'): Change => ({
    printer: () => Promise.resolve(fail({ kind, detail: 'the reason' })),
  });

  it.each<[string, Change, StationConfig, FindingState, found: string, remedy: string]>([
    ['a printer in order', {}, REAL, 'ok', '/dev/slip-printer: a printer is there and has paper', ''],
    ['one in the network', {}, NETWORK, 'ok', 'printer.local:9101: a printer is there', ''],
    ['a roll that ends soon', printer({ paper: 'low' }), REAL, 'warning', 'ends soon', 'new roll'],
    ['no paper', printer({ paper: 'out', online: false }), REAL, 'fault', 'run out', 'new roll'],
    ['an open cover', printer({ coverOpen: true, paper: 'out' }), REAL, 'fault', 'cover is open', 'close the cover'],
    ['a stuck cutter', printer({ cutterError: true }), REAL, 'fault', 'cutter', 'take out what is stuck'],
    ['a broken printer', printer({ unrecoverableError: true }), REAL, 'fault', 'broken', 'exchange it'],
    ['a hot print head', printer({ autoRecoverableError: true }), REAL, 'fault', 'too hot', 'cooled down'],
    ['a held feed button', printer({ feedButton: true }), REAL, 'fault', 'feed button', 'let go'],
    ['no line to it', { paths: { '/dev/slip-printer': null } }, REAL, 'fault', 'is not there', 'printer.path'],
    ['a line that another user holds', noPrinter('unreachable'), REAL, 'fault', 'the reason', 'fuser'],
    ['a line without a printer', noPrinter('silent'), REAL, 'fault', 'no printer answers', '115200 baud'],
    ['a network without it', noPrinter('unreachable'), NETWORK, 'fault', 'no printer at printer.local:9101', 'ping -c 3 printer.local'],
    ['a printer that answers DLE EOT and not GS r', noPrinter('not-in-turn'), REAL, 'fault', 'never says that it has printed', 'GS r'],
    ['something else at its address', noPrinter('silent'), NETWORK, 'fault', 'takes the call', 'ESC/POS'],
    ['that there is none', {}, { ...REAL, printer: { kind: 'none' } }, 'ok', 'names none', ''],
  ])('tells of the slip printer: %s', async (_, change, config, state, found, remedy) => {
    const { printer: finding } = await doctor(change, config);
    expect(finding.state).toBe(state);
    expect(finding.found).toContain(found);
    expect(finding.remedy ?? '').toContain(remedy);
  });

  const MODBUS: StationConfig = { ...REAL, auxiliaries: { kind: 'modbus', path: '/dev/small-parts', unit: 1 } };
  const module = (change: Change = {}): Change => ({
    ...change,
    paths: {
      '/dev/small-parts': { kind: 'character-device', usable: true, group: 'dialout', mode: 0o660, bytes: 0, device: 4, modifiedMs: 0 },
      ...change.paths,
    },
  });
  const noModule = (kind: 'auxiliaries-line-absent' | 'auxiliaries-silent' | 'auxiliaries-refused'): Change =>
    module({ auxiliaries: () => Promise.resolve(fail({ kind, detail: 'the reason' })) });

  it.each<[string, Change, FindingState, found: string, remedy: string]>([
    ['a module that answers', module(), 'ok', 'unit 1 answers; key switch on run, door closed', ''],
    ['no line to it', module({ paths: { '/dev/small-parts': null } }), 'fault', 'is not there', 'auxiliaries.path'],
    ['a line that somebody holds', noModule('auxiliaries-line-absent'), 'fault', 'the reason', 'fuser'],
    ['a line without a module', noModule('auxiliaries-silent'), 'fault', 'unit 1 does not answer', 'speed and parity'],
    ['a module that answers something else', noModule('auxiliaries-refused'), 'fault', 'not what it was asked', 'every input'],
  ])('tells of key switch, door and lights: %s', async (_, change, state, found, remedy) => {
    const { auxiliaries: finding } = await doctor(change, MODBUS);
    expect(finding.state).toBe(state);
    expect(finding.found).toContain(found);
    expect(finding.remedy ?? '').toContain(remedy);
  });

  it('does not look at parts without a configuration, but at everything else', async () => {
    for (const [text, words] of [
      ['{', 'not JSON'],
      [JSON.stringify({ ...REAL, language: 'fr' }), 'language'],
    ] as const) {
      const findings = await doctor({}, text);
      expect(findings.configuration).toMatchObject({ state: 'fault', found: expect.stringContaining(words) as string });
      expect(findings.reader.state).toBe('not-checked');
      expect(findings.acceptor.state).toBe('not-checked');
      expect(findings.journal.state).toBe('ok');
    }
  });

  it("warns of the factory's keys with a real reader only", async () => {
    const { securityModule: _, ...withoutKeys } = REAL;
    expect((await doctor({}, withoutKeys))['card-keys'].state).toBe('fault');
    expect((await doctor({}, { ...withoutKeys, reader: PLAYED }))['card-keys'].state).toBe('ok');
  });

  it('needs no devices and no durable disk for simulated parts', async () => {
    const bare: Change = {
      ...service('absent'),
      ...noReaders('no-service'),
      ...disk(5e9, 0x01021994),
      paths: { '/dev/note-acceptor': null },
    };
    const findings = await doctor(bare, SIMULATED);
    for (const id of ['pcsc-service', 'reader', 'acceptor', 'printer', 'auxiliaries'] as const) {
      expect(findings[id]).toMatchObject({ state: 'ok', found: expect.stringContaining('simulated') as string });
    }
    expect(findings['disk-space'].state).toBe('warning');
  });

  it('leaves the devices of a running station alone', async () => {
    let touched = 0;
    const findings = await doctor({
      socket: () => Promise.resolve('answers'),
      socketOwner: () => Promise.resolve({ pid: 4711, name: 'node' }),
      readers: () => {
        touched += 1;
        return never();
      },
      validator: () => {
        touched += 1;
        return never();
      },
      printer: () => {
        touched += 1;
        return never();
      },
    });
    expect(findings.station.found).toContain('in use by the running station (pid 4711)');
    for (const id of ['reader', 'acceptor', 'printer'] as const) {
      expect(findings[id]).toMatchObject({ state: 'not-checked', found: 'in use by the running station (pid 4711)' });
    }
    expect(touched).toBe(0);
  });

  it.each([
    ['takes nobody in', (): Promise<'mute'> => Promise.resolve('mute')],
    ['hangs', never<'mute'>],
  ])('takes a station that %s for a running one', async (_, socket) => {
    const findings = await doctor({ socket });
    expect(findings.station.found).toContain('in use by the running station');
    expect(findings.acceptor.state).toBe('not-checked');
  });

  it('ends whatever hangs, and lets go of it', async () => {
    const aborted: string[] = [];
    const hang =
      (what: string) =>
      <Value>(signal: AbortSignal): Promise<Value> => {
        signal.addEventListener('abort', () => aborted.push(what));
        return never();
      };
    const clock = new VirtualClock();
    const began = clock.monotonicMs();
    const findings = await doctor(
      {
        loadNativePart: (_, signal) => hang('part')(signal),
        socket: (path, signal) => (path.endsWith('pcscd.comm') ? hang('socket')(signal) : Promise.resolve('absent')),
        readers: hang('readers'),
        validator: (_, signal) => hang('validator')(signal),
        printer: (_, signal) => hang('printer')(signal),
        verifyJournal: (_, signal) => hang('journal')(signal),
        clockSynchronised: hang('clock'),
        fileSystem: never,
        screen: never,
        node: never,
      },
      REAL,
      clock,
    );
    for (const id of [
      'node',
      'native-parts',
      'pcsc-service',
      'reader',
      'acceptor',
      'printer',
      'clock',
      'disk-space',
      'display',
      'journal',
    ] as const) {
      expect(findings[id], id).toMatchObject({ state: 'fault', found: expect.stringContaining('no answer within') as string });
    }
    expect(clock.monotonicMs() - began).toBeLessThan(120_000);
    expect(new Set(aborted)).toEqual(new Set(['part', 'socket', 'readers', 'validator', 'printer', 'journal', 'clock']));
  });

  it('survives a question that fails', async () => {
    const { display } = await doctor({ screen: () => Promise.reject(new Error('no such thing')) });
    expect(display).toMatchObject({ state: 'fault', found: expect.stringContaining('no such thing') as string });
  });
});

describe('names', () => {
  it('are not compared where devices are meant: one line under two names serves one part', async () => {
    const device = { ...line, device: 48_128 };
    const paths = { '/dev/note-acceptor': device, '/dev/slip-printer': device };
    expect((await doctor({ paths })).printer).toMatchObject({ state: 'fault', found: expect.stringContaining('are one device') as string });
    const apart = { '/dev/note-acceptor': device, '/dev/slip-printer': { ...device, device: 48_129 } };
    expect((await doctor({ paths: apart })).printer.state).toBe('ok');
  });

  it('of a station are told of when no font has their characters', async () => {
    const { configuration } = await doctor({}, { ...REAL, station: '\u3401\u5CF6' });
    expect(configuration).toMatchObject({ state: 'warning', found: expect.stringContaining('\u3401') as string });
  });

  it('of a data folder are refused when no socket fits under them', async () => {
    const dataFolder = `/${'long/'.repeat(25)}`;
    const clock = new VirtualClock();
    const parse = (): ExaminedConfig => REAL;
    const findings = await clock.resolve(
      examine({ probe: soundMachine(), clock, configPath: '/kiosk.json', parse, dataFolder, installedFile: '/package-lock.json' }),
    );
    expect(findings.find(({ id }) => id === 'data-folder')).toMatchObject({
      state: 'fault',
      found: expect.stringContaining('too long') as string,
    });
  });
});
