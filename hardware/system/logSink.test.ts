import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { createLogSink } from './logSink.ts';

describe('a log whose other end may be gone', () => {
  it('goes on, counts what was lost, and says so when it can', () => {
    const written: string[] = [];
    let broken = false;
    const log = createLogSink('station: ', (line) => {
      if (broken) throw new Error('EPIPE');
      written.push(line);
    });
    log('one');
    broken = true;
    log('two');
    log('three');
    broken = false;
    log('four');
    expect(written).toEqual(['station: one\n', 'station: 2 lines of this log were lost before this one\n', 'station: four\n']);
  });

  /** A process that writes `count` long lines to its log and then tells over its channel that it lives. */
  const CHATTERBOX = (count: number): string => `
    const { createLogSink } = await import(${JSON.stringify(fileURLToPath(new URL('./logSink.ts', import.meta.url)))});
    process.once('message', () => {
      const log = createLogSink('x: ');
      for (let line = 0; line < ${count}; line += 1) log('y'.repeat(1_000));
      process.once('message', () => {
        log('after');
        process.send('lives', () => process.disconnect());
      });
      process.send('written');
    });
    process.send('there');`;

  it.each(['closed', 'never read'])('does not end or hold up the process when it is %s', async (how) => {
    const child = spawn(process.execPath, ['--input-type=module', '--eval', CHATTERBOX(2_000)], {
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    });
    await once(child, 'message');
    if (how === 'closed') child.stderr?.destroy();
    else child.stderr?.pause();
    child.send('write');
    expect(await once(child, 'message')).toEqual(['written', undefined]);
    child.send('again');
    expect(await once(child, 'message')).toEqual(['lives', undefined]);
    const ended = once(child, 'exit');
    child.stderr?.resume();
    expect(await ended).toEqual([0, null]);
  });
});
