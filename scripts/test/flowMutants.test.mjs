import { expect, it } from 'vitest';
import { mutantsOf } from './flowMutants.mjs';

const cuts = (code) => mutantsOf('flow.ts', code).map(({ title }) => title.slice(title.indexOf(' ') + 1));

it('deletes every event of every state, and every alternative of an event', () => {
  const code = `const m = setup({}).createMachine({
    on: { A: ignored },
    states: { open: { on: { B: 'shut', 'C.D': [{ guard: 'g', target: 'x' }, { target: 'y' }] } } },
  });`;
  expect(cuts(code)).toEqual(['m A', 'm open B', 'm open C.D', 'm open C.D alternative 1', 'm open C.D alternative 2']);
});

it('deletes what is spread into a state, and what is done beside passing an event on', () => {
  const code = "const s = { on: { ...passOn('topUp', flow, { A: ['done'] }), B: 'x' } }; const toldAs = { C: 'D' } as const satisfies T;";
  expect(cuts(code)).toEqual(['s ...passOn', 's B', 's passOn A', 'C']);
});

it('leaves the rest of the file as it was', () => {
  const [cut] = mutantsOf('flow.ts', "const m = { on: { A: 'a', B: 'b' }, entry: 'e' };");
  expect(cut.code).toBe("const m = { on: {  B: 'b' }, entry: 'e' };");
});
