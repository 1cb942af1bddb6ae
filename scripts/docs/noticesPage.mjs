import { row, tableHead } from './markdown.mjs';

/** @typedef {{ version: string, license?: string, dev?: boolean, os?: string[], cpu?: string[] }} LockedPackage */

/**
 * Whose work a machine runs besides this project's: every package of the lockfile that is not for development only. The texts of their
 * licences lie in the packages, in the repository's `node_modules` as in the package for a machine.
 * @param {{ packages: Record<string, LockedPackage> }} lockfile
 */
export function noticesPage({ packages }) {
  const rows = Object.entries(packages)
    .filter(([place, { dev }]) => place !== '' && dev !== true)
    .map(([place, { version, license, os, cpu }]) => [
      place.slice(place.lastIndexOf('node_modules/') + 'node_modules/'.length),
      version,
      license ?? 'see its LICENSE',
      [...(os ?? []), ...(cpu ?? [])].join(' ') || 'everywhere',
    ])
    .sort(([one = '', oneVersion = ''], [other = '', otherVersion = '']) =>
      `${one} ${oneVersion}`.localeCompare(`${other} ${otherVersion}`, 'en'),
    );
  return `# Third-party notices

Made from package-lock.json by \`npm run docs\`; do not edit. ${rows.length} packages are part of a running kiosk or of its installation. The text of each
licence lies in the package itself. Electron brings Chromium's own notices, \`LICENSES.chromium.html\`.

${[...tableHead(['package', 'version', 'licence', 'for']), ...rows.map(row)].join('\n')}
`;
}
