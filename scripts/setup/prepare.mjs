import { electronIsHere, fetchElectron } from './electronBinary.mjs';
import { cardReaderAdapterLoads, installNpmPackages } from './npmPackages.mjs';
import { onlyOne } from './onlyOne.mjs';
import { say } from './say.mjs';
import { isUpToDate, packagesAreCurrent, readStamp, writeStamp } from './stamp.mjs';
import { mayInstall, provideSystemPackages } from './systemPackages.mjs';

/** Everything a fresh clone needs, in the order it needs it. Resolves to an exit code. */
export function prepare() {
  return onlyOne(async () => {
    // The one we waited for may have done it all.
    if (isUpToDate()) return 0;
    const before = readStamp();
    // First the headers, then npm: it builds the card reader adapter against them.
    const missing = provideSystemPackages();
    if (!packagesAreCurrent(before) || (missing.length < before.missing.length && !cardReaderAdapterLoads())) {
      if (!installNpmPackages()) return 1;
    }
    if (!cardReaderAdapterLoads()) {
      say('the card reader adapter (nfc-pcsc) was not built: simulated readers work, real ones do not.');
      say('It needs g++, make, python3 and libpcsclite-dev; then: npm run rebuild:native');
    }
    const triedBefore = packagesAreCurrent(before) && process.env.KIOSK_FETCH_ELECTRON !== '1';
    const electron = triedBefore ? electronIsHere() : await fetchElectron();
    writeStamp({ missing, asked: mayInstall(), electron });
    say('ready');
    return 0;
  });
}
