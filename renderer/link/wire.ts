import type { FromScreen, ToScreen } from '../../link/screenLink.ts';

/** A way to the shell, whatever carries it. Frames are JSON in both directions. */
export interface Wire {
  /** Sends a frame, or drops it while the way is lost: a touch on a screen that is gone means nothing. */
  send(message: FromScreen): void;
}

/** What a wire tells. */
export interface WireEvents {
  received(message: ToScreen): void;
  /** The way is lost; the wire tries to get it back by itself. */
  lost(): void;
}

/** By kind, so that the compiler misses one that is forgotten. */
const KINDS: Readonly<Record<ToScreen['type'], true>> = { view: true, 'station-down': true, dock: true, 'dock-journal': true };

function isToScreen(value: unknown): value is ToScreen {
  return typeof value === 'object' && value !== null && 'type' in value && Object.hasOwn(KINDS, String(value.type));
}

/**
 * What a frame says; null when it is none of ours. The shell has checked what it relays, so only the kind is looked at
 * here: it keeps a page that is older than its shell from tripping over something new.
 */
export function readFrame(frame: unknown): ToScreen | null {
  if (typeof frame !== 'string') return isToScreen(frame) ? frame : null;
  try {
    const value: unknown = JSON.parse(frame);
    return isToScreen(value) ? value : null;
  } catch {
    return null;
  }
}
