import { expect, it } from 'vitest';
import { packagesFor } from './systemPackages.mjs';

it('a machine in a hall gets what its reader and its screen need, and nothing that only tests need', () => {
  expect(Object.keys(packagesFor(true)).sort()).toEqual(['chromium', 'g++', 'libccid', 'libpcsclite-dev', 'make', 'pcscd', 'python3']);
});

it('a working copy gets what its tests need, and no driver for readers that it does not have', () => {
  const names = Object.keys(packagesFor(false));
  expect(names).toEqual(expect.arrayContaining(['vsmartcard-vpcd', 'socat', 'iproute2', 'pcscd', 'softhsm2']));
  expect(names).not.toContain('libccid');
});
