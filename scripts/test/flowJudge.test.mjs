import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { fromRoot } from '../setup/paths.mjs';
import { failingBeside } from './flowJudge.mjs';
import { mutantsOf } from './flowMutants.mjs';

const FLOW = 'machines/flows/cardAct/cardActFlow.ts';
const code = readFileSync(fromRoot(FLOW), 'utf8');
const without = (event) => mutantsOf(FLOW, code).find(({ title }) => title.endsWith(event)).code;
const TABLE = 'cardActFlow.test.ts answers every event as this table says, wherever an act stands';

describe('a text in the place of a flow', { timeout: 240_000 }, () => {
  it('that is its own fails nothing, before and after one that lacks an event', async () => {
    expect(await failingBeside(FLOW, code)).toBeUndefined();
    expect(await failingBeside(FLOW, without('writing CARD.CONFLICT'))).toBe(TABLE);
    expect(await failingBeside(FLOW, `${code}\n// another comment`)).toBeUndefined();
  });

  it('that does not parse, or that no test beside it loads, proves nothing', async () => {
    await expect(failingBeside(FLOW, `${code}}`)).rejects.toThrow();
    await expect(failingBeside('machines/flows/cardAct/elsewhere.ts', code)).rejects.toThrow('no test beside');
  });
});
