import type { FromScreen, ToScreen } from '../../machines/view/link.ts';

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

const kinds: ReadonlySet<unknown> = new Set<ToScreen['type']>(['view', 'station-down', 'dock', 'dock-journal']);

function isToScreen(value: unknown): value is ToScreen {
  return typeof value === 'object' && value !== null && 'type' in value && kinds.has(value.type);
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
