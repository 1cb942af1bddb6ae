import type { Clock, Timer } from '../hardware/ports/clock.ts';
import type { DockCommand } from '../link/dock.ts';
import type { Intent } from '../machines/view/intent.ts';
import type { ToScreen } from '../link/screenLink.ts';
import type { View } from '../machines/view/view.ts';
import type { Log } from '../hardware/ports/log.ts';
import { fromScreenSchema, MAX_FRAME_BYTES } from '../link/screenLink.ts';
import { MAX_VIEW_BYTES } from '../link/stationLink.ts';

/** A congested connection is tried again after this time: one frame of a 60 Hz screen. Milliseconds. How often there is a View is the station's affair. */
export const CONGESTION_MS = 16;

/** Frames accepted from a screen in one second; fingers are slower, a page gone wild is not. */
export const MAX_FRAMES_PER_SECOND = 60;

/** A connection to one screen, over any transport. */
export interface Screen {
  /** Sends one frame of JSON. */
  send(frame: string): void;
  /** True while earlier frames still wait to leave: the relay then holds back and keeps only the newest View. */
  isCongested(): boolean;
}

/** What a relay gives back for an attached screen. */
export interface ScreenSide {
  /** One frame from the screen. */
  receive(frame: string): void;
  detach(): void;
}

export interface RelayOptions {
  readonly clock: Clock;
  readonly log: Log;
  readonly onIntent: (intent: Intent) => void;
  /** A screen is there that has seen nothing yet. */
  readonly onScreen: () => void;
  /** Null where no dock is offered: its commands are then refused. */
  readonly onDockCommand: ((command: DockCommand) => void) | null;
}

/**
 * Stands between one screen and the station: checks size and schema of what comes from the screen, keeps the newest
 * View for it, and changes nothing. A newly attached screen takes the place of the one before.
 */
export class Relay {
  readonly #options: RelayOptions;
  /** One allowance for all screens: reconnecting gives no new one. */
  readonly #allowance: FrameAllowance;
  #screen: Screen | null = null;
  /** Null while the station is down. */
  #view: View | null = null;
  #viewDue = false;
  #retry: Timer | null = null;
  #dock: ToScreen | null = null;
  #journal: ToScreen | null = null;

  constructor(options: RelayOptions) {
    this.#options = options;
    this.#allowance = new FrameAllowance(options.clock);
  }

  showView(view: View): void {
    const bytes = Buffer.byteLength(JSON.stringify(view));
    if (bytes > MAX_VIEW_BYTES) {
      this.#options.log.write('screen.view-too-large', { bytes, allowed: MAX_VIEW_BYTES });
      return;
    }
    this.#view = view;
    this.#viewDue = true;
    if (this.#retry === null) this.#sendView();
  }

  /** Takes the View off the screen: no station stands behind it any more. */
  stationDown(): void {
    this.#view = null;
    this.#viewDue = false;
    this.#send({ type: 'station-down' });
  }

  /** Passes on what the dock shows; a screen that comes later gets it too. */
  showDock(message: Extract<ToScreen, { type: 'dock' | 'dock-journal' }>): void {
    if (message.type === 'dock') this.#dock = message;
    else this.#journal = message;
    this.#send(message);
  }

  attach(screen: Screen): ScreenSide {
    this.#screen = screen;
    this.#viewDue = false;
    this.#send(this.#view === null ? { type: 'station-down' } : { type: 'view', view: this.#view });
    if (this.#dock !== null) this.#send(this.#dock);
    if (this.#journal !== null) this.#send(this.#journal);
    this.#options.onScreen();
    return {
      receive: (frame) => {
        if (this.#screen === screen) this.#receive(frame);
      },
      detach: () => {
        if (this.#screen === screen) this.#screen = null;
      },
    };
  }

  #receive(frame: string): void {
    const { log, onIntent, onDockCommand } = this.#options;
    if (!this.#allowance.take()) {
      log.write('screen.too-much');
      return;
    }
    if (Buffer.byteLength(frame) > MAX_FRAME_BYTES) {
      log.write('screen.frame-too-large', { allowed: MAX_FRAME_BYTES });
      return;
    }
    const parsed = fromScreenSchema.safeParse(jsonOrUndefined(frame));
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      // Cut: it may quote what an untrusted page wrote.
      const why = `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`.slice(0, 200);
      log.write('screen.message-dropped', { why });
      return;
    }
    const message = parsed.data;
    if (message.type === 'intent') {
      // Without a picture there is nothing that could have been pressed.
      if (this.#view !== null) onIntent(message.intent);
    } else if (onDockCommand === null) {
      log.write('screen.dock-refused');
    } else {
      onDockCommand(message.command);
    }
  }

  #sendView(): void {
    if (this.#view === null || !this.#viewDue) return;
    if (this.#screen?.isCongested() === true) {
      this.#retry = this.#options.clock.setTimeout(() => {
        this.#retry = null;
        this.#sendView();
      }, CONGESTION_MS);
      return;
    }
    this.#viewDue = false;
    this.#send({ type: 'view', view: this.#view });
  }

  #send(message: ToScreen): void {
    this.#screen?.send(JSON.stringify(message));
  }
}

/** Counts the frames of screens per second. */
class FrameAllowance {
  readonly #clock: Clock;
  #second = Number.NEGATIVE_INFINITY;
  #taken = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  take(): boolean {
    const now = this.#clock.monotonicMs();
    if (now - this.#second >= 1000) {
      this.#second = now;
      this.#taken = 0;
    }
    this.#taken += 1;
    return this.#taken <= MAX_FRAMES_PER_SECOND;
  }
}

function jsonOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
