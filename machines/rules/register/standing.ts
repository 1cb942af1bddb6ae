import type { MessageId } from '../../messages/messages.ts';
import type { Ask } from '../question.ts';

/** Where a rule lives: a question that `kiosk explain` answers, or a source file of this repository. */
export type Place = `explain ${Ask}` | `${'machines' | 'station'}/${string}.ts`;

/** Parts of the product that a later version builds. */
export type Service = 'archive' | 'iPASS cards';

interface Done<Status> {
  readonly status: Status;
  readonly where: readonly Place[];
}

/** The kiosk acts so. A test names the rule. */
export type Enforced = Done<'enforced'>;

/** The kiosk reckons so. A test names the rule. */
export type Computed = Done<'computed'>;

/** Passengers are told, on a screen or a slip, by these texts. */
export interface Shown {
  readonly status: 'shown';
  readonly texts: readonly MessageId[];
}

/** The journal keeps it, in records of these kinds (`station/journal/records.ts`). */
export interface Recorded {
  readonly status: 'recorded';
  readonly kinds: readonly string[];
  /** Years for which the records must be kept at least (R-003-75). */
  readonly years: number;
}

/** Somebody else decides. */
export interface Routed {
  readonly status: 'routed';
  readonly to: string;
}

/** Nothing for a kiosk to do, and why. */
export interface NotHere {
  readonly status: 'not here';
  readonly why: string;
}

/** Not there yet: the service it belongs to, and what is missing. */
export interface Planned {
  readonly status: 'planned';
  readonly service: Service;
  readonly what: string;
}

/** How this version stands to one side of a rule. */
export type Standing = Enforced | Computed | Shown | Recorded | Routed | NotHere | Planned;

export const enforced = (...where: Place[]): Enforced => ({ status: 'enforced', where });
export const computed = (...where: Place[]): Computed => ({ status: 'computed', where });
export const shown = (...texts: MessageId[]): Shown => ({ status: 'shown', texts });
export const recorded = (kinds: readonly string[]): Recorded => ({ status: 'recorded', kinds, years: 5 });
export const routed = (to: string): Routed => ({ status: 'routed', to });
export const notHere = (why: string): NotHere => ({ status: 'not here', why });
export const planned = (service: Service, what: string): Planned => ({ status: 'planned', service, what });
