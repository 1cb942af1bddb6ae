import type { ServiceState } from '../serviceState.ts';
import type { DoorPosition, OperatorSwitch } from '../../../hardware/ports/auxiliaries.ts';
import type { AcceptorCondition, AuxiliariesCondition, JournalCondition, ReaderCondition } from '../../../hardware/ports/condition.ts';
import type { Dollars } from '../../../hardware/ports/dollars.ts';
import type { BusinessHours } from '../../rules/businessHours.ts';
import type { Language } from '../../messages/languages.ts';
import type { PassChoice } from '../../rules/buyPass.ts';
import type { HelpTopic, Service } from '../../words.ts';
import type { StaffAnswer, StaffTouch } from '../staff.ts';
import type {
  ActEvent,
  BezelEvent,
  CardCheckEvent,
  CardPlaceEvent,
  CardReadEvent,
  CardWriteEvent,
  CashPathEvent,
  ClaimEvent,
  HostEvent,
  LockEvent,
  NoteEvent,
  SlipEvent,
} from '../events.ts';

/** What is heard of the machine's own parts. */
export type FactEvent =
  | { readonly type: 'STATION.RECOVERED' }
  | { readonly type: 'STATION.FAULTY' }
  | { readonly type: 'READER.ONLINE' }
  | { readonly type: 'READER.OFFLINE'; readonly why: ReaderCondition }
  | { readonly type: 'CASH.READY'; readonly denominations: readonly Dollars[] }
  /** The acceptor is out of order: no notes until it is ready again. */
  | { readonly type: 'CASH.OUT'; readonly why: AcceptorCondition }
  /** Left out: a record could not be written. */
  | { readonly type: 'JOURNAL.FAILED'; readonly why?: JournalCondition }
  /** Key switch, door and lights; null: nothing is wrong with them. */
  | { readonly type: 'AUXILIARIES.JUDGED'; readonly why: AuxiliariesCondition | null }
  | { readonly type: 'CLOCK.JUDGED'; readonly clock: 'right' | 'wrong' }
  /** What the staff lets the machine do: at every start, and when it is changed. */
  | { readonly type: 'SERVICE.SET'; readonly service: ServiceState }
  | { readonly type: 'HOURS.JUDGED'; readonly outside: BusinessHours | null }
  | { readonly type: 'OPERATOR.SWITCH'; readonly position: OperatorSwitch }
  | { readonly type: 'DOOR'; readonly door: DoorPosition };

/** What a passenger did, after the screen's Intent was checked. */
export type PassengerEvent =
  | { readonly type: 'LANGUAGE'; readonly language: Language }
  | { readonly type: 'FINISH' }
  | { readonly type: 'MORE-TIME' }
  | { readonly type: 'TOGGLE-HISTORY' }
  | { readonly type: 'TOGGLE-AMOUNTS' }
  | { readonly type: 'TOGGLE-PLACES' }
  | { readonly type: 'PRINT-SLIP' }
  | { readonly type: 'PRINT-STATEMENT' }
  | { readonly type: 'CALL-STAFF' }
  | { readonly type: 'GIVE-UP-CARD' }
  | { readonly type: 'CLAIM-SEEN' }
  | { readonly type: 'MORE-SERVICES' }
  | { readonly type: 'CHOOSE-SERVICE'; readonly service: Service }
  | { readonly type: 'CHOOSE-PASS'; readonly choice: PassChoice }
  /** Fills the purse with notes, for what was just offered. */
  | { readonly type: 'ADD-CASH' }
  | { readonly type: 'CONFIRM' }
  | { readonly type: 'CANCEL' }
  | { readonly type: 'HELP'; readonly topic: HelpTopic };

export type VisitEvent =
  | FactEvent
  | PassengerEvent
  | CardPlaceEvent
  | CardReadEvent
  | CardCheckEvent
  | CardWriteEvent
  | CashPathEvent
  | NoteEvent
  | BezelEvent
  | HostEvent
  | ActEvent
  | LockEvent
  | ClaimEvent
  | SlipEvent
  | StaffAnswer
  | StaffTouch
  /** The door stands open for long, and nobody of the staff came in. */
  | { readonly type: 'DOOR.UNATTENDED' }
  /** A touch that the running service took: somebody is there. Said by the service, so that only what it takes is accepted. */
  | { readonly type: 'PASSENGER.ACTED' }
  /** The attention region's word that nobody is there any more. */
  | { readonly type: 'IDLE.EXPIRED' }
  /** The bell was rung long enough ago to ring it again. */
  | { readonly type: 'STAFF.QUIET' };
