import type { EffectDeps } from './deps.ts';

/**
 * Writes to the journal. A journal that fails closes the machine; what the record was about is found again at the next boot.
 * @returns whether all of it is durable
 */
export function record({ dispatch, log }: Pick<EffectDeps, 'dispatch' | 'log'>, write: () => void): boolean {
  try {
    write();
    return true;
  } catch (cause) {
    log.write('journal.write-failed', { cause: String(cause) });
    dispatch({ type: 'JOURNAL.FAILED' });
    return false;
  }
}
