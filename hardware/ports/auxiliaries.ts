/** The switch behind the door that asks for maintenance. */
export type OperatorSwitch = 'run' | 'maintenance';

/** Door contacts, key switch, bell: the small parts around the machine. */
export interface Auxiliaries {
  /** Tells the position of the switch, beginning with the present one. */
  onOperatorSwitch(listener: (position: OperatorSwitch) => void): void;
}
