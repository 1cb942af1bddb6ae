import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { GET_UID } from '../../hardware/pcsc/apdu.ts';
import { PCSC_LIMITS } from '../../hardware/pcsc/pcscLimits.ts';
import { openReaderProcess } from '../../hardware/pcsc/readerProcess.ts';
import { createRemotePcsc } from '../../hardware/pcsc/remotePcsc.ts';
import type { PcscEvent, PcscPort } from '../../hardware/ports/pcsc.ts';
import type { CardCommand } from '../../lab/devices/card/cardCommand.ts';
import { REALISTIC_DELAYS, SimulatedReader } from '../../lab/devices/card/simulatedReader.ts';
import { VirtualCard } from '../../lab/devices/card/virtualCard.ts';
import { type PcscdOptions, startPcscd } from '../../lab/speed/pcscd.ts';
import { systemClock } from '../../hardware/system/systemClock.ts';
import { cardReaderOver } from '../support/cardReaderRigs.ts';
import { card } from './cardReaderSuite.ts';

/**
 * What the library nfc-pcsc does not do, or does badly, and what becomes of it here. The whole list, with those that the
 * suite of the card reader proves, is in docs/decisions/004-one-owner-for-nfc-pcsc.md.
 */

const FIRST_PORT = 35_963;
const ENDINGS: (() => Promise<unknown> | void)[] = [];

afterEach(async () => {
  for (const end of ENDINGS.splice(0).toReversed()) await end();
});

async function service(options: PcscdOptions = {}): Promise<void> {
  const pcscd = await startPcscd(options);
  ENDINGS.push(() => pcscd.stop());
}

/** The far end of a slot of the virtual reader: what the card heard, and how many commands it had at a time at most. */
function slot(number: 0 | 1) {
  const heard: CardCommand[] = [];
  let [now, most] = [0, 0];
  const reader = new SimulatedReader({
    clock: systemClock,
    delays: REALISTIC_DELAYS,
    onApdu: (command, phase) => {
      if (phase === 'before') heard.push(command);
      now += phase === 'before' ? 1 : -1;
      most = Math.max(most, now);
    },
  });
  const link = new VirtualCard({ reader, clock: systemClock, port: FIRST_PORT + number });
  ENDINGS.push(() => link.stop());
  return { reader, heard, most: () => most };
}

/** The port over its own reader process; `pids` of all that were begun. */
function port(name: string) {
  const pids: number[] = [];
  const open = (): ReturnType<typeof openReaderProcess> => openReaderProcess({ onSpawn: (pid) => pids.push(pid) });
  const pcsc = createRemotePcsc({ clock: systemClock, open, reader: name, limits: { ...PCSC_LIMITS, transmitMs: 400, restartMs: 50 } });
  ENDINGS.push(() => pcsc.stop());
  return { pcsc, pids };
}

/** Starts a port by itself and waits for events of it, one after the other. */
function started(pcsc: PcscPort): (type: PcscEvent['type']) => Promise<void> {
  const events: PcscEvent['type'][] = [];
  let wake = (): void => undefined;
  pcsc.onEvent(({ type }) => {
    events.push(type);
    wake();
  });
  pcsc.start();
  return async (type) => {
    while (!events.includes(type)) await new Promise<void>((heard) => (wake = heard));
    events.splice(0, events.indexOf(type) + 1);
  };
}

const OTHER_PROGRAM = `
  import { NFC } from 'nfc-pcsc';
  new NFC().on('reader', ({ name, reader }) => {
    reader.removeAllListeners('status');
    if (name !== 'Virtual PCD 00 00') return;
    reader.connect({ share_mode: reader.SCARD_SHARE_SHARED, protocol: 3 }, (error) => {
      process.stdout.write(error === null ? 'in' : error.message, () => process.exit());
    });
  });
`;

/** Another program asks for the card on the first reader, ready to share it. @returns `in`, or why not. */
async function otherProgram(): Promise<string> {
  const cwd = resolve(import.meta.dirname, '../..');
  const child = spawn(process.execPath, ['--input-type=module', '--eval', OTHER_PROGRAM], { cwd, stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    said += text;
  });
  await once(child, 'close');
  return said;
}

const HOLDING_PROGRAM = OTHER_PROGRAM.replace('() => process.exit()', '() => undefined').replace('SHARED', 'EXCLUSIVE');

/** Another program takes the first reader for itself. @returns lets it go again */
async function holdingProgram(): Promise<() => Promise<void>> {
  const cwd = resolve(import.meta.dirname, '../..');
  const child = spawn(process.execPath, ['--input-type=module', '--eval', HOLDING_PROGRAM], { cwd, stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  return async () => {
    child.kill('SIGKILL');
    await once(child, 'close');
  };
}

describe('nfc-pcsc over the real pcscd', { timeout: 20_000 }, () => {
  it('sends several blocks at once, in changing order: here one command follows the answer of the one before', async () => {
    await service();
    const { reader, heard, most } = slot(0);
    const rig = await cardReaderOver(port('Virtual PCD 00 00').pcsc);
    reader.place(card('ordinary'));
    await rig.told('card-placed');
    const reads = await Promise.all([1, 2, 3].map(() => rig.cardReader.readCard()));
    expect(reads.map((read) => read.ok && read.value.balance)).toEqual([320, 320, 320]);
    expect(most()).toBe(1);
    const [one, other, third] = [0, 1, 2].map((turn) => heard.slice((turn * heard.length) / 3, ((turn + 1) * heard.length) / 3));
    expect(other).toEqual(one);
    expect(third).toEqual(one);
  });

  it('keeps keys for a reader that may have lost them: here each session loads its own', async () => {
    await service();
    const { reader, heard } = slot(0);
    const rig = await cardReaderOver(port('Virtual PCD 00 00').pcsc);
    reader.place(card('ordinary'));
    await rig.told('card-placed');
    for (let session = 0; session < 2; session += 1) {
      heard.length = 0;
      expect(await rig.cardReader.readCard()).toMatchObject({ ok: true });
      expect(heard.slice(0, 3).map(({ type }) => type)).toEqual(['get-uid', 'load-key', 'authenticate']);
    }
  });

  it('shares the card with every program: here it is ours alone while we use it', async () => {
    await service();
    const { reader } = slot(0);
    const { pcsc } = port('Virtual PCD 00 00');
    const told = started(pcsc);
    await told('reader-attached');
    reader.place(card('ordinary'));
    await told('card-present');
    expect(await pcsc.connect()).toEqual({ ok: true });
    // SCARD_E_SHARING_VIOLATION
    expect(await otherProgram()).toContain('0x8010000b');
    expect(await pcsc.transmit(GET_UID)).toMatchObject({ ok: true });
    await pcsc.disconnect();
    expect(await otherProgram()).toBe('in');
  });

  it('says nothing of a program that holds the reader: here that is told, and when the reader is free again', async () => {
    await service();
    const { reader } = slot(0);
    const { pcsc } = port('Virtual PCD 00 00');
    const told = started(pcsc);
    await told('reader-attached');
    reader.place(card('ordinary'));
    await told('card-present');
    const release = await holdingProgram();
    for (let tries = 0; tries < 2; tries += 1) expect(await pcsc.connect()).toMatchObject({ ok: false, error: { kind: 'in-use' } });
    await told('reader-detached');
    await release();
    await told('reader-attached');
    await told('card-present');
    expect(await pcsc.connect()).toEqual({ ok: true });
    expect(await pcsc.transmit(GET_UID)).toMatchObject({ ok: true });
  });

  it('throws at once without a card: here that is an answer, and the process lives on', async () => {
    await service();
    const { reader } = slot(0);
    const { pcsc, pids } = port('Virtual PCD 00 00');
    const told = started(pcsc);
    await told('reader-attached');
    expect(await pcsc.transmit(GET_UID)).toMatchObject({ ok: false, error: { kind: 'not-connected' } });
    expect(await pcsc.connect()).toMatchObject({ ok: false, error: { kind: 'no-card' } });
    reader.place(card('ordinary'));
    await told('card-present');
    expect(await pcsc.connect()).toEqual({ ok: true });
    reader.remove();
    expect(await pcsc.transmit(GET_UID)).toMatchObject({ ok: false, error: { kind: 'card-lost' } });
    await told('card-absent');
    expect(await pcsc.transmit(GET_UID)).toMatchObject({ ok: false, error: { kind: 'not-connected' } });
    reader.place(card('ordinary'));
    await told('card-present');
    expect(await pcsc.connect()).toEqual({ ok: true });
    expect(await pcsc.transmit(GET_UID)).toMatchObject({ ok: true });
    expect(pids).toHaveLength(1);
  });

  it('waits for a mute card for ever: here its process is replaced, and another reader goes on meanwhile', async () => {
    await service();
    const [first, second] = [slot(0), slot(1)];
    const [mute, other] = [port('Virtual PCD 00 00'), port('Virtual PCD 00 01')];
    const [told, toldOther] = [started(mute.pcsc), started(other.pcsc)];
    await told('reader-attached');
    await toldOther('reader-attached');
    first.reader.place(card('ordinary'));
    second.reader.place(card('nearly-full'));
    await told('card-present');
    await toldOther('card-present');
    expect(await mute.pcsc.connect()).toEqual({ ok: true });
    expect(await other.pcsc.connect()).toEqual({ ok: true });
    first.reader.faults.failNext('mute');
    const silence = mute.pcsc.transmit(GET_UID);
    expect(await other.pcsc.transmit(GET_UID)).toMatchObject({ ok: true });
    expect(await silence).toMatchObject({ ok: false, error: { kind: 'timed-out' } });
    first.reader.remove();
    await told('reader-attached');
    expect(mute.pids.length).toBeGreaterThan(1);
    expect(other.pids).toHaveLength(1);
  });

  it('takes a reader called ACR122 for one to be controlled: here it is sent what every reader is sent', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'readers-'));
    ENDINGS.push(() => rmSync(folder, { recursive: true }));
    const system = readFileSync('/etc/reader.conf.d/vpcd', 'utf8');
    writeFileSync(join(folder, 'acr122'), system.replace('Virtual PCD', 'ACS ACR122U PICC Interface'));
    await service({ configFolder: folder });
    const { reader, heard } = slot(0);
    const rig = await cardReaderOver(port('ACS ACR122U').pcsc);
    reader.place(card('ordinary'));
    await rig.told('card-placed');
    expect(await rig.cardReader.readCard()).toMatchObject({ ok: true, value: { balance: 320 } });
    expect(new Set(heard.map(({ type }) => type))).toEqual(new Set(['get-uid', 'load-key', 'authenticate', 'read']));
  });
});
