import { fault, fine, type Outcome, warning } from './finding.ts';
import type { Probe } from './probe.ts';

const INSTALL_BROWSER = 'sudo apt-get install -y --no-install-recommends chromium';

/** Is there a screen, and something that draws on it? */
export async function checkDisplay(probe: Probe): Promise<Outcome> {
  const { display, browser, electron } = await probe.screen();
  const drawn = [electron === null ? null : `Electron (${electron})`, browser === null ? null : `Chromium (${browser})`];
  const by = drawn.filter((name) => name !== null).join(' and ');
  if (by === '') return fault('neither Electron nor Chromium is here: nothing can draw the screen', INSTALL_BROWSER);
  const noElectron = electron === null ? '; Electron is not installed (KIOSK_FETCH_ELECTRON=1 npm run setup && npm run build)' : '';
  if (display === null) {
    return warning(
      `${by}, but no display: neither WAYLAND_DISPLAY nor DISPLAY is set here${noElectron}`,
      'ask again in the session of the screen, e.g. with WAYLAND_DISPLAY=wayland-0 or DISPLAY=:0 set',
    );
  }
  return fine(`${by} on ${display}${noElectron}`);
}
