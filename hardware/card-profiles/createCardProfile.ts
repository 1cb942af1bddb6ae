import type { CardChangeOrder, CardChangePlan } from '../ports/cardChange.ts';
import type { AddValueOrder, AddValuePlan, CardFault } from '../ports/cardReader.ts';
import { fromHex, toHex } from '../ports/hex.ts';
import { fail, ok, type Result } from '../ports/result.ts';
import { type BlockAccess, toCardFault } from './blockAccess.ts';
import type { BlockChange, BlockForm } from './blockChange.ts';
import { CardBlocks, readBlocks } from './cardBlocks.ts';
import type { BlockPlace, CardLayout } from './cardLayout.ts';
import type { CardProfile, Prepared } from './cardProfile.ts';
import { type CarryOutVerdict, carryOut, carryOutAtOnce, lookAt, type MayWrite } from './carryOut.ts';
import { draftChange, needsIssuerData, placesOfAct } from './draftChange.ts';
import { changesOfCredit, newestBefore, planCredit } from './purseCredit.ts';
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
    const credit = planCredit(layout, seen.value, ring.value, order);
    if (!credit.ok) return credit;
    const { recordBefore, recordAfter, ...amounts } = credit.value;
    const plan: AddValuePlan = {
      profile: layout.profile,
      uid: toHex(uid),
      ...amounts,
      recordBefore: toHex(recordBefore),
      recordAfter: toHex(recordAfter),
    };
    const changes = changesOfCredit(layout, credit.value, newestBefore(layout, ring.value, recordBefore));
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
    const ring = order.act === 'autoload' ? await readBlocks(access, 'b', ringBlocks) : ok(new CardBlocks(new Map()));
    if (!ring.ok) return fail(toCardFault(ring.error));
    const seen = await lookAt(
      access,
      placesOfAct(layout, order).map((place) => ({ place })),
    );
    if (!seen.ok) return fail(toCardFault(seen.error));
    const draft = draftChange(layout, order, seen.value, ring.value);
    if (!draft.ok) return draft;
    const blocks = draft.value.changes.map(({ place: { block }, after }) => ({
      block,
      before: toHex(seen.value.get(block)),
      after: toHex(after),
    }));
    const plan: CardChangePlan = { act: order.act, profile: layout.profile, uid: toHex(uid), blocks, purse: draft.value.purse };
    return ok({ plan, carryOut: (mayWrite) => carryOutAtOnce(access, draft.value.changes, mayWrite) });
  }

  /** A change of the purse also requires that the newest record apart from its own is still the one it started from. */
  async function carryOutCredit(
    access: BlockAccess,
    mayWrite: MayWrite,
    { sequenceBefore, recordBefore }: { readonly sequenceBefore: number | null; readonly recordBefore: Uint8Array },
    changesFrom: (ring: CardBlocks) => readonly BlockChange[],
  ): Promise<CarryOutVerdict> {
    const ring = await readBlocks(access, 'b', ringBlocks);
    if (!ring.ok) return { verdict: 'unknown', detail: ring.error.detail };
    const newest = newestBefore(layout, ring.value, recordBefore);
    if ((newest?.sequence ?? null) !== sequenceBefore) {
      return { verdict: 'conflict', detail: 'the newest record is not the one the plan started from' };
    }
    return carryOut(access, changesFrom(ring.value), mayWrite);
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
    read: (access, uid, purpose = 'service') => readCard(access, layout, uid, purpose),
    prepareAddValue,
    prepareChange,
    carryOut(access, plan, mayWrite) {
      if (!('act' in plan)) {
        const recordBefore = fromHex(plan.recordBefore);
        const credit = { ...plan, recordBefore, recordAfter: fromHex(plan.recordAfter) };
        return carryOutCredit(access, mayWrite, credit, (ring) =>
          changesOfCredit(layout, credit, newestBefore(layout, ring, recordBefore)),
        );
      }
      const changes = changesOf(plan);
      const record = changes?.find(({ place }) => place.block === lastAddValue.block)?.before[0];
      if (changes === null || (plan.purse !== null && record === undefined)) {
        return Promise.resolve({ verdict: 'conflict', detail: 'the plan is not one of this profile' });
      }
      if (plan.purse === null || record === undefined) return carryOut(access, changes, mayWrite);
      return carryOutCredit(access, mayWrite, { sequenceBefore: plan.purse.sequenceBefore, recordBefore: record }, () => changes);
    },
    writesSynthetic(plan) {
      const places = 'act' in plan ? plan.blocks.map(({ block }) => writable.get(block)?.place) : creditPlaces.map(({ place }) => place);
      return places.some((place) => place === undefined || place.confidence === 'synthetic');
    },
  };
}

/** Every block that a plan may name, with its form. */
function writablePlaces({
  lastAddValue,
  backupPurse,
  purse,
  term,
  issuerData,
}: CardLayout): ReadonlyMap<number, { readonly place: BlockPlace; readonly form: BlockForm }> {
  const { attributes, autoload } = issuerData;
  const checked = [attributes.main, attributes.mirror, autoload.main, autoload.mirror, term?.limits, term?.issue];
  const entries: [BlockPlace, BlockForm][] = [
    [lastAddValue, 'add-value-record'],
    [backupPurse, 'value'],
    [purse, 'value'],
    ...checked.filter((place) => place !== null && place !== undefined).map((place): [BlockPlace, BlockForm] => [place, 'checked']),
  ];
  return new Map(entries.map(([place, form]) => [place.block, { place, form }]));
}
