/** The switch behind the door that asks for maintenance. */
export type OperatorSwitch = 'run' | 'maintenance';

/** The door before everything that only staff may reach. */
export type DoorPosition = 'closed' | 'open';

/** Key switch, door, service bell: the small parts around the machine. */
export interface Auxiliaries {
  /** Tells the position of the switch, beginning with the present one. */
  onOperatorSwitch(listener: (position: OperatorSwitch) => void): void;
  /** Tells how the door stands, beginning with now. A machine without a contact at its door never says that it is open. */
  onDoor(listener: (door: DoorPosition) => void): void;
  /** Rings at the station office. Says nothing about anybody hearing it. */
  ringForStaff(): void;
}
