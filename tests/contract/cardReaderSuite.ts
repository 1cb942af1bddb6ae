import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CardLayout } from '../../hardware/card-profiles/cardLayout.ts';
import { EASYCARD_CLASSIC } from '../../hardware/card-profiles/easycard-classic/layout.ts';
import { IPASS_SYNTHETIC } from '../../hardware/card-profiles/ipass-synthetic/layout.ts';
import { decodeValueBlock } from '../../hardware/card-profiles/valueBlock.ts';
import type { AddValuePlan, AddValueVerdict } from '../../hardware/ports/cardReader.ts';
import type { CardFacts } from '../../hardware/ports/cardFacts.ts';
import { dollars } from '../../hardware/ports/dollars.ts';
import { fromHex } from '../../hardware/ports/hex.ts';
import type { CardFaultName } from '../../lab/devices/card/cardFaults.ts';
import { withClosedSector } from '../../lab/devices/card/closedSector.ts';
import { checkCardImage } from '../../lab/devices/card/checkCardImage.ts';
import { checkEasyCardImage } from '../../lab/devices/card/checkEasyCardImage.ts';
import { otherKeysCard, type PreparedCard, preparedCards, preparedIpassCards } from '../../lab/devices/card/preparedCards.ts';
import { SimulatedCard } from '../../lab/devices/card/simulatedCard.ts';
import type { CardReaderRig } from '../support/cardReaderRigs.ts';

const NOW = Date.UTC(2026, 2, 5, 6, 0, 0);
const AMOUNT = 500;

function cardOf(prepared: readonly PreparedCard[], id: string): SimulatedCard {
  const found = prepared.find((candidate) => candidate.id === id);
  if (found === undefined) throw new Error(`no prepared card ${id}`);
  return new SimulatedCard(found.image);
}

export const card = (id: string): SimulatedCard => cardOf(preparedCards(NOW), id);

/** Purse and backup as they stand on the card. */
export function purses(of: SimulatedCard, layout: CardLayout = EASYCARD_CLASSIC): (number | null)[] {
  return [layout.purse, layout.backupPurse].map(({ block }) => decodeValueBlock(of.image.subarray(block * 16, block * 16 + 16)));
}

/** A kind of card, with cards of the same names and purses as the other kinds have. */
interface CardKind {
  readonly layout: CardLayout;
  readonly cardNamed: (id: string) => SimulatedCard;
  /** What is wrong with an image, after a while. */
  readonly check: (image: Uint8Array) => string[];
}

const KINDS: readonly CardKind[] = [
  { layout: EASYCARD_CLASSIC, cardNamed: card, check: (image) => checkEasyCardImage(image, NOW + 1) },
  {
    layout: IPASS_SYNTHETIC,
    cardNamed: (id) => cardOf(preparedIpassCards(NOW), id),
    check: (image) => checkCardImage(IPASS_SYNTHETIC, image, NOW + 1),
  },
];

export async function read(rig: CardReaderRig): Promise<CardFacts> {
  const result = await rig.run(rig.cardReader.readCard());
  if (!result.ok) throw new Error(`not read: ${result.error.kind}, ${result.error.detail}`);
  return result.value;
}

export async function plan(rig: CardReaderRig): Promise<AddValuePlan> {
  const { number } = await read(rig);
  const order = { card: number, amount: dollars(AMOUNT), atMs: NOW, place: 0x33, device: 0x00a1_0001 };
  const planned = await rig.run(rig.cardReader.planAddValue(order));
  if (!planned.ok) throw new Error(`no plan: ${planned.error.kind}, ${planned.error.detail}`);
  return planned.value;
}

export function apply(rig: CardReaderRig, of: AddValuePlan): Promise<AddValueVerdict> {
  return rig.run(rig.cardReader.applyAddValue(of, 'payment'));
}

/** What every card reader of the kiosk must do, whatever its PC/SC is made of, with every kind of card. */
export function cardReaderSuite(name: string, makeRig: () => Promise<CardReaderRig>): void {
  // The real service looks for cards every 400 ms, and some tests lay down four.
  describe(`the card reader over ${name}`, { timeout: 20_000 }, () => {
    let rig: CardReaderRig;
    beforeEach(async () => {
      rig = await makeRig();
    });
    afterEach(() => rig.stop());

    describe.each(KINDS)('with a card $layout.profile', ({ layout, cardNamed, check }) => {
      it('reads a card', async () => {
        await rig.place(cardNamed('ordinary'));
        expect(await read(rig)).toMatchObject({ issuer: layout.issuer, profile: layout.profile, balance: 320, sequence: 42 });
      });

      it('adds value, once', async () => {
        const ordinary = cardNamed('ordinary');
        await rig.place(ordinary);
        const planned = await plan(rig);
        expect(await apply(rig, planned)).toEqual({ verdict: 'written', balance: 820, found: false });
        expect(await apply(rig, planned)).toEqual({ verdict: 'written', balance: 820, found: true });
        expect(purses(ordinary, layout)).toEqual([820, 820]);
        expect(check(ordinary.image)).toEqual([]);
      });

      it('locks, once', async () => {
        const ordinary = cardNamed('ordinary');
        await rig.place(ordinary);
        const { number } = await read(rig);
        const planned = await rig.run(rig.cardReader.planChange({ act: 'lock', card: number }));
        if (!planned.ok) throw new Error(planned.error.detail);
        expect(await rig.run(rig.cardReader.applyChange(planned.value, 'payment'))).toEqual({ verdict: 'written', found: false });
        expect(await rig.run(rig.cardReader.applyChange(planned.value, 'payment'))).toEqual({ verdict: 'written', found: true });
        expect(await read(rig)).toMatchObject({ status: 'locked', balance: 320 });
        expect(check(ordinary.image)).toEqual([]);
      });

      it('does not write to another card', async () => {
        await rig.place(cardNamed('ordinary'));
        const planned = await plan(rig);
        const other = cardNamed('nearly-full');
        await rig.place(other);
        expect(await apply(rig, planned)).toEqual({ verdict: 'other-card' });
        expect(purses(other, layout)).toEqual([9_900, 9_900]);
      });

      const cuts: readonly [CardFaultName, number | undefined][] = [
        ['removed-before-execution', undefined],
        ['removed-after-execution', undefined],
        ['torn-write', 6],
        ['acknowledged-but-torn', 6],
      ];
      describe.each(cuts)('when the card is pulled away: %s', (fault, storedBytes) => {
        it.each([0, 1, 2])('at write %i, the same card is finished when it comes back', async (after) => {
          const ordinary = cardNamed('ordinary');
          await rig.place(ordinary);
          const planned = await plan(rig);
          rig.reader.faults.failNext(fault, { on: 'write', after, ...(storedBytes === undefined ? {} : { cut: { storedBytes } }) });
          expect(await apply(rig, planned)).toMatchObject({ verdict: 'unknown' });
          await rig.told('card-removed');
          await rig.place(ordinary);
          expect(await apply(rig, planned)).toMatchObject({ verdict: 'written', balance: 820 });
          expect(purses(ordinary, layout)).toEqual([820, 820]);
          expect(check(ordinary.image)).toEqual([]);
        });
      });
    });

    it('tells one card from the next, however quickly they follow', async () => {
      for (const [id, balance] of [
        ['nearly-full', 9_900],
        ['advance', -18],
        ['new', 0],
      ] as const) {
        // The card before is taken away in the same moment.
        await rig.place(card(id));
        expect((await read(rig)).balance).toBe(balance);
      }
    });

    it('does not know a card with other keys or of another kind', async () => {
      await rig.place(new SimulatedCard(otherKeysCard(NOW).image));
      expect(await rig.run(rig.cardReader.readCard())).toMatchObject({
        ok: false,
        error: { kind: 'unsupported', cardType: 'mifare-classic-1k' },
      });
    });

    it('reads what opens of a card with other keys in one sector, and never writes to it', async () => {
      const closed = new SimulatedCard(withClosedSector(card('ordinary').image, 14, 'other-keys'));
      const before = Uint8Array.from(closed.image);
      await rig.place(closed);
      const { balance, number, unread } = await read(rig);
      expect({ balance, unread }).toEqual({ balance: 320, unread: ['issuer-data'] });
      const order = { card: number, amount: dollars(AMOUNT), atMs: NOW, place: 0x33, device: 0x00a1_0001 };
      expect(await rig.run(rig.cardReader.planAddValue(order))).toMatchObject({ ok: false, error: { kind: 'not-writable' } });
      expect(closed.image).toEqual(before);
    });

    // Its directory block and its keys decide, not what the reader makes up for its ATR.
    it.each([
      ['MIFARE Classic by Infineon', '3b8f8001804f0ca00000030603ff88000000001c'],
      ['MIFARE Plus at security level 1', '3b8f8001804f0ca000000306030036000000005d'],
      ['no name that is known', '3b8f8001804f0ca00000030603009900000000f2'],
    ])('reads and writes a card that its reader calls %s', async (_, atr) => {
      const named = new SimulatedCard(card('ordinary').image, 'mifare-classic-1k', fromHex(atr));
      await rig.place(named);
      expect(await apply(rig, await plan(rig))).toMatchObject({ verdict: 'written', balance: 820 });
      expect(purses(named)).toEqual([820, 820]);
    });

    it.each(['mifare-classic-4k', 'mifare-mini', 'mifare-ultralight', 'iso-14443-4'] as const)('names a card %s', async (kind) => {
      await rig.place(new SimulatedCard(card('ordinary').image, kind));
      expect(await rig.run(rig.cardReader.readCard())).toMatchObject({ ok: false, error: { kind: 'unsupported', cardType: kind } });
    });

    it('says that there are several cards', async () => {
      await rig.place(card('ordinary'));
      rig.reader.placeBeside(card('nearly-full'), 'is-told');
      expect(await rig.run(rig.cardReader.readCard())).toMatchObject({ ok: false, error: { kind: 'several' } });
      await rig.remove();
      await rig.place(card('ordinary'));
      expect((await read(rig)).balance).toBe(320);
    });

    it('says that a card was only brushed over it, or could not be read while the service has not noticed that it left', async () => {
      await rig.place(card('ordinary'));
      rig.reader.faults.failNext('removed-before-execution', { on: 'uid' });
      const result = await rig.run(rig.cardReader.readCard());
      expect(['brushed', 'unreadable']).toContain(result.ok ? 'read' : result.error.kind);
    });

    it('says that there is no card', async () => {
      await rig.place(card('ordinary'));
      await rig.remove();
      expect(await rig.run(rig.cardReader.readCard())).toMatchObject({ ok: false, error: { kind: 'no-card' } });
    });

    it('reads again after one refusal', async () => {
      await rig.place(card('ordinary'));
      rig.reader.faults.failNext('status-6300', { on: 'read', after: 2 });
      expect((await read(rig)).balance).toBe(320);
      expect(rig.reader.faults.waiting).toBe(0);
    });

    it('finds a card again that was torn away and put back before the service looked', async () => {
      const ordinary = card('ordinary');
      await rig.place(ordinary);
      const planned = await plan(rig);
      rig.reader.faults.failNext('removed-after-execution', { on: 'write', after: 1 });
      expect(await apply(rig, planned)).toMatchObject({ verdict: 'unknown' });
      // The kiosk tries on the spot, as long as nobody has told it that the card is gone.
      expect(await apply(rig, planned)).toMatchObject({ verdict: 'unknown' });
      await rig.place(ordinary);
      expect(await apply(rig, planned)).toMatchObject({ verdict: 'written', balance: 820 });
      expect(purses(ordinary)).toEqual([820, 820]);
    });

    it.each(['status-6300', 'status-6300-after-execution'] as const)('finishes on the spot after %s', async (fault) => {
      const ordinary = card('ordinary');
      await rig.place(ordinary);
      const planned = await plan(rig);
      rig.reader.faults.failNext(fault, { on: 'write', after: 1 });
      expect(await apply(rig, planned)).toMatchObject({ verdict: 'unknown' });
      expect(await apply(rig, planned)).toMatchObject({ verdict: 'written', balance: 820 });
      expect(purses(ordinary)).toEqual([820, 820]);
    });

    it('gives a mute card up, and goes on when it has been lifted', async () => {
      const ordinary = card('ordinary');
      await rig.place(ordinary);
      const planned = await plan(rig);
      rig.reader.faults.failNext('mute-after-execution', { on: 'write', after: 2 });
      expect(await apply(rig, planned)).toMatchObject({ verdict: 'unknown' });
      await rig.told('reader-offline');
      rig.reader.remove();
      await rig.told('reader-online');
      await rig.place(ordinary);
      expect(await apply(rig, planned)).toEqual({ verdict: 'written', balance: 820, found: true });
    });

    it('goes offline with what lies below, and works again when that is back', async () => {
      await rig.breakDown();
      await rig.told('reader-offline');
      expect(await rig.run(rig.cardReader.readCard())).toMatchObject({ ok: false, error: { kind: 'reader-offline' } });
      await rig.repair();
      await rig.told('reader-online');
      await rig.place(card('ordinary'));
      expect((await read(rig)).balance).toBe(320);
    });
  });
}
