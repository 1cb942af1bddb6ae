/** The switch behind the door that asks for maintenance. */
export type OperatorSwitch = 'run' | 'maintenance';

/** Key switch, service bell: the small parts around the machine. */
export interface Auxiliaries {
  /** Tells the position of the switch, beginning with the present one. */
  onOperatorSwitch(listener: (position: OperatorSwitch) => void): void;
  /** Rings at the station office. Says nothing about anybody hearing it. */
  ringForStaff(): void;
}
