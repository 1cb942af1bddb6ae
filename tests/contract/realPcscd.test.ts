import { networkInterfaces } from 'node:os';
import { describe, expect, it } from 'vitest';
import { startPcscd } from '../../lab/speed/pcscd.ts';

describe('the real pcscd in a namespace of its own', () => {
  it('serves both virtual readers', async () => {
    const pcscd = await startPcscd();
    expect(pcscd.log()).toContain('Virtual PCD 00 00');
    expect(pcscd.log()).toContain('Virtual PCD 00 01');
    await pcscd.stop();
  });

  it('starts again after it was killed and left its socket behind', async () => {
    const killed = await startPcscd();
    await killed.stop('SIGKILL');
    const again = await startPcscd();
    expect(again.pid).not.toBe(killed.pid);
    await again.stop();
  });

  it('can be reached by nobody outside', () => {
    expect(Object.keys(networkInterfaces())).toEqual(['lo']);
  });
});
