import { isStaffWanted } from './visitContext.ts';
import { and, assign, enqueueActions, not, or, raise, sendTo, setup, stateIn } from 'xstate';
import { add, dollars } from '../../../hardware/ports/dollars.ts';
import type { HallLanguage } from '../../messages/languages.ts';
import { createCardActMachine } from '../cardAct/cardActFlow.ts';
import type { Effect, Perform } from '../effects.ts';
import { limits } from '../limits.ts';
import { createResolveMachine } from '../resolve/resolve.ts';
import { createStaffMachine } from '../staff/staffFlow.ts';
import { createTopUpMachine } from '../topUp/topUp.ts';
import { type FlowName, inFlowWords } from './passOn.ts';
import { isBroken, noVisit, type VisitContext } from './visitContext.ts';
import { chosenOffer, declineOf, nextByHost, takesNotes, wantedOffer, wayOf } from './visitDecisions.ts';
import type { VisitEvent } from './visitEvents.ts';

export interface VisitInput {
  readonly language: HallLanguage;
  /** Staff can come in at the screen. Left out: no. */
  readonly hasStaffMode?: boolean;
  /** Is an issuer connected, so that more than cash can be had? */
  readonly hasIssuer: boolean;
}

/** The flows of a visit. */
export function visitFlows(perform: Perform) {
  return {
    topUp: createTopUpMachine(perform),
    cardAct: createCardActMachine(perform),
    resolve: createResolveMachine(perform),
    staff: createStaffMachine(perform),
  } satisfies Record<FlowName, unknown>;
}

/** Words that the regions of a visit share: what they know, hear, do and ask. */
export function visitSetup(perform: Perform, flows: VisitFlows) {
  return setup({
    types: {
      context: {} as VisitContext,
      events: {} as VisitEvent,
      input: {} as VisitInput,
      children: {} as { topUp: 'topUp'; cardAct: 'cardAct'; resolve: 'resolve'; staff: 'staff' },
    },
    actors: flows,
    actions: {
      perform: (_, effect: Effect) => perform(effect),
      lookUpCard: ({ context }) => {
        if (context.card !== null) perform({ do: 'look-up-card', ticket: context.ticket, card: context.card.number });
      },
      passengerActed: raise({ type: 'PASSENGER.ACTED' }),
      forgetVisit: assign(noVisit),
      speakAsTheHall: assign({ language: ({ context }) => context.ownLanguage }),
      rememberLifted: assign({ cardLifted: true }),
      tell: sendTo(
        (_, flow: FlowName) => flow,
        ({ event }) => inFlowWords(event),
      ),
      rememberCard: assign(({ context, event }) => {
        if (event.type !== 'CARD.READ') return {};
        const read = {
          card: event.facts,
          readAtMs: event.atMs,
          shownBefore: context.purse === null || context.purse.balance === event.facts.balance ? null : context.purse.balance,
          purse: null,
          writtenSinceRead: false,
          balance: event.facts.balance,
          credit: event.credit,
          mayBeHeld: event.mayBeHeld === true,
          host: { state: 'asking' } as const,
          next: null,
          cardLifted: false,
          refusal: declineOf(event),
        };
        if (context.card?.number.equals(event.facts.number) === true) return read;
        // Cards change hands quickly: what was done for another card is not told to this one. What was chosen before any was laid down is.
        return { ...noVisit, ...read, wantedPass: context.card === null ? context.wantedPass : null };
      }),
      rememberWritten: assign(({ context, event }) => {
        if (event.type !== 'CARD.WRITTEN') return {};
        return {
          writtenSinceRead: true,
          balance: event.after,
          completed: [...context.completed, event.transaction],
          // What a period ticket takes is no sum that was added.
          visitTotal: add(context.visitTotal, dollars(Math.max(0, event.after - event.before))),
          settled: null,
          slip: null,
        };
      }),
      rememberEscrow: assign(({ context: { card, newestNote }, event }) => {
        if (event.type !== 'NOTE.ESCROWED') return {};
        const { transaction } = event;
        return { noteInEscrow: transaction, newestNote: card === null ? newestNote : { transaction, issuer: card.issuer } };
      }),
      /** The slip of a refusal is none of what was done. */
      forgetSlip: assign({ slip: null }),
      askForSlip: assign(({ context }) => ({ slip: 'printing' as const, slips: context.slips + 1 })),
      forgetEscrow: assign({ noteInEscrow: null }),
      rememberLateNote: assign(({ context: { newestNote }, event }) => {
        if (event.type !== 'NOTE.KEPT' && event.type !== 'NOTE.IN-DOUBT') return {};
        const { type, transaction, value, card, earlier } = event;
        const end = type === 'NOTE.KEPT' ? ('kept' as const) : ('in-doubt' as const);
        const issuer = newestNote?.transaction === transaction ? newestNote.issuer : null;
        return { lateNote: { transaction, value, card, earlier, end, issuer } };
      }),
      forgetLateNote: assign({ lateNote: null }),
      /** The card that is owed it was read since: it is settled from there. */
      forgetNoteRead: assign(({ context: { lateNote }, event }) => {
        const isRead = event.type === 'CARD.READ' && event.open.some(({ transaction }) => transaction === lateNote?.transaction);
        return isRead ? { lateNote: null } : {};
      }),
      rememberAdded: assign(({ event }) =>
        event.type === 'CARD.WRITTEN'
          ? { added: { note: dollars(event.after - event.before), before: event.before, after: event.after } }
          : {},
      ),
      rememberTopic: assign(({ event }) => (event.type === 'HELP' ? { helpTopic: event.topic } : {})),
      rememberKey: assign(({ context: { facts }, event }) => {
        if (event.type !== 'OPERATOR.SWITCH') return {};
        return { facts: { ...facts, staffWanted: { ...facts.staffWanted, key: event.position === 'maintenance' } } };
      }),
      rememberDoor: assign(({ context: { facts }, event }) => {
        if (event.type !== 'DOOR') return {};
        return { facts: { ...facts, staffWanted: { ...facts.staffWanted, door: event.door === 'open' } } };
      }),
      rememberExchange: assign(({ context: { facts }, event }) => {
        if (event.type !== 'STAFF.EXCHANGE') return {};
        return { facts: { ...facts, staffWanted: { ...facts.staffWanted, exchange: event.open } } };
      }),
      watchDoor: enqueueActions(({ enqueue }) => {
        enqueue.cancel('doorUnattended');
        enqueue.raise({ type: 'DOOR.UNATTENDED' }, { delay: 'doorUnattended', id: 'doorUnattended' });
      }),
      doorAttended: enqueueActions(({ enqueue }) => {
        enqueue.cancel('doorUnattended');
        enqueue.assign({ facts: ({ context }) => ({ ...context.facts, doorAlarm: false }) });
      }),
      /** Whoever is in leaves when neither key nor door asks for them any more: an exchange goes on without them, and the machine stays closed. */
      tellStaff: enqueueActions(({ context: { facts }, enqueue }) => {
        const { key, door } = facts.staffWanted;
        enqueue.sendTo('staff', { type: key || door ? 'STAFF.REOPEN' : 'STAFF.CLOSE' });
      }),
      /** Whoever came in for an exchange, after a restart without key and door, stays until it is over. */
      tellStaffOfExchange: enqueueActions(({ context: { facts }, enqueue }) => {
        enqueue.sendTo('staff', { type: isStaffWanted(facts) ? 'STAFF.REOPEN' : 'STAFF.CLOSE' });
      }),
      rememberChoice: assign(({ context, event }) => {
        const offer = event.type === 'CHOOSE-SERVICE' ? chosenOffer(context, event.service) : null;
        if (offer === null) return {};
        return { next: offer.service === 'period-pass' ? { to: 'passes' as const } : { to: 'cardAct' as const, offer } };
      }),
      rememberPass: assign(({ event }) => (event.type === 'CHOOSE-PASS' ? { wantedPass: { choice: event.choice, price: null } } : {})),
      offerWanted: assign(({ context }) => {
        const offer = wantedOffer(context);
        return { wantedPass: null, next: offer === null ? null : { to: 'cardAct' as const, offer } };
      }),
      /** What the purse was filled for can be paid now. */
      goOnToPass: enqueueActions(({ context, enqueue }) => {
        const { wantedPass, balance } = context;
        const price = wantedPass?.price ?? null;
        if (price === null || balance === null || balance < price) return;
        enqueue.assign({ next: { to: 'passes' } });
        enqueue.sendTo('topUp', { type: 'WIND-UP' });
      }),
      rememberHost: assign(({ context, event }) => {
        if (event.type !== 'HOST.ANSWERED') return {};
        return { host: event.host, next: nextByHost(context, event.host) };
      }),
    },
    guards: {
      inService: ({ context }) => context.facts.reader === 'online' && !isBroken(context.facts),
      cashReady: ({ context }) => context.facts.cash === 'ready',
      cardLifted: ({ context }) => context.cardLifted,
      cardPresent: stateIn({ card: 'present' }),
      /** Whoever is being served is served to the end; then nobody is until this is over. */
      closedToNext: or([
        not(stateIn({ operator: 'none' })),
        'staffWanted',
        ({ context }) => context.facts.clock === 'wrong' || context.facts.outside !== null,
      ]),
      hasStaffMode: ({ context }) => context.hasStaffMode,
      staffWanted: ({ context: { facts } }) => isStaffWanted(facts),
      clockWrong: ({ context }) => context.facts.clock === 'wrong',
      nobodyServed: or([stateIn({ service: 'attract' }), stateIn({ service: 'outOfService' })]),
      /** A note's end is still to be told, and can be written down. A unit that is out tells nothing: then staff is waited for. */
      noteChecked: ({ context: { facts } }) => facts.cashCondition === 'note-being-checked' && facts.journal === 'writable',
      /** Something ends when nobody is there any more: what the passenger was asked, or in the hall the language that somebody chose. */
      asksWhoIsThere: or(['flowWaits', and([stateIn({ service: 'attract' }), 'languageIsChosen'])]),
      languageIsChosen: ({ context }) => context.language !== context.ownLanguage,
      flowWaits: ({ context }) => context.flowWaits,
      serviceDeclined: ({ context }) => context.serviceDeclined,
      /** Somebody is told that they do not get what they came for. */
      tellsRefusal: or([
        stateIn({ service: 'refused' }),
        stateIn({ service: 'query' }),
        and([stateIn({ service: 'cardAct' }), 'serviceDeclined']),
      ]),
      /** Whoever brought the note may still be there; of an earlier process's, only the card that lies there can tell. */
      mattersNow: or([({ event }) => 'earlier' in event && !event.earlier, stateIn({ card: 'present' })]),
      /** Staff who are in go on; whoever brought the note is asked when they have left. */
      lateNote: and([
        not(stateIn({ operator: 'active' })),
        ({ context }) => context.lateNote !== null && context.facts.reader === 'online' && !isBroken(context.facts),
      ]),
      noSlipOnItsWay: ({ context }) => context.slip !== 'printing',
      slipIsAwaited: ({ context, event }) => context.slip === 'printing' && 'ticket' in event && event.ticket === context.slips,
      readNow: ({ context, event }) =>
        (event.type === 'PURSE.READ' || event.type === 'CARD.READ' || event.type === 'CARD.UNREADABLE') && event.ticket === context.ticket,
      answersNow: ({ context, event }) => event.type === 'HOST.ANSWERED' && event.ticket === context.ticket,
      /** What the issuer says of the card leaves nothing else to do. */
      mustGoOn: ({ context, event }) => event.type === 'HOST.ANSWERED' && nextByHost(context, event.host) !== null,
      /** Notes were added, and nothing since then left the balance in doubt. Of a forgotten card nothing is told: who takes it may be anybody. */
      hasResult: ({ context }) => !context.cardForgotten && context.added !== null && context.added.after === context.balance,
      goesOn: ({ context }) => context.next !== null && !context.cardLifted,
      isOffered: ({ context, event }) => event.type === 'CHOOSE-SERVICE' && chosenOffer(context, event.service) !== null,
      wantsPass: ({ context }) => context.wantedPass !== null,
      isHostHeard: ({ context }) => context.host.state !== 'asking',
      opensPasses: ({ context, event }) => context.hasIssuer && event.type === 'CHOOSE-SERVICE' && event.service === 'period-pass',
      cardRead: ({ context }) => context.card !== null,
      /** What the issuer is asked goes by the purse as it was read: after a top-up the card is laid down anew. */
      readingHolds: ({ context }) => !context.writtenSinceRead,
      goes: ({ context, event }, { way }: { way: ReturnType<typeof wayOf> | 'passes' }) => {
        if (event.type !== 'CARD.READ' || event.ticket !== context.ticket) return false;
        const found = wayOf(event, takesNotes(context.facts, event.credit));
        // A card of which a part does not open is never written.
        const served = (found === 'topUp' || found === 'query') && event.facts.unread === undefined;
        return (served && context.wantedPass !== null ? 'passes' : found) === way;
      },
    },
    delays: {
      idle: limits.idleMs,
      idleWarning: limits.idleWarningMs,
      staffCalled: limits.staffCalledMs,
      cardForgotten: limits.cardForgottenMs,
      told: limits.toldMs,
      returnedTold: limits.returnedToldMs,
      doorUnattended: limits.doorUnattendedMs,
    },
  });
}

export type VisitFlows = ReturnType<typeof visitFlows>;
export type VisitSetup = ReturnType<typeof visitSetup>;
