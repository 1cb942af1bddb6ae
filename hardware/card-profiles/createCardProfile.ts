import type { CardChangeOrder, CardChangePlan } from '../ports/cardChange.ts';
import type { AddValueOrder, AddValuePlan, CardFault } from '../ports/cardReader.ts';
import { fromHex, toHex } from '../ports/hex.ts';
import { fail, ok, type Result } from '../ports/result.ts';
import { type BlockAccess, toCardFault } from './blockAccess.ts';
import { type BlockChange, type BlockForm, stateOf } from './blockChange.ts';
import { type CardBlocks, readBlocks } from './cardBlocks.ts';
import type { BlockPlace, CardLayout } from './cardLayout.ts';
import type { CardProfile, Prepared } from './cardProfile.ts';
import { type CarryOutVerdict, carryOut, carryOutAtOnce, lookAt, type MayWrite, takeBack, unheard } from './carryOut.ts';
import { draftChange, needsIssuerData, placesOfAct } from './draftChange.ts';
import { type BegunCredit, readLaterUse } from './laterUse.ts';
import { changesOfCredit, newestApart, newestBefore, planCredit, type PurseCredit, recordChange } from './purseCredit.ts';
import { readCard } from './readCard.ts';

/** The profile of every card that keeps its things as `layout` says. */
export function createCardProfile(layout: CardLayout): CardProfile {
  const { lastAddValue, backupPurse, purse, recognition, issuerData } = layout;
  const creditPlaces = [lastAddValue, backupPurse, purse].map((place) => ({ place }));
  const ringBlocks = layout.ring.map(({ block }) => block);
  const writable = writablePlaces(layout);

  async function prepareAddValue(
    access: BlockAccess,
    uid: Uint8Array,
    order: AddValueOrder,
  ): Promise<Result<Prepared<AddValuePlan>, CardFault>> {
    const ring = await readBlocks(access, 'b', ringBlocks);
    if (!ring.ok) return fail(toCardFault(ring.error));
    const seen = await lookAt(access, creditPlaces);
    if (!seen.ok) return fail(toCardFault(seen.error));
    const credit = planCredit(layout, seen.value, ring.value, order, order.abandoned === undefined ? null : creditOf(order.abandoned));
    if (!credit.ok) return credit;
    const { recordBefore, recordAfter, ...amounts } = credit.value;
    const plan: AddValuePlan = {
      profile: layout.profile,
      uid: toHex(uid),
      ...amounts,
      recordBefore: toHex(recordBefore),
      recordAfter: toHex(recordAfter),
    };
    const changes = changesOfCredit(layout, credit.value, newestBefore(layout, ring.value, recordBefore, credit.value.balanceBefore));
    return ok({ plan, carryOut: (mayWrite) => carryOutAtOnce(access, changes, mayWrite) });
  }

  async function prepareChange(
    access: BlockAccess,
    uid: Uint8Array,
    order: CardChangeOrder,
  ): Promise<Result<Prepared<CardChangePlan>, CardFault>> {
    if (issuerData.marker !== null && needsIssuerData(layout, order)) {
      const marker = await readBlocks(access, 'b', [issuerData.marker.place.block]);
      if (!marker.ok) return fail(toCardFault(marker.error));
      if (!marker.value.holds(issuerData.marker)) return fail({ kind: 'not-writable', detail: 'where this card keeps that is not known' });
    }
    const before = order.act === 'autoload' ? await readBlocks(access, 'b', ringBlocks) : ok(null);
    if (!before.ok) return fail(toCardFault(before.error));
    const seen = await lookAt(
      access,
      placesOfAct(layout, order).map((place) => ({ place })),
    );
    if (!seen.ok) return fail(toCardFault(seen.error));
    // The places of a ticket hold the ring.
    const draft = draftChange(layout, order, seen.value, before.value ?? seen.value);
    if (!draft.ok) return draft;
    const blocks = draft.value.changes.map(({ place: { block }, after }) => ({
      block,
      before: toHex(seen.value.get(block)),
      after: toHex(after),
    }));
    const plan: CardChangePlan = { act: order.act, profile: layout.profile, uid: toHex(uid), blocks, purse: draft.value.purse };
    // Which sector a ticket is written to first, the ring says: it takes the long way, which opens every sector.
    const atOnce = order.act === 'buy-pass' ? () => Promise.resolve(null) : carryOutAtOnce;
    return ok({ plan, carryOut: (mayWrite) => atOnce(access, draft.value.changes, mayWrite) });
  }

  /**
   * A change of the purse also requires that the newest record apart from its own is still the one it started from. Where
   * the card was used since, the purse is left alone: its records say what became of the credit. What a purse that has paid was to pay
   * for is written then too: no other machine touches it.
   *
   * | record | backup | purse  | ticket, mirrors before mains | |
   * |--------|--------|--------|------------------------------|-|
   * | ~, ours | before, ~, after | before, ~ | old | write all that is left, in this order |
   * | ours   | after  | after  | old, ~, new | paid: write the ticket |
   * | used since, and its records say that it paid | | | old, ~, new | write the ticket |
   * | used since | | | new or torn, or its mirror is | paid, whatever the records say: only then is it begun. Write the ticket |
   * | used since, and its records say that it never paid | | | old | nothing is written: no ticket |
   *
   * On the way to the beginning the first row is taken back instead, and the others are only told.
   */
  async function carryOutCredit(
    access: BlockAccess,
    way: Way,
    credit: PlannedCredit,
    changesFrom: (ring: CardBlocks) => readonly BlockChange[],
  ): Promise<CarryOutVerdict> {
    const isOwn = ({ block }: BlockPlace): boolean => credit.records.some(({ place }) => place.block === block);
    const ring = await readBlocks(access, 'b', isOwn(lastAddValue) ? ringBlocks : [...ringBlocks, lastAddValue.block]);
    if (!ring.ok) return unheard(ring.error);
    const changes = changesFrom(ring.value);
    const newest = newestApart(layout, ring.value, credit);
    const goneOn = (newest?.sequence ?? null) !== credit.sequenceBefore;
    const paidFor = changes.findIndex(({ place }) => place.block === purse.block) + 1;
    const here = way.to === 'end' ? () => carryOut(access, changes, way.mayWrite) : () => undoUnpaid(access, changes, paidFor);
    const verdict = goneOn ? null : await here();
    if (verdict !== null && verdict.verdict !== 'conflict') return verdict;
    const seen = await lookAt(access, changes);
    if (!seen.ok) return unheard(seen.error);
    const later = readLaterUse(layout, credit, seen.value, ring.value);
    const detail = verdict === null ? later.reading : `${later.reading}; ${verdict.detail}`;
    const states = changes.map((change) => stateOf(change, seen.value.get(change.place.block)));
    const rest = changes.slice(paidFor);
    const isPaidFor = states.slice(paidFor).some(({ before, after, torn }) => (after || torn) && !before);
    if (later.credit === 'written' || isPaidFor) {
      const end = rest.length === 0 || way.to === 'beginning' ? null : await carryOut(access, rest, way.mayWrite);
      return end === null || end.verdict === 'written' ? { verdict: 'written', found: true, usedSince: later.reading } : end;
    }
    if (later.credit === 'unclear') return { verdict: 'conflict', detail };
    // What else the plan writes comes before the purse: some of it may be there.
    const begun = states.slice(0, paidFor).some(({ before }, index) => changes[index]?.form === 'checked' && !before);
    return begun ? { verdict: 'conflict', detail: `${detail}; a part of the change is there` } : { verdict: 'untouched', detail };
  }

  function carryOutAddValue(access: BlockAccess, way: Way, plan: AddValuePlan): Promise<CarryOutVerdict> {
    const credit = creditOf(plan);
    const { recordBefore, balanceBefore } = credit;
    return carryOutCredit(access, way, { ...credit, records: [recordChange(layout, credit)] }, (ring) =>
      changesOfCredit(layout, credit, newestBefore(layout, ring, recordBefore, balanceBefore)),
    );
  }

  /** @param paidFor number of the changes up to the purse's, and that one included */
  async function undoUnpaid(access: BlockAccess, changes: readonly BlockChange[], paidFor: number): Promise<CarryOutVerdict> {
    const seen = await lookAt(access, changes);
    if (!seen.ok) return unheard(seen.error);
    const paid = changes.slice(0, paidFor).every((change) => stateOf(change, seen.value.get(change.place.block)).after);
    return paid ? { verdict: 'written', found: true } : takeBack(access, changes);
  }

  /** The records by which a plan changes the purse, none where it leaves it alone; null when it is not one of this profile. */
  function readPlan(plan: CardChangePlan): { readonly changes: readonly BlockChange[]; readonly credit: PlannedCredit | null } | null {
    const changes = changesOf(plan);
    const [record, ...records] = (changes ?? []).filter(({ form }) => form === 'add-value-record' || form === 'record');
    if (changes === null || (plan.purse !== null && record === undefined)) return null;
    const credit = plan.purse === null || record === undefined ? null : { ...plan.purse, records: [record, ...records] as const };
    return { changes, credit };
  }

  function changesOf(plan: CardChangePlan): BlockChange[] | null {
    const changes = plan.blocks.map(({ block, before, after }) => {
      const found = writable.get(block);
      return found === undefined ? null : { ...found, before: [fromHex(before)], after: fromHex(after) };
    });
    return changes.some((change) => change === null) ? null : changes.filter((change) => change !== null);
  }

  return {
    id: layout.profile,
    version: layout.version,
    issuer: layout.issuer,
    async recognise(access) {
      const read = await readBlocks(access, 'a', [recognition.place.block]);
      return read.ok ? ok(read.value.holds(recognition)) : read;
    },
    read: (access, uid, reading) => readCard(access, layout, uid, reading),
    async readEvidence(access) {
      const telling = [...new Set([...writable.keys(), ...ringBlocks, ...layout.recordCopies.map(({ place }) => place.block)])];
      const read = await readBlocks(access, 'a', telling);
      if (!read.ok) return fail(toCardFault(read.error));
      return ok({ profile: layout.profile, blocks: telling.map((block) => ({ block, content: toHex(read.value.get(block)) })) });
    },
    prepareAddValue,
    prepareChange,
    carryOut(access, plan, mayWrite) {
      if (!('act' in plan)) return carryOutAddValue(access, { to: 'end', mayWrite }, plan);
      const read = readPlan(plan);
      if (read === null) return Promise.resolve(notOurs);
      const { changes, credit } = read;
      return credit === null ? carryOut(access, changes, mayWrite) : carryOutCredit(access, { to: 'end', mayWrite }, credit, () => changes);
    },
    undo(access, plan) {
      if (!('act' in plan)) return carryOutAddValue(access, { to: 'beginning' }, plan);
      const { changes = [], credit = null } = readPlan(plan) ?? {};
      return credit === null ? Promise.resolve(notOurs) : carryOutCredit(access, { to: 'beginning' }, credit, () => changes);
    },
    writesSynthetic(plan) {
      const places = 'act' in plan ? plan.blocks.map(({ block }) => writable.get(block)?.place) : creditPlaces.map(({ place }) => place);
      return places.some((place) => place === undefined || place.confidence === 'synthetic');
    },
  };
}

/** To the end of a plan, or back to its beginning. */
type Way = { readonly to: 'end'; readonly mayWrite: MayWrite } | { readonly to: 'beginning' };

type PlannedCredit = BegunCredit & { readonly sequenceBefore: number | null };

const notOurs = { verdict: 'conflict', detail: 'the plan is not one of this profile' } as const;

function creditOf(plan: AddValuePlan): PurseCredit {
  return { ...plan, recordBefore: fromHex(plan.recordBefore), recordAfter: fromHex(plan.recordAfter) };
}

/** Every block that a plan may name, with its form. */
function writablePlaces({
  lastAddValue,
  ring,
  backupPurse,
  purse,
  term,
  issuerData,
}: CardLayout): ReadonlyMap<number, { readonly place: BlockPlace; readonly form: BlockForm }> {
  const mirrored = [issuerData.attributes, issuerData.autoload, issuerData.pass, issuerData.passReceipt];
  const checked = [...mirrored.flatMap(({ main, mirror }) => [main, mirror]), term?.limits, term?.issue];
  const entries: [BlockPlace, BlockForm][] = [
    [lastAddValue, 'add-value-record'],
    ...ring.map((place): [BlockPlace, BlockForm] => [place, 'record']),
    [backupPurse, 'value'],
    [purse, 'value'],
    ...checked.filter((place) => place !== null && place !== undefined).map((place): [BlockPlace, BlockForm] => [place, 'checked']),
  ];
  return new Map(entries.map(([place, form]) => [place.block, { place, form }]));
}
