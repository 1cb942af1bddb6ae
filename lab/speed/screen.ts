import { existsSync } from 'node:fs';
import type { Measure } from './measure.ts';
import { beside } from './program.ts';

/** How soon the screen is there and answers, and what it costs while nobody looks. */
export const screen: Measure = {
  name: 'screen',
  isLong: true,
  obstacle: () => (existsSync(beside('../../dist/renderer/index.html')) ? null : 'the screen is not built (npm run build)'),
  async run(rounds) {
    // A browser's driver is loaded by whoever measures one.
    const { observeScreen } = await import('./screen/observe.ts');
    const { paint, touchable, nextScreen, waiting, heap } = await observeScreen(rounds);
    const throttled = ['the processor is made four times slower, for both'];
    return [
      {
        candidate: { what: 'a browser that never saw the page opens it: first paint', unit: 'ms', values: paint.ours },
        baseline: {
          what: 'a page of one picture and two lines',
          unit: 'ms',
          values: paint.bare,
          file: 'lab/speed/baselines/staticPage.html',
        },
        target: { of: 'ratio', bound: 'at most', value: 1.2 },
        notes: throttled,
      },
      {
        candidate: { what: 'the same until a key can be touched', unit: 'ms', values: touchable.ours },
        baseline: { what: 'React with one button', unit: 'ms', values: touchable.bare, file: 'lab/speed/baselines/reactPage.mjs' },
        target: { of: 'ratio', bound: 'at most', value: 1.2 },
        notes: throttled,
      },
      {
        candidate: { what: 'a finger goes up … the next screen is painted, 95th of a hundred', unit: 'ms', values: nextScreen.ours },
        baseline: {
          what: 'a page that swaps the same elements',
          unit: 'ms',
          values: nextScreen.bare,
          file: 'lab/speed/baselines/swapPage.mjs',
        },
        target: { of: 'ratio', bound: 'at most', value: 1.5 },
        notes: throttled,
      },
      {
        candidate: { what: 'the machine waits: the thread of the page', unit: '% of a core', values: waiting.page },
        baseline: null,
        target: { of: 'candidate', bound: 'at most', value: 3 },
        notes: [],
      },
      {
        candidate: { what: 'the machine waits: all processes of the browser', unit: '% of a core', values: waiting.processes },
        baseline: null,
        target: { of: 'candidate', bound: 'at most', value: 3 },
        notes: [],
      },
      {
        candidate: { what: 'the heap of the page after 1,100 visits, collected', unit: 'MB', values: [heap.late] },
        baseline: { what: 'the same after 100 visits', unit: 'MB', values: [heap.early], file: 'lab/speed/screen/observe.ts' },
        target: { of: 'ratio', bound: 'at most', value: 1.05 },
        notes: [],
      },
    ];
  },
};
