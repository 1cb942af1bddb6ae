import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { otherKeysCard } from '../../lab/devices/card/preparedCards.ts';
import { SimulatedCard } from '../../lab/devices/card/simulatedCard.ts';
import { SimulatedReader } from '../../lab/devices/card/simulatedReader.ts';
import { VirtualCard } from '../../lab/devices/card/virtualCard.ts';
import { type Pcscd, startPcscd } from '../../lab/speed/pcscd.ts';
import { systemClock } from '../../hardware/system/systemClock.ts';
import { card } from './cardReaderSuite.ts';

const CLI = resolve(import.meta.dirname, '../../lab/cli.ts');
const READER = 'Virtual PCD 00 00';
const NOW = Date.UTC(2026, 2, 5, 6, 0, 0);

async function kioskCard(...args: readonly string[]): Promise<{ code: number; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [CLI, 'card', ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const [[code], stdout, stderr] = await Promise.all([once(child, 'exit'), text(child.stdout), text(child.stderr)]);
  return { code: Number(code), stdout, stderr };
}

describe('kiosk card, without the PC/SC service', { timeout: 30_000 }, () => {
  it('says so, with an exit code of its own', async () => {
    const { code, stdout, stderr } = await kioskCard('--reader', READER);
    expect({ code, stdout }).toEqual({ code: 3, stdout: '' });
    expect(stderr).toContain('E11');
  });
});

describe('kiosk card, over the real PC/SC service', { timeout: 30_000 }, () => {
  let pcscd: Pcscd;
  let reader: SimulatedReader;
  let virtualCard: VirtualCard;
  beforeEach(async () => {
    pcscd = await startPcscd();
    reader = new SimulatedReader({ clock: systemClock });
    virtualCard = new VirtualCard({ reader, clock: systemClock });
  });
  afterEach(async () => {
    virtualCard.stop();
    await pcscd.stop();
  });

  it('prints the card that lies there as one JSON object, as it prints an image', async () => {
    reader.place(card('ordinary'));
    const { code, stdout } = await kioskCard('--reader', READER, '--json');
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({ profile: 'easycard-classic', balance: 320, backupBalance: 320 });
    expect(stdout.trimEnd().split('\n')).toHaveLength(1);
  });

  it('takes reader and keys from a configuration, and speaks to people', async () => {
    reader.place(card('ordinary'));
    const { code, stdout } = await kioskCard('--config', 'config/kiosk.virtual-card.json');
    expect(code).toBe(0);
    expect(stdout).toContain('easycard-classic, NT$320');
  });

  it.each<[string, readonly string[], (laid: SimulatedReader) => void, number, string]>([
    ['no reader of that name', ['--reader', 'ACS ACR122U', '--wait', '5'], () => undefined, 4, 'no-reader'],
    ['no card', ['--reader', READER, '--wait', '2'], () => undefined, 5, 'no-card'],
    ['a card with other keys', ['--reader', READER], (laid) => laid.place(new SimulatedCard(otherKeysCard(NOW).image)), 6, 'unknown-card'],
    [
      'a bank card',
      ['--reader', READER],
      (laid) => laid.place(new SimulatedCard(card('ordinary').image, 'iso-14443-4')),
      6,
      'unknown-card',
    ],
    [
      'two cards',
      ['--reader', READER],
      (laid) => {
        laid.place(card('ordinary'));
        laid.placeBeside(card('nearly-full'), 'is-told');
      },
      7,
      'several-cards',
    ],
  ])('knows %s, with an exit code of its own', async (_, args, happens, code, fault) => {
    happens(reader);
    const answer = await kioskCard(...args, '--json');
    expect({ code: answer.code, fault: (JSON.parse(answer.stdout) as { fault: string }).fault }).toEqual({ code, fault });
  });
});
