/**
 * Who may import whom: exactly the arrows of docs/architecture.md. A room may import what its row names and nothing else:
 * neither another room, nor an npm package, nor a part of Node. Type-only imports count like any other.
 */

/**
 * @typedef {object} Room
 * @property {string} name
 * @property {string} files       what belongs to the room: a regular expression on paths
 * @property {string[]} imports   what it may use in this repository, itself included: regular expressions on paths
 * @property {string[]} packages  npm packages it may use
 * @property {boolean} node       whether it may use Node's own modules
 * @property {string[]} [inTests]  what its tests may use besides, in this repository
 */

/** A folder of the station is tried over real drivers, and against what it speaks of. */
const STATION_TESTS = ['^(hardware|machines)/', '^station/projectRoot[.]ts$'];

/** @type {Room[]} */
const ROOMS = [
  { name: 'ports', files: '^hardware/ports/', imports: ['^hardware/ports/'], packages: [], node: false },
  {
    // A driver knows itself and the ground floor; not its neighbour, and never a machine. `$1` is its own folder.
    name: 'drivers',
    files: '^hardware/(?!ports/|pcsc/)([^/]+)/',
    imports: ['^hardware/$1/', '^hardware/ports/'],
    packages: ['@napi-rs/canvas', 'pkcs11js', 'serialport', '@serialport/[^/]+', 'uqr', 'zod'],
    node: true,
  },
  {
    // The one driver with two storeys: a card in the reader is read by its profile, which itself knows no reader.
    name: 'pcsc',
    files: '^hardware/pcsc/',
    imports: ['^hardware/(pcsc|card-profiles|ports)/'],
    packages: ['nfc-pcsc', '@pokusew/pcsclite', 'zod'],
    node: true,
  },
  // The machines, a row per folder. Each stands on those before it: none needs one that needs it, not even for a type.
  { name: 'words', files: '^machines/words[.]ts$', imports: [], packages: [], node: false },
  {
    name: 'messages',
    files: '^machines/messages/',
    imports: ['^machines/(messages/|words[.])', '^hardware/ports/fonts[.]'],
    packages: ['intl-messageformat', '@formatjs/[^/]+'],
    node: false,
  },
  { name: 'rules', files: '^machines/rules/', imports: ['^machines/(rules|messages)/', '^hardware/ports/'], packages: [], node: false },
  {
    name: 'errors',
    files: '^machines/errors/',
    imports: ['^machines/(errors|rules|messages)/', '^machines/words[.]', '^hardware/ports/'],
    packages: [],
    node: false,
  },
  {
    // What all flows share: events, effects, what is known of a card, limits. Of the messages flows know which languages there are.
    name: 'words of the flows',
    files: '^machines/flows/[^/]+$',
    imports: ['^machines/(flows/[^/]+$|rules/|words[.]|messages/languages[.])', '^hardware/ports/'],
    packages: [],
    node: false,
  },
  {
    // A flow knows neither the visit that it serves nor its neighbour. `$1` is its own folder.
    name: 'flows',
    files: '^machines/flows/(?!visit/)([^/]+)/',
    imports: ['^machines/(flows/($1/|[^/]+$)|rules/|words[.]|messages/languages[.])', '^hardware/ports/'],
    packages: ['xstate'],
    node: false,
  },
  {
    name: 'visit',
    files: '^machines/flows/visit/',
    imports: ['^machines/(flows|rules)/', '^machines/(words|messages/languages)[.]', '^hardware/ports/'],
    packages: ['xstate'],
    node: false,
  },
  {
    name: 'view',
    files: '^machines/view/',
    imports: ['^machines/(view|flows|errors|rules|messages)/', '^machines/words[.]', '^hardware/ports/'],
    packages: [],
    node: false,
  },
  // Whatever else is laid into machines/ needs a row of its own before it may import anything.
  { name: 'machines', files: '^machines/(?!(messages|rules|errors|flows|view)/|words[.])', imports: [], packages: [], node: false },
  {
    name: 'renderer',
    files: '^renderer/',
    imports: ['^renderer/', '^link/', '^machines/(view|messages)/', '^machines/words[.]'],
    packages: ['react', 'react-dom', 'intl-messageformat', 'uqr', '@fontsource-variable/[^/]+'],
    node: false,
  },
  {
    name: 'electron',
    files: '^electron/(?!bundle[.]ts|vite[.])',
    imports: ['^electron/', '^shell/', '^link/'],
    packages: ['electron', '@electron/fuses'],
    node: true,
  },
  // How the shell is put together, as opposed to what it is: run by the builder only.
  { name: 'electron build', files: '^electron/(bundle[.]ts|vite[.])', imports: ['^electron/'], packages: ['vite'], node: true },
  {
    // What two processes say to each other, and nothing else.
    name: 'link',
    files: '^link/',
    imports: ['^link/', '^machines/view/', '^hardware/ports/'],
    packages: ['zod'],
    node: true,
  },
  {
    // What stands between a window and the station.
    name: 'shell',
    files: '^shell/',
    imports: ['^shell/', '^link/', '^machines/(view|messages)/', '^hardware/ports/', '^hardware/system/'],
    packages: ['ws', 'zod'],
    node: true,
  },
  // The station, a row per folder; each stands on those before it.
  {
    // What happened: of the flows it needs the words for it, and the rule by which a note's fate is judged.
    name: 'station/journal',
    files: '^station/journal/',
    imports: ['^station/journal/', '^machines/flows/', '^hardware/ports/'],
    packages: ['better-sqlite3', 'zod'],
    node: true,
    inTests: STATION_TESTS,
  },
  {
    name: 'station/issuer',
    files: '^station/issuer/',
    imports: ['^station/(issuer|journal)/', '^hardware/ports/'],
    packages: ['better-sqlite3', 'zod'],
    node: true,
    inTests: STATION_TESTS,
  },
  {
    // Who of the staff is who: rosters, PINs, lock-out.
    name: 'station/staff',
    files: '^station/staff/',
    imports: ['^station/(staff|journal)/', '^machines/flows/', '^hardware/ports/'],
    packages: ['zod'],
    node: true,
    inTests: STATION_TESTS,
  },
  {
    // Carries out what flows ask for, over ports: it knows no driver and no configuration.
    name: 'station/effects',
    files: '^station/effects/',
    imports: ['^station/(effects|issuer|staff|journal)/', '^machines/', '^hardware/ports/'],
    packages: [],
    node: true,
    inTests: STATION_TESTS,
  },
  {
    // Which drivers a configuration means, and the process that they run in.
    name: 'station/composition',
    files: '^station/(composition|openMachineKey|modbusLine|printerLine|runStation)[.](test[.])?ts$',
    imports: ['^station/((effects|issuer|staff|journal)/|[^/]+$)', '^link/', '^machines/', '^hardware/'],
    packages: ['zod'],
    node: true,
    inTests: STATION_TESTS,
  },
  {
    // One station over its ports: it knows no driver. The command line and the doctor stand beside it, and it knows neither.
    name: 'station',
    files: '^station/(?!(cli|(composition|openMachineKey|modbusLine|printerLine|runStation)([.]test)?)[.]ts$)[^/]+$',
    imports: ['^station/((effects|issuer|staff|journal)/|[^/]+$)', '^link/', '^machines/', '^hardware/(ports|system)/'],
    packages: ['better-sqlite3', 'xstate', 'zod'],
    node: true,
  },
  {
    // Asks the parts of a machine as their drivers would; it starts no station.
    name: 'station/doctor',
    files: '^station/doctor/',
    imports: [
      '^station/(doctor|issuer|journal)/',
      '^station/(config|dataFolder|openMachineKey|modbusLine|printerLine|secretFile)[.]ts$',
      '^shell/(browserWindow|electronBinary)[.]ts$',
      '^hardware/',
    ],
    packages: ['zod'],
    node: true,
    inTests: STATION_TESTS,
  },
  {
    name: 'station/cli',
    files: '^station/cli([.]ts$|/)',
    imports: [
      '^station/(cli|doctor|staff|journal)/',
      '^station/(composition|config|dataFolder|journalTail|nodeVersion|openMachineKey|projectRoot)[.]ts$',
      '^shell/',
      '^machines/(errors|rules)/',
      '^machines/flows/staff[.]ts$',
      '^hardware/',
    ],
    packages: ['zod'],
    node: true,
    inTests: STATION_TESTS,
  },
  // Whatever else is laid into station/ needs a row of its own before it may import anything.
  {
    name: 'another room of the station',
    files: '^station/(?!(journal|issuer|staff|effects|doctor|cli)/)[^/]+/',
    imports: [],
    packages: [],
    node: false,
  },
  {
    // What tries and proves the product. A simulator speaks the bytes of its driver, so it may use the driver's own words for them.
    name: 'lab',
    files: '^lab/(?!speed/(?:baselines|screen)/)',
    imports: ['^lab/', '^shell/', '^link/', '^station/', '^machines/', '^hardware/'],
    packages: ['@hono/node-server', '@hono/zod-openapi', 'better-sqlite3', 'hono', 'xstate', 'zod'],
    node: true,
  },
  // What the product is measured against: nothing of the product.
  {
    name: 'baselines',
    files: '^lab/speed/baselines/',
    imports: [],
    packages: ['better-sqlite3', 'nfc-pcsc', 'react', 'react-dom'],
    node: true,
  },
  // A browser, and what serves it pages.
  {
    name: 'the bench of the screen',
    files: '^lab/speed/screen/',
    imports: ['^lab/', '^shell/', '^link/', '^machines/', '^hardware/'],
    packages: ['@playwright/test', 'vite', 'ws', 'xstate'],
    node: true,
  },
];

/** A test, or what only tests use. */
const TEST_FILE = '(?:[.]test[.](?:ts|tsx|mjs)|/testdata/[^/]+)$';

/** What a test may use on top of its room's row, beside all of Node. */
const IN_TESTS = {
  imports: ['^lab/', '^tests/support/', '^hardware/system/'],
  packages: ['vitest', 'fast-check', 'react-dom', 'vite', 'ws', '@swc/core'],
};

const pathsOf = (packages) => packages.map((name) => `(^|/)node_modules/(@types/)?${name}(/|$)`);

const arrowsOf = ({ name, files, imports, packages, node, inTests = [] }) => [
  {
    name: `${name}: only its arrows`,
    severity: 'error',
    from: { path: files, pathNot: TEST_FILE },
    to: { couldNotResolve: false, pathNot: [...imports, ...pathsOf(packages)], ...(node && { dependencyTypesNot: ['core'] }) },
  },
  {
    name: `${name}, in its tests: only its arrows and the tools of tests`,
    severity: 'error',
    // The row's own pattern may name the end of a path, so it cannot stand before the other.
    from: { path: `(?=.*${TEST_FILE})${files}` },
    to: {
      pathNot: [...imports, ...inTests, ...IN_TESTS.imports, ...pathsOf([...packages, ...IN_TESTS.packages])],
      dependencyTypesNot: ['core'],
    },
  },
];

export default {
  forbidden: [
    ...ROOMS.flatMap(arrowsOf),
    {
      name: 'lab: no product room',
      comment: 'What tries and proves the product never ships with it, and a simulator must not be reachable from where a device is meant.',
      severity: 'error',
      from: { path: '^(hardware|machines|link|shell|station|renderer|electron)/', pathNot: TEST_FILE },
      to: { path: '^lab/' },
    },
    {
      name: 'renderer: of the link types only',
      comment: 'What checks an untrusted page is not part of it; only what both sides must say alike is.',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: '^link/(?!screenChannel[.]ts$)', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'tests: nobody imports them',
      severity: 'error',
      from: { path: '^(hardware|machines|link|shell|station|renderer|electron|lab)/', pathNot: TEST_FILE },
      to: { path: ['^tests/', TEST_FILE] },
    },
    {
      name: 'imports lead somewhere',
      comment: 'An import that cannot be resolved could point across any boundary unseen.',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no circles of types',
      comment: 'A machine, its words and its picture are read one after another: not even a type leads back.',
      severity: 'error',
      from: { path: '^machines/' },
      to: { circular: true },
    },
    {
      name: 'no circles',
      comment: 'Two files that need each other to run are one concept or three.',
      severity: 'error',
      from: { path: '^(hardware|machines|link|shell|station|renderer|electron|lab|tests|scripts)/' },
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
  ],
  options: {
    parser: 'swc',
    tsPreCompilationDeps: true,
    doNotFollow: { path: ['node_modules', '^dist/'] },
    exclude: { path: '^dist/' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.css', '.json', '.d.ts'],
    },
  },
};
