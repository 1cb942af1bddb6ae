import type { Auxiliaries } from '../../hardware/ports/auxiliaries.ts';
import type { CardReader } from '../../hardware/ports/cardReader.ts';
import type { CashAcceptor } from '../../hardware/ports/cashAcceptor.ts';
import type { Clock } from '../../hardware/ports/clock.ts';
import type { IssuerTransport } from '../../hardware/ports/issuerTransport.ts';
import type { Random } from '../../hardware/ports/random.ts';
import type { ReceiptPrinter } from '../../hardware/ports/receiptPrinter.ts';
import type { VisitEvent } from '../../machines/flows/visit/visit.ts';
import type { Picture } from '../../machines/view/project.ts';
import type { Site } from '../../machines/view/site.ts';
import type { CardHash, CardSeal } from '../journal/cardSeal.ts';
import type { Journal } from '../journal/journal.ts';
import type { StaffRegister } from '../staff/staffRegister.ts';
import type { Log } from '../../hardware/ports/log.ts';

/** The issuer's lock list (鎖卡名單), as far as this machine knows it. */
export interface LockList {
  /** @param find keyed hash of the card's number, as the journal's seal makes it. */
  isListed(cardHash: CardHash): boolean;
}

/** What the effects work with: the parts of one machine. */
export interface EffectDeps {
  readonly journal: Journal;
  readonly seal: CardSeal;
  readonly reader: CardReader;
  readonly acceptor: CashAcceptor;
  readonly printer: ReceiptPrinter;
  readonly auxiliaries: Auxiliaries;
  /** The wire to the issuer's host; null when none is connected to this machine. */
  readonly issuer: IssuerTransport | null;
  readonly lockList: LockList;
  readonly clock: Clock;
  /** Judges the clock now, before a card is touched; tells the machines when the judgement changes. */
  readonly clockWatch: { readonly judge: () => 'right' | 'wrong'; readonly bestMs: () => number };
  readonly random: Random;
  readonly site: Site;
  /** What goes into the card's own record of an add-value. */
  readonly cardRecord: { readonly place: number; readonly device: number };
  /** Null: nobody is on a roster here. */
  readonly staff: StaffRegister | null;
  /** Name and version of this software. */
  readonly software: string;
  readonly log: Log;
  /** What the screen shows now. */
  readonly picture: () => Picture;
  /** Tells the machines what happened. */
  readonly dispatch: (event: VisitEvent) => void;
}
