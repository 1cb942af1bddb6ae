import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import { type Dollars, dollars } from '../../../hardware/ports/dollars.ts';
import { fail, ok, type Result } from '../../../hardware/ports/result.ts';
import type { ModuleMemory } from './simulatedSecurityModule.ts';

const content = z.strictObject({ credit: z.int().nonnegative(), paid: z.array(z.string()) });

/** Add-values that are remembered as paid for: far more than can be open at one machine. */
const REMEMBERED = 1_000;

/** A memory that ends with the process. */
export function forgetful(credit: Dollars): ModuleMemory {
  return { credit, paid: [], keep: () => undefined };
}

/**
 * The memory of a simulated security module in a file. A file that is not there yet begins with `credit`; deleting it fills
 * the module up again.
 * @returns why the file cannot be used, in words
 */
export function openCreditFile(path: string, credit: Dollars): Result<ModuleMemory, string> {
  const keep: ModuleMemory['keep'] = (left, paid) => write(path, JSON.stringify({ credit: left, paid: paid.slice(-REMEMBERED) }));
  try {
    const parsed = content.safeParse(JSON.parse(readFileSync(path, 'utf8')));
    if (!parsed.success) return fail('the credit file does not have the form {"credit", "paid"}');
    return ok({ credit: dollars(parsed.data.credit), paid: parsed.data.paid, keep });
  } catch (cause) {
    if (cause instanceof SyntaxError) return fail('the credit file is not JSON');
    if (!(cause instanceof Error && 'code' in cause && cause.code === 'ENOENT')) return fail(`cannot be read: ${String(cause)}`);
  }
  try {
    keep(credit, []);
  } catch (cause) {
    return fail(`cannot be written: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
  return ok({ credit, paid: [], keep });
}

/** The old content or the new one, whenever the power goes. */
function write(path: string, text: string): void {
  const fresh = `${path}.new`;
  writeFileSync(fresh, text, { mode: 0o600, flush: true });
  renameSync(fresh, path);
}
