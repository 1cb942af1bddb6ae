import type { ClaimCause } from '../../machines/flows/events.ts';
import { dollars } from '../../hardware/ports/dollars.ts';
import { expect, it } from 'vitest';
import { createEscposPrinter } from '../../hardware/escpos/printer.ts';
import { drawSlip } from '../../hardware/escpos/slipPicture.ts';
import { CardNumber } from '../../hardware/ports/cardNumber.ts';
import { SimulatedEscposPrinter } from '../../lab/devices/printer/simulatedEscposPrinter.ts';
import { SimulatedLine } from '../../lab/devices/validator/simulatedLine.ts';
import { createSspAcceptor } from '../../hardware/ssp/acceptor.ts';
import { transactionId } from '../../machines/flows/transactionId.ts';
import { effectBench } from '../../lab/world/effectBench.ts';
import { SlipDesk } from './slipDesk.ts';

const T1 = transactionId('T000000001');
const noLine = {
  open: () => Promise.resolve({ ok: false, error: { kind: 'line-absent', detail: '' } } as const),
  close: () => Promise.resolve(),
  write: () => undefined,
  onData: () => undefined,
  onLost: () => undefined,
};

/** A claim, printed on the bytes of a real printer that something happens to. */
async function claimOn(spoil: (device: SimulatedEscposPrinter) => void) {
  const bench = effectBench((clock) => createSspAcceptor({ line: noLine, clock }));
  const { clock } = bench.cards;
  const { journal, seal } = bench.deps;
  const device = new SimulatedEscposPrinter(clock);
  spoil(device);
  const printer = createEscposPrinter({ line: new SimulatedLine(device, { clock, byteTimeMs: 0.1 }), clock });
  journal.append('note-keep.intent', T1, {
    card: seal.sealCard(new CardNumber('0123456789')),
    value: 500,
    currency: 'TWD',
    counters: null,
  });
  // The drawing library is loaded once, in real time; virtual time does not wait for it.
  await drawSlip({ id: '', font: 'noto-sans-tc', lines: [] }, 576);
  await clock.resolve(
    new SlipDesk({ ...bench.deps, printer }).openClaim({
      do: 'open-claim',
      transaction: T1,
      language: 'zh-Hant',
      issuer: 'easycard',
      balance: null,
    }),
  );
  const slips = journal.tail(9).filter(({ kind }) => kind === 'slip');
  return { told: bench.told, slips: slips.map(({ body }) => body), device };
}

it('a claim whose paper ends on the way is on the screen and on record, and counts as not printed', async () => {
  const { told, slips, device } = await claimOn((printer) => printer.runOutAfter(300));
  expect(told).toMatchObject([{ type: 'CLAIM.OPENED' }, { type: 'CLAIM.SLIP', printed: false }]);
  expect(slips).toEqual([
    { what: 'claim', printed: false, detail: expect.stringContaining('paper-out: the paper has run out, with') as string },
  ]);
  expect(device.slips).toEqual([]);
});

it('a claim that came out whole is on record as printed', async () => {
  const { told, slips, device } = await claimOn(() => undefined);
  expect(told).toMatchObject([{ type: 'CLAIM.OPENED' }, { type: 'CLAIM.SLIP', printed: true }]);
  expect(slips).toEqual([{ what: 'claim', printed: true, detail: '' }]);
  expect(device.slips).toHaveLength(1);
});

it.each<[string, readonly ('kept' | 'unknown' | 'conflict')[], ClaimCause]>([
  ['a note that the unit still has to tell of', [], 'note-in-doubt'],
  ['what is owed to the card', ['kept'], 'not-yet-added'],
  ['a note that nobody can tell of', ['unknown'], 'note-unknown'],
  ['a card that was changed elsewhere', ['kept', 'conflict'], 'changed-elsewhere'],
])('a claim names its cause: %s', async (_, records, cause) => {
  const bench = effectBench((clock) => createSspAcceptor({ line: noLine, clock }));
  const { journal, seal } = bench.deps;
  journal.append('note-keep.intent', T1, {
    card: seal.sealCard(new CardNumber('0123456789')),
    value: 500,
    currency: 'TWD',
    counters: null,
  });
  for (const end of records) {
    if (end === 'conflict') journal.append('card-write.outcome', T1, { verdict: end, balance: null, found: false, detail: '' });
    else journal.append('note-keep.outcome', T1, { end, value: 500, by: 'device', counters: null, detail: '' });
  }
  await bench.cards.clock.resolve(
    new SlipDesk(bench.deps).openClaim({ do: 'open-claim', transaction: T1, language: 'en', issuer: 'ipass', balance: dollars(320) }),
  );
  expect(bench.told[0]).toMatchObject({ type: 'CLAIM.OPENED', claim: { cause, issuer: 'ipass', balance: 320 } });
});
