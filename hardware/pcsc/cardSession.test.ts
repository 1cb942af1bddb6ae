import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from '../ports/hex.ts';
import { type PcscFault, type PcscPort, transmitEach } from '../ports/pcsc.ts';
import { fail, ok, type Result } from '../ports/result.ts';
import { FACTORY_KEYS, sameKeysForAll } from './cardKeys.ts';
import { CardSession } from './cardSession.ts';

const UID = ok(fromHex('08a000019000'));
const DONE = ok(fromHex('9000'));
const REFUSED = ok(fromHex('6300'));
const BLOCK = ok(fromHex(`${'11'.repeat(16)}9000`));
const lost = (kind: PcscFault['kind']): Result<Uint8Array, PcscFault> => fail({ kind, detail: 'as told' });

/** A port that gives these answers in turn. */
function port(...answers: Result<Uint8Array, PcscFault>[]): { pcsc: PcscPort; sent: string[] } {
  const sent: string[] = [];
  const transmit: PcscPort['transmit'] = async (command) => {
    sent.push(toHex(command));
    return answers.shift() ?? lost('timed-out');
  };
  const pcsc: PcscPort = {
    onEvent: () => undefined,
    start: () => undefined,
    connect: async () => ok(),
    transmit,
    transmitAll: (commands) => transmitEach(transmit, commands),
    disconnect: async () => undefined,
    stop: async () => undefined,
  };
  return { pcsc, sent };
}

async function open(pcsc: PcscPort): Promise<CardSession> {
  const opened = await CardSession.open(pcsc, sameKeysForAll(FACTORY_KEYS));
  if (!opened.ok) throw new Error(opened.error.detail);
  return opened.value;
}

describe('a session with a card', () => {
  it('loads each key once, and authenticates with it sector by sector', async () => {
    const { pcsc, sent } = port(UID, DONE, DONE, DONE, DONE, DONE);
    const session = await open(pcsc);
    await session.authenticate(1, 'a');
    await session.authenticate(2, 'a');
    await session.authenticate(2, 'b');
    expect(sent).toEqual([
      'ffca000000',
      'ff82000006ffffffffffff',
      'ff860000050100046000',
      'ff860000050100086000',
      'ff82000106ffffffffffff',
      'ff860000050100086101',
    ]);
  });

  it('sends nothing more after a failure, and gives the same reason again', async () => {
    const { pcsc, sent } = port(UID, REFUSED, BLOCK, BLOCK);
    const session = await open(pcsc);
    const failed = await session.read(8);
    expect(failed).toEqual({ ok: false, error: { kind: 'refused', detail: 'read 8: 63 00', sector: 2 } });
    expect(await session.write(8, new Uint8Array(16))).toEqual(failed);
    expect(await session.read(8)).toEqual(failed);
    expect(sent).toHaveLength(2);
  });

  it('does not take a sector for open any more after a failure', async () => {
    const { pcsc, sent } = port(UID, DONE, DONE, REFUSED);
    const session = await open(pcsc);
    expect(await session.authenticate(2, 'b')).toEqual({ ok: true });
    expect(await session.authenticate(2, 'b')).toEqual({ ok: true });
    expect(sent).toHaveLength(3);
    await session.read(8);
    expect(await session.authenticate(2, 'b')).toMatchObject({ ok: false });
    expect(sent).toHaveLength(4);
  });

  it('reads blocks in one go, and goes no further than to the first no', async () => {
    const { pcsc, sent } = port(UID, DONE, DONE, BLOCK, BLOCK, BLOCK, DONE, BLOCK, REFUSED, BLOCK);
    const session = await open(pcsc);
    const content = fromHex('11'.repeat(16));
    expect(await session.readAll('a', [8, 9])).toEqual(ok([content, content]));
    expect(await session.readAll('a', [10])).toEqual(ok([content]));
    expect(sent.splice(0)).toEqual([
      'ffca000000',
      'ff82000006ffffffffffff',
      'ff860000050100086000',
      'ffb0000810',
      'ffb0000910',
      'ffb0000a10',
    ]);
    expect(await session.readAll('a', [16, 17, 18])).toEqual(fail({ kind: 'refused', detail: 'read 17: 63 00', sector: 4 }));
    expect(sent).toEqual(['ff860000050100106000', 'ffb0001010', 'ffb0001110']);
    expect(await session.readAll('a', [16])).toMatchObject({ ok: false });
    expect(sent).toHaveLength(3);
  });

  it('opens every sector once on the way through several, its key loaded once', async () => {
    const { pcsc, sent } = port(UID, DONE, DONE, BLOCK, BLOCK, DONE, BLOCK);
    expect(await (await open(pcsc)).readAll('b', [8, 9, 16])).toMatchObject({
      ok: true,
      value: [{ length: 16 }, { length: 16 }, { length: 16 }],
    });
    expect(sent.slice(1)).toEqual([
      'ff82000106ffffffffffff',
      'ff860000050100086101',
      'ffb0000810',
      'ffb0000910',
      'ff860000050100106101',
      'ffb0001010',
    ]);
  });

  it('tells a key that was refused from a block that was', async () => {
    const { pcsc, sent } = port(UID, DONE, REFUSED, BLOCK);
    expect(await (await open(pcsc)).readAll('b', [8])).toEqual(fail({ kind: 'key-refused', detail: 'key of sector 2: 63 00', sector: 2 }));
    expect(sent).toHaveLength(3);
  });

  it('takes fewer answers than commands, each of them a yes, for an answer that was lost', async () => {
    const { pcsc } = port(UID);
    const session = await open({ ...pcsc, transmitAll: async () => ok([fromHex('9000')]) });
    expect(await session.readAll('a', [8])).toMatchObject({ ok: false, error: { kind: 'lost' } });
  });

  it.each([
    ['no-service', 'reader-offline'],
    ['no-reader', 'reader-offline'],
    ['no-card', 'no-card'],
    ['not-connected', 'lost'],
    ['card-lost', 'lost'],
    ['timed-out', 'lost'],
  ] as const)('calls %s of the port %s', async (kind, expected) => {
    const { pcsc } = port(UID, lost(kind));
    expect(await (await open(pcsc)).read(8)).toMatchObject({ ok: false, error: { kind: expected } });
  });

  it('does not believe a block of another length or a UID of none', async () => {
    const { pcsc } = port(UID, ok(fromHex('11119000')));
    expect(await (await open(pcsc)).read(8)).toMatchObject({ ok: false, error: { kind: 'lost' } });
    expect(await CardSession.open(port(DONE).pcsc, sameKeysForAll(FACTORY_KEYS))).toMatchObject({ ok: false, error: { kind: 'lost' } });
  });
});
