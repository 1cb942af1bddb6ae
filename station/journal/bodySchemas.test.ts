import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { z } from 'zod';
import { canonicalJson } from './canonicalJson.ts';
import { recordKinds } from './records.ts';

/** What may stand in a body, and nothing of how this software reads it. */
function digest(schema: z.ZodType): string {
  const written = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return createHash('sha256').update(canonicalJson(written)).digest('hex').slice(0, 16);
}

// A line that changes here is a journal in a hall that can no longer be read, or is read as something that nobody wrote: the body
// needs a next version, and that is a new line (docs/recipes.md, "A record kind").
it('what every version of every body may say is what it was when that version was written', async () => {
  const lines = Object.entries(recordKinds).flatMap(([kind, { schemas }]) =>
    schemas.map((schema, index) => `${kind} ${index + 1} ${digest(schema)}`),
  );
  await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('testdata/bodySchemas.txt');
});
