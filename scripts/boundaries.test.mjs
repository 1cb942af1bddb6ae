import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fromRoot } from './setup/paths.mjs';

/** A small house: file -> what stands in it. Every arrow in it is allowed. */
const HOUSE = {
  'hardware/ports/clock.ts': 'export interface Clock { now(): number }',
  'hardware/ssp/frame.ts':
    "import type { Clock } from '../ports/clock.ts'; import 'node:events'; export const frame = (c: Clock) => c.now();",
  'hardware/escpos/printer.ts': "import type { Clock } from '../ports/clock.ts'; export type Printer = Clock;",
  'hardware/card-profiles/profile.ts': 'export const profile = 1;',
  'hardware/pcsc/session.ts': "import { profile } from '../card-profiles/profile.ts'; export const session = profile;",
  'lab/devices/validator.ts': "import { frame } from '../../hardware/ssp/frame.ts'; export const validator = frame;",
  'machines/view/view.ts': "import type { Clock } from '../../hardware/ports/clock.ts'; export type View = Clock;",
  'machines/messages/en.ts': "export const en = { hello: 'hello' };",
  'machines/flows/topUp/topUp.ts':
    "import type { Clock } from '../../../hardware/ports/clock.ts'; import { setup } from 'xstate'; export const topUp = (c: Clock) => setup(c);",
  'machines/flows/resolve/resolve.ts': 'export type Resolve = 1;',
  'machines/flows/visit/visit.ts': "import { topUp } from '../topUp/topUp.ts'; export const visit = topUp;",
  'machines/flows/visit/visit.test.ts': "import 'node:fs'; import { visit } from './visit.ts'; visit;",
  'renderer/app.tsx':
    "import type { View } from '../machines/view/view.ts'; import { en } from '../machines/messages/en.ts'; export const app = (_: View) => <p>{en.hello}</p>;",
  'link/stationLink.ts': 'export const beat = 1;',
  'shell/relay.ts': "import { beat } from '../link/stationLink.ts'; export const relay = beat;",
  'station/createStation.ts': "import { visit } from '../machines/flows/visit/visit.ts'; export const station = [visit];",
  'station/composition.ts': "import { frame } from '../hardware/ssp/frame.ts'; export const acceptor = frame;",
  'renderer/index.html': '<script type="module" src="/app.tsx"></script>',
  'station/journal/journal.ts': 'export const journal = 1;',
  'station/issuer/link.ts': "import { journal } from '../journal/journal.ts'; export const link = journal;",
  'station/effects/runner.ts': "import { link } from '../issuer/link.ts'; export const runner = link;",
  'station/config.ts': 'export const config = 1;',
  'station/doctor/examine.ts': "import { config } from '../config.ts'; export const examine = config;",
  'station/cli/doctor.ts':
    "import { examine } from '../doctor/examine.ts'; import { relay } from '../../shell/relay.ts'; export const doctor = [examine, relay];",
  'station/cli.ts': "import { doctor } from './cli/doctor.ts'; doctor.at(0);",
  'station/main.ts': "import { station } from './createStation.ts'; station.at(0);",
  'lab/world/world.ts':
    "import { validator } from '../devices/validator.ts'; import { station } from '../../station/createStation.ts'; station.push(validator);",
  'electron/main.ts': "import { relay } from '../shell/relay.ts'; relay;",
  'tests/support/world.ts': "import { station } from '../../station/createStation.ts'; export const world = station;",
};

/** [what it proves, file that does it, its line, the rule that must speak] */
const BREACHES = [
  ['a machine uses a driver', 'machines/flows/visit/a.ts', "import '../../../hardware/ssp/frame.ts';", 'visit: only its arrows'],
  [
    'a machine uses a type of a driver',
    'machines/flows/visit/b.ts',
    "import type { frame } from '../../../hardware/ssp/frame.ts';",
    'visit: only its arrows',
  ],
  [
    'a machine passes a driver on',
    'machines/flows/visit/c.ts',
    "export * from '../../../hardware/ssp/frame.ts';",
    'visit: only its arrows',
  ],
  ['a machine uses Node', 'machines/flows/visit/d.ts', "import 'node:fs';", 'visit: only its arrows'],
  ['a machine uses a package', 'machines/flows/visit/e.ts', "import { z } from 'zod';", 'visit: only its arrows'],
  [
    'a flow uses a type of the visit',
    'machines/flows/topUp/a.ts',
    "import type { visit } from '../visit/visit.ts';",
    'flows: only its arrows',
  ],
  [
    'a flow uses its neighbour',
    'machines/flows/topUp/b.ts',
    "import type { Resolve } from '../resolve/resolve.ts';",
    'flows: only its arrows',
  ],
  [
    'a flow uses a type of the View',
    'machines/flows/visit/h.ts',
    "import type { View } from '../../view/view.ts';",
    'visit: only its arrows',
  ],
  [
    'the texts use a type of the View',
    'machines/messages/b.ts',
    "import type { View } from '../view/view.ts';",
    'messages: only its arrows',
  ],
  ['a folder of machines without a row uses another', 'machines/more/a.ts', "import '../messages/en.ts';", 'machines: only its arrows'],
  ['a machine uses a test', 'machines/flows/visit/f.ts', "import './visit.test.ts';", 'tests: nobody imports them'],
  [
    'the test of a machine uses the station',
    'machines/flows/visit/g.test.ts',
    "import '../../../station/createStation.ts';",
    'visit, in its tests: only its arrows and the tools of tests',
  ],
  ['the ground floor uses a driver', 'hardware/ports/a.ts', "import type { frame } from '../ssp/frame.ts';", 'ports: only its arrows'],
  [
    'a driver uses a machine',
    'hardware/ssp/a.ts',
    "import type { visit } from '../../machines/flows/visit/visit.ts';",
    'drivers: only its arrows',
  ],
  ['a driver uses its neighbour', 'hardware/ssp/b.ts', "import type { Printer } from '../escpos/printer.ts';", 'drivers: only its arrows'],
  ['a driver uses a simulator', 'hardware/ssp/c.ts', "import '../../lab/devices/validator.ts';", 'lab: no product room'],
  ['the reader uses another driver', 'hardware/pcsc/a.ts', "import '../ssp/frame.ts';", 'pcsc: only its arrows'],
  ['a card profile uses the reader', 'hardware/card-profiles/a.ts', "import '../pcsc/session.ts';", 'drivers: only its arrows'],
  ['the texts use a flow', 'machines/messages/a.ts', "import '../flows/visit/visit.ts';", 'messages: only its arrows'],
  [
    'the screen uses a type of a flow',
    'renderer/a.tsx',
    "import type { visit } from '../machines/flows/visit/visit.ts';",
    'renderer: only its arrows',
  ],
  [
    'the screen uses the ground floor',
    'renderer/b.tsx',
    "import type { Clock } from '../hardware/ports/clock.ts';",
    'renderer: only its arrows',
  ],
  [
    'the screen loads a flow later',
    'renderer/c.tsx',
    "export const f = () => import('../machines/flows/visit/visit.ts');",
    'renderer: only its arrows',
  ],
  ['the window uses the station', 'electron/a.ts', "import '../station/createStation.ts';", 'electron: only its arrows'],
  ['the station uses a simulator', 'station/a.ts', "import '../lab/devices/validator.ts';", 'lab: no product room'],
  ['the station loads the lab later', 'station/e.ts', "export const f = () => import('../lab/world/world.ts');", 'lab: no product room'],
  [
    'the station starts a program of the lab',
    'station/f.ts',
    "export const f = new URL('../lab/bench/main.ts', import.meta.url);",
    'lab: no path into it',
  ],
  [
    'the station starts one by its folder',
    'station/g.ts',
    "export const g = (join: Function) => join('..', 'lab', 'cli.ts');",
    'lab: no path into it',
  ],
  [
    'the station starts one by a command line',
    'station/l.ts',
    "export const l = (exec: Function) => exec('node lab/cli.ts bench');",
    'lab: no path into it',
  ],
  ['the page loads a script of the lab', 'renderer/a.html', '<script src="../lab/world/world.ts"></script>', 'lab: no path into it'],
  [
    'the station gives one to its runtime',
    'station/n.ts',
    "export const n = (spawn: Function) => spawn('node', ['--import=lab/world/world.ts']);",
    'lab: no path into it',
  ],
  [
    'the station names one on a line of its own',
    'station/o.ts',
    'export const o = (exec: Function) => exec(`node\n  lab/cli.ts`);',
    'lab: no path into it',
  ],
  [
    'a program in plain JavaScript starts one',
    'shell/c.js',
    "export const c = (exec) => exec('node ./lab/cli.ts');",
    'lab: no path into it',
  ],
  ['a declaration uses a type of the lab', 'link/b.d.ts', "export type B = import('../lab/world/world.ts').World;", 'lab: no path into it'],
  ['a rule of the system names one', 'electron/resources/linux/a.rules', 'RUN+="/opt/kiosk/lab/cli.ts"', 'lab: no path into it'],
  ['a file without an ending names one', 'electron/resources/linux/profile', '/opt/kiosk/lab/cli.ts rix,', 'lab: no path into it'],
  ['a picture loads a script of the lab', 'renderer/b.svg', '<svg><script href="../lab/world/world.ts"/></svg>', 'lab: no path into it'],
  ['the package takes the lab along', 'electron-builder.yml', 'extraResources: [{ from: lab/world, to: world }]', 'lab: no path into it'],
  [
    'a hall’s configuration names a file of the lab',
    'config/kiosk.example.json',
    '{ "staff": { "folder": "lab/staff" } }',
    'lab: no path into it',
  ],
  ['the station itself uses a driver', 'station/m.ts', "import '../hardware/ssp/frame.ts';", 'station: only its arrows'],
  ['the shell starts one of any name', 'shell/b.ts', 'export const b = (name: string) => `../lab/${name}.ts`;', 'lab: no path into it'],
  [
    'the station requires the lab',
    'station/h.ts',
    "export const h = (require: Function) => require('../lab/world/world.ts');",
    'lab: no path into it',
  ],
  ['the shell uses the station', 'shell/a.ts', "import '../station/createStation.ts';", 'shell: only its arrows'],
  ['the journal uses the issuer', 'station/journal/a.ts', "import '../issuer/link.ts';", 'station/journal: only its arrows'],
  ['the issuer uses the configuration', 'station/issuer/a.ts', "import '../config.ts';", 'station/issuer: only its arrows'],
  ['an effect uses a driver', 'station/effects/a.ts', "import '../../hardware/ssp/frame.ts';", 'station/effects: only its arrows'],
  ['the doctor starts a station', 'station/doctor/a.ts', "import '../createStation.ts';", 'station/doctor: only its arrows'],
  ['the station uses its command line', 'station/i.ts', "import './cli/doctor.ts';", 'station: only its arrows'],
  ['the station uses the shell', 'station/j.ts', "import '../shell/relay.ts';", 'station: only its arrows'],
  [
    'a test of the station uses the shell',
    'station/k.test.ts',
    "import '../shell/relay.ts';",
    'station, in its tests: only its arrows and the tools of tests',
  ],
  ['a new folder has no row', 'station/fleet/a.ts', "import '../config.ts';", 'another room of the station: only its arrows'],
  ['the screen loads what checks it', 'renderer/d.tsx', "import '../link/stationLink.ts';", 'renderer: of the link types only'],
  ['the link uses the shell', 'link/a.ts', "import '../shell/relay.ts';", 'link: only its arrows'],
  ['the station uses the screen', 'station/b.ts', "import '../renderer/app.tsx';", 'station: only its arrows'],
  ['the station uses the tests', 'station/c.ts', "import '../tests/support/world.ts';", 'tests: nobody imports them'],
  ['the lab uses the tests', 'lab/world/a.ts', "import '../../tests/support/world.ts';", 'tests: nobody imports them'],
  ['an import leads nowhere', 'station/d.ts', "import '../machines/flows/gone.ts';", 'imports lead somewhere'],
  [
    'a machine leads back to itself by a type',
    'machines/rules/a.ts',
    "import type { B } from './b.ts'; export type A = B;",
    'no circles of types',
  ],
  ['two files need each other', 'hardware/ssp/d.ts', "import { e } from './e.ts'; export const d = () => e;", 'no circles'],
];

/** What closes the circles. The tool blames one file of each. */
const OTHER_HALF = {
  'hardware/ssp/e.ts': "import { d } from './d.ts'; export const e = () => d;",
  'machines/rules/b.ts': "import type { A } from './a.ts'; export type B = A | 1;",
};

const trees = [];
afterAll(() => {
  for (const tree of trees) rmSync(tree, { recursive: true, force: true });
});

function check(files) {
  const tree = mkdtempSync(path.join(os.tmpdir(), 'kiosk-house-'));
  trees.push(tree);
  symlinkSync(fromRoot('node_modules'), path.join(tree, 'node_modules'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(tree, name)), { recursive: true });
    writeFileSync(path.join(tree, name), `${text}\n`);
  }
  const { status, stdout, stderr } = spawnSync(process.execPath, [fromRoot('scripts', 'boundaries.mjs'), tree], { encoding: 'utf8' });
  return { status, said: stdout + stderr };
}

describe('boundaries', () => {
  it('lets a house pass that keeps its arrows', () => {
    expect(check(HOUSE)).toEqual({ status: 0, said: expect.stringContaining(' 0 forbidden, 0 unread') });
  });

  describe('of a house with breaches', () => {
    let result;
    beforeAll(() => {
      result = check({ ...HOUSE, ...OTHER_HALF, ...Object.fromEntries(BREACHES.map(([, file, line]) => [file, line])) });
    });

    it.each(BREACHES)('sees that %s', (_what, file, _line, rule) => {
      const lines = result.said.split('\n');
      const rules = lines.flatMap((line, at) => (line.startsWith(`${file} -> `) ? [lines[at + 1].trim()] : []));
      expect(rules).toContain(rule);
    });

    it('fails', () => expect(result.status).toBe(1));

    it('blames nobody else', () => {
      const blamed = result.said.split('\n').flatMap((line) => (line.includes(' -> ') ? [line.split(' -> ')[0]] : []));
      expect(new Set(blamed)).toEqual(new Set(BREACHES.map(([, file]) => file)));
    });
  });

  it('fails when a file could not be read', () => {
    expect(check({ ...HOUSE, 'station/broken.ts': 'import { from' })).toEqual({
      status: 1,
      said: expect.stringContaining('station/broken.ts'),
    });
  });

  it('fails when there is nothing to read', () => {
    expect(check({ 'hardware/ports/empty.ts': 'export {};' }).status).toBe(1);
  });
});
