import type { SimulatedAuxiliaries } from '../devices/auxiliaries/simulatedAuxiliaries.ts';
import type { SimulatedPrinter } from '../devices/printer/simulatedPrinter.ts';
import type { Clock, Timer } from '../../hardware/ports/clock.ts';
import type { Slip } from '../../hardware/ports/receiptPrinter.ts';
import { MAINS_OFF_MS } from '../../link/companionLink.ts';
import type { DockCommand, DockState, PullMoment } from '../../link/dock.ts';
import { ACTS } from '../../station/issuer/protocol/operations.ts';
import type { WireFault, WireFaultPlan } from '../world/wireFaults.ts';

/** How often the bench looks whether something has changed by itself; milliseconds. */
export const LOOK_MS = 100;

/** Slips that the dock shows. */
const SLIPS_SHOWN = 3;

/** The note acceptor as a hand at the machine knows it. NT$. */
export interface BenchAcceptor {
  insertNote(value: number): void;
  jamNextNote(): void;
  clearJam(): void;
  powerOff(): void;
  powerOn(): void;
  state(): DockState['acceptor'];
}

/** The cards that can be laid on the reader, and the reader. */
export interface BenchCards {
  /** Lays the card with this id on the reader in place of the one there; an unknown id changes nothing. */
  place(id: string): void;
  /** Lays a second card beside the one that lies there, or beside the next one. */
  layBeside(): void;
  remove(): void;
  /** Takes the card away when it has executed `after` more write commands. */
  pullWhileWriting(block: number, when: PullMoment): void;
  powerOff(): void;
  powerOn(): void;
  state(): DockState['cards'];
}

/** The cable to the issuer. */
export interface BenchNetwork {
  readonly plugged: boolean;
  setPlug(plugged: boolean): void;
  failNext(fault: WireFault, plan: Pick<WireFaultPlan, 'on'>): void;
}

export interface BenchParts {
  readonly acceptor: BenchAcceptor;
  readonly cards: BenchCards;
  readonly printer: SimulatedPrinter;
  readonly auxiliaries: SimulatedAuxiliaries;
  readonly network: BenchNetwork;
}

export interface BenchOptions extends BenchParts {
  readonly clock: Clock;
  /** What can be seen on the bench, whenever it has changed. */
  readonly onState: (state: DockState) => void;
}

/** The simulated hardware around one station, and the hands that move it. */
export class Bench {
  readonly #options: BenchOptions;
  #told = '';
  #look: Timer | null = null;
  #mains: Timer | null = null;

  constructor(options: BenchOptions) {
    this.#options = options;
  }

  /** Tells the state, and from now on every change of it. */
  start(): void {
    this.#tell();
    this.#look = this.#options.clock.setTimeout(() => this.start(), LOOK_MS);
  }

  stop(): void {
    const { clock } = this.#options;
    if (this.#look !== null) clock.clearTimeout(this.#look);
    if (this.#mains !== null) clock.clearTimeout(this.#mains);
  }

  carryOut(command: DockCommand): void {
    const { acceptor, cards, printer, auxiliaries, network } = this.#options;
    switch (command.do) {
      case 'place-card':
        cards.place(command.card);
        break;
      case 'lay-beside':
        cards.layBeside();
        break;
      case 'remove-card':
        cards.remove();
        break;
      case 'pull-card-while-writing':
        cards.pullWhileWriting(command.block, command.when);
        break;
      case 'insert-note':
        acceptor.insertNote(command.value);
        break;
      case 'jam-next-note':
        acceptor.jamNextNote();
        break;
      case 'clear-jam':
        acceptor.clearJam();
        break;
      case 'note-unit':
        if (command.power === 'off') acceptor.powerOff();
        else acceptor.powerOn();
        break;
      case 'paper':
        printer.setPaper(command.paper);
        break;
      case 'operator-switch':
        auxiliaries.turnOperatorSwitch(command.position);
        break;
      case 'door':
        auxiliaries.moveDoor(command.door);
        break;
      case 'network':
        network.setPlug(command.network === 'up');
        break;
      case 'fail-next-act':
        // What a machine asks besides, when nobody waits for it, must not use the fault up.
        network.failNext(command.fault, { on: ACTS });
        break;
      case 'cut-power':
        this.#cutPower();
        break;
    }
    this.#tell();
  }

  state(): DockState {
    const { acceptor, cards, printer, auxiliaries, network } = this.#options;
    return {
      cards: cards.state(),
      acceptor: acceptor.state(),
      paper: printer.paper === 'out' ? 'out' : 'full',
      operatorSwitch: auxiliaries.operatorSwitch,
      door: auxiliaries.door,
      network: network.plugged ? 'up' : 'cut',
      slips: newestSlips(printer.slips),
    };
  }

  /** Every part that has a plug. The mains come back by themselves; a second cut begins the time anew. */
  #cutPower(): void {
    const { acceptor, cards, printer, clock } = this.#options;
    const parts = [acceptor, cards, printer];
    for (const part of parts) part.powerOff();
    if (this.#mains !== null) clock.clearTimeout(this.#mains);
    this.#mains = clock.setTimeout(() => {
      this.#mains = null;
      for (const part of parts) part.powerOn();
      this.#tell();
    }, MAINS_OFF_MS);
  }

  #tell(): void {
    const state = this.state();
    const text = JSON.stringify(state);
    if (text === this.#told) return;
    this.#told = text;
    this.#options.onState(state);
  }
}

/** A slip printed twice is shown once, where it was printed last. */
function newestSlips(slips: readonly Slip[]): DockState['slips'] {
  const ids = new Set<string>();
  return slips
    .filter(({ id }) => !ids.has(id) && ids.add(id))
    .slice(0, SLIPS_SHOWN)
    .map(({ id, lines }) => ({ id, lines }));
}
