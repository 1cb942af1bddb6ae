import type { AuxiliariesCondition } from './condition.ts';

/** The switch behind the door that asks for maintenance. */
export type OperatorSwitch = 'run' | 'maintenance';

/** The door before everything that only staff may reach. */
export type DoorPosition = 'closed' | 'open';

/** Lights that show where a card or a note goes now: the same that the screen shows. */
export interface Lights {
  readonly tray: boolean;
  readonly slot: boolean;
}

/** Why what is told of the small parts may be out of date: until it is over, the last positions stand. */
export interface AuxiliariesFault {
  readonly kind: AuxiliariesCondition;
  readonly detail: string;
}

/** Key switch, door, service bell, lights: the small parts around the machine. */
export interface Auxiliaries {
  /** Tells the position of the switch, beginning with the present one. */
  onOperatorSwitch(listener: (position: OperatorSwitch) => void): void;
  /** Tells how the door stands, beginning with now. A machine without a contact at its door never says that it is open. */
  onDoor(listener: (door: DoorPosition) => void): void;
  /** Tells each change of what is wrong; null: nothing any more. */
  onFault(listener: (fault: AuxiliariesFault | null) => void): void;
  /** Rings at the station office. Says nothing about anybody hearing it. */
  ringForStaff(): void;
  /** Which lights are on from now. Says nothing about anybody seeing them. */
  light(lights: Lights): void;
}
