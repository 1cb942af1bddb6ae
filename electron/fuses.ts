import { type FuseV1Config, FuseV1Options, FuseVersion } from '@electron/fuses';

/**
 * What is burnt into the binary of a machine in a hall: it cannot be made to run as plain Node, to take options or an
 * inspector from its surroundings, or to load anything but its own archive. Electron checks the archive's integrity on
 * macOS and Windows only; on Linux that is the read-only root file system's part.
 *
 * Every fuse must be named here: a new one does not compile, and does not pack, before its value has been decided here.
 */
const states: Record<FuseV1Options, boolean> = {
  [FuseV1Options.RunAsNode]: false,
  [FuseV1Options.EnableCookieEncryption]: true,
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable]: false,
  [FuseV1Options.EnableNodeCliInspectArguments]: false,
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation]: true,
  [FuseV1Options.OnlyLoadAppFromAsar]: true,
  [FuseV1Options.LoadBrowserProcessSpecificV8Snapshot]: false,
  [FuseV1Options.GrantFileProtocolExtraPrivileges]: false,
  // Chromium's own way of catching what WebAssembly does wrong; turning it off makes it slower and nothing safer.
  [FuseV1Options.WasmTrapHandlers]: true,
};

export const fuses: FuseV1Config = { version: FuseVersion.V1, strictlyRequireAllFuses: true, ...states };
