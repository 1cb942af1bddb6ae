import type { SnapshotFrom } from 'xstate';
import { attentionRegion } from './attentionRegion.ts';
import { cardRegion } from './cardRegion.ts';
import type { Perform } from '../effects.ts';
import { notesRegion } from './notesRegion.ts';
import { operatorRegion } from './operatorRegion.ts';
import { serviceRegion } from './serviceRegion.ts';
import { FULL_SERVICE } from '../serviceState.ts';
import { cashFacts, noVisit } from './visitContext.ts';
import { visitFlows, visitSetup } from './visitSetup.ts';

/**
 * A passenger's stay at the machine. Five regions, because the card, the staff, the clock and a moving note do not wait
 * for the service: `service` (what the screen is about), `card`, `operator` (staff, and the facts they look after),
 * `attention` (is anybody there?), `notes` (what became of a note).
 *
 * An event that one region handles does not reach the root's own `on`: whatever must always be heard stands on a region.
 */
export function createVisitMachine(perform: Perform) {
  const flows = visitFlows(perform);
  const visit = visitSetup(perform, flows);
  return visit.createMachine({
    id: 'visit',
    context: ({ input }) => ({
      ...noVisit,
      facts: {
        reader: 'offline',
        readerCondition: null,
        ...cashFacts({ denominations: null, why: null }, FULL_SERVICE),
        auxiliariesCondition: null,
        journal: 'writable',
        software: 'well',
        clock: 'right',
        staffWanted: { key: false, door: false, exchange: false },
        doorAlarm: false,
        outside: null,
      },
      language: input.language,
      ownLanguage: input.language,
      hasStaffMode: input.hasStaffMode ?? false,
      cardLies: false,
      hasIssuer: input.hasIssuer,
      staffCalled: false,
      noteInEscrow: null,
      newestNote: null,
      returned: null,
      lateNote: null,
      ticket: 0,
      slips: 0,
    }),
    type: 'parallel',
    states: {
      service: serviceRegion(visit, flows),
      card: cardRegion(visit),
      operator: operatorRegion(visit, flows),
      attention: attentionRegion(visit),
      notes: notesRegion(visit),
    },
  });
}

export type VisitMachine = ReturnType<typeof createVisitMachine>;
export type VisitSnapshot = SnapshotFrom<VisitMachine>;
/** Is somebody told that they do not get what they came for? */
export function tellsRefusal({ value: { service }, context }: VisitSnapshot): boolean {
  return service === 'refused' || service === 'query' || (service === 'cardAct' && context.serviceDeclined);
}

export type { VisitEvent } from './visitEvents.ts';
