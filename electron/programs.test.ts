import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readStart } from './programs.ts';

const NEEDED = ['--config', '/etc/kiosk.json', '--data', '/var/kiosk'];
const OTHERS = ['--station', '/tmp/mine.js', '--companion', '/tmp/bench.js', '--dock'];
const copy = { packaged: false, file: '/copy/dist/electron/main.js', resources: '/electron/resources' };
const packed = { packaged: true, file: '/opt/kiosk/resources/app.asar/dist/electron/main.js', resources: '/opt/kiosk/resources' };

describe('what Electron runs', () => {
  it('is in the package its own station under its own Node, whatever the command line says', () => {
    const own = {
      configPath: '/etc/kiosk.json',
      dataDir: '/var/kiosk',
      root: '/opt/kiosk/resources/kiosk',
      nodePath: '/opt/kiosk/resources/kiosk/node/bin/node',
      programs: { stationEntry: '/opt/kiosk/resources/kiosk/dist/station/main.js', companion: null },
    };
    expect(readStart(NEEDED, packed)).toEqual(own);
    expect(readStart([...NEEDED, ...OTHERS, '--ozone-platform=wayland'], packed)).toEqual(own);
  });

  it('is in a working copy what the command line names, under the project’s Node', () => {
    expect(readStart([...NEEDED, ...OTHERS], copy)).toMatchObject({
      root: '/copy',
      nodePath: join('/copy/node_modules', `node-${process.platform}-${process.arch}`, 'bin/node'),
      programs: { stationEntry: '/tmp/mine.js', companion: { entry: '/tmp/bench.js', dock: true } },
    });
    const alone = readStart([...NEEDED, '--station', 'station/main.ts'], { ...copy, file: '/copy/electron/main.ts' });
    expect(alone).toMatchObject({ root: '/copy', programs: { stationEntry: resolve('station/main.ts'), companion: null } });
  });

  it('is nothing where the command line names too little', () => {
    expect(readStart(NEEDED, copy)).toBe(null);
    expect(readStart(NEEDED.slice(2), packed)).toBe(null);
    expect(readStart(['--config', '--data', '/var/kiosk'], packed)).toBe(null);
  });
});
