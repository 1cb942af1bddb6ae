import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { text } from 'node:stream/consumers';
import type { Observed } from './cardToView/inside.ts';
import type { Measure } from './measure.ts';
import { inOwnNamespace, namespaceEnv, whyNoNamespace } from './ownNamespace.ts';
import { beside } from './program.ts';
import { median } from './statistics.ts';

const PCSCD = '/usr/sbin/pcscd';
const VIRTUAL_READER = '/etc/reader.conf.d/vpcd';

/** From the moment the real PC/SC service has found a card to the View with its balance leaving the station. */
export const cardToView: Measure = {
  name: 'card',
  obstacle() {
    const missing = [PCSCD, VIRTUAL_READER].find((path) => !existsSync(path));
    if (missing !== undefined) return `${missing} is missing (apt-get install pcscd vsmartcard-vpcd)`;
    return whyNoNamespace() ?? null;
  },
  async run(rounds) {
    const { file, args } = inOwnNamespace([process.execPath, beside('cardToView/inside.ts'), String(rounds)]);
    const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, ...namespaceEnv() } });
    const [[code], output] = await Promise.all([once(child, 'exit'), text(child.stdout)]);
    if (code !== 0) throw new Error(`the measure of the card ended with ${String(code)}`);
    const { ours, bare, pollingMs, commands } = JSON.parse(output) as Observed;
    return [
      {
        candidate: { what: 'card found to balance View, real pcscd and nfc-pcsc', unit: 'ms', values: ours },
        baseline: {
          what: 'a bare nfc-pcsc script sending the same commands',
          unit: 'ms',
          values: bare,
          file: 'station/bench/baselines/bareCard.mjs',
        },
        target: { of: 'ratio', bound: 'at most', value: 1.15 },
        notes: [
          `${commands} commands, each as slow as a real card's`,
          `not counted: the service's own polling, ${median(pollingMs).toFixed(0)} ms before it finds a card`,
        ],
      },
    ];
  },
};
