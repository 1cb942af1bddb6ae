import type { JsonChannel } from '../jsonChannel.ts';

export interface ParentChannel extends JsonChannel {
  /** Ends this process when `lastWords` have been handed over. */
  leave(lastWords: object): void;
}

/** The channel to the process that started this one, or null when there is none. Without its parent it ends. */
export function parentChannel(): ParentChannel | null {
  if (process.send === undefined) return null;
  let onClose: (reason: string) => void = () => undefined;
  process.on('disconnect', () => {
    onClose('the parent has gone');
    process.exit(0);
  });
  return {
    post(message) {
      // A parent that has gone is noticed by 'disconnect'.
      if (process.connected) process.send?.(message, undefined, undefined, () => undefined);
    },
    onMessage(listener) {
      process.on('message', listener);
    },
    onClose(listener) {
      onClose = listener;
    },
    close() {
      process.exit(1);
    },
    leave(lastWords) {
      process.send?.(lastWords, undefined, undefined, () => process.exit(1));
    },
  };
}
