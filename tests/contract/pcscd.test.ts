import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { benchSocketRig, inMemoryRig, pcscdRig, type ReaderProcessRig } from '../support/cardReaderRigs.ts';
import { apply, card, cardReaderSuite, plan, purses, read } from './cardReaderSuite.ts';

cardReaderSuite('a simulated PC/SC in memory', inMemoryRig);
cardReaderSuite('a simulated PC/SC in another place', benchSocketRig);
cardReaderSuite('pcscd and nfc-pcsc', pcscdRig);

describe('the process that owns the reader', { timeout: 20_000 }, () => {
  let rig: ReaderProcessRig;
  beforeEach(async () => {
    rig = await pcscdRig();
  });
  afterEach(() => rig.stop());

  it('is replaced when it dies, and the card that lies there is found again', async () => {
    const ordinary = card('ordinary');
    await rig.place(ordinary);
    const planned = await plan(rig);
    rig.signalReaderProcess('SIGKILL');
    await rig.told('reader-offline');
    await rig.told('card-placed');
    expect(await apply(rig, planned)).toMatchObject({ verdict: 'written', balance: 820 });
    expect(purses(ordinary)).toEqual([820, 820]);
  });

  it('is replaced when it hangs while nobody asks it anything', async () => {
    await rig.place(card('ordinary'));
    rig.signalReaderProcess('SIGSTOP');
    await rig.told('reader-offline');
    await rig.told('card-placed');
    expect((await read(rig)).balance).toBe(320);
  });

  it('is replaced when it hangs in the middle of a write', async () => {
    const ordinary = card('ordinary');
    await rig.place(ordinary);
    const planned = await plan(rig);
    rig.signalReaderProcess('SIGSTOP');
    expect(await apply(rig, planned)).toMatchObject({ verdict: 'unknown' });
    await rig.told('card-placed');
    expect(await apply(rig, planned)).toMatchObject({ verdict: 'written', balance: 820 });
    expect(purses(ordinary)).toEqual([820, 820]);
  });
});

describe('the service', { timeout: 20_000 }, () => {
  let rig: ReaderProcessRig;
  beforeEach(async () => {
    rig = await pcscdRig();
  });
  afterEach(() => rig.stop());

  it('that freezes while no card is there is noticed, and found again when it goes on', async () => {
    rig.signalService('SIGSTOP');
    await rig.told('reader-offline');
    rig.signalService('SIGCONT');
    await rig.told('reader-online');
    await rig.place(card('ordinary'));
    expect((await read(rig)).balance).toBe(320);
  });

  it('that is frozen before anybody is taken in hangs, and is not taken for one without a reader', async () => {
    await rig.breakDown();
    await rig.repair();
    rig.signalService('SIGSTOP');
    const seen = await rig.told('reader-offline', 'reader-hangs');
    rig.signalService('SIGCONT');
    seen.concat(await rig.told('reader-online')).forEach((event) => expect(event).not.toMatchObject({ why: 'reader-absent' }));
    await rig.place(card('ordinary'));
    expect((await read(rig)).balance).toBe(320);
  });

  it('that freezes in the middle of a write leaves the card undecided, and it is finished once', async () => {
    const ordinary = card('ordinary');
    await rig.place(ordinary);
    const planned = await plan(rig);
    rig.signalService('SIGSTOP');
    expect(await apply(rig, planned)).toMatchObject({ verdict: 'unknown' });
    rig.signalService('SIGCONT');
    await rig.told('card-placed');
    expect(await apply(rig, planned)).toMatchObject({ verdict: 'written', balance: 820 });
    expect(purses(ordinary)).toEqual([820, 820]);
  });
});

describe('the life of the process that owns the reader', () => {
  const PARENT = `
    import { openReaderProcess } from ${JSON.stringify(new URL('../../hardware/pcsc/readerProcess.ts', import.meta.url).href)};
    let pid = 0;
    const reader = openReaderProcess({ onSpawn: (begun) => { pid = begun; } });
    // Once it answers, setpriv has long tied its life to ours.
    reader.onMessage(() => process.stdout.write(pid + '\\n'));
    reader.post({ id: 1, do: 'ping' });
  `;

  it('ends with its parent, even when it hangs', async () => {
    const parent = spawn(process.execPath, ['--input-type=module-typescript', '--eval', PARENT], { stdio: ['ignore', 'pipe', 'pipe'] });
    // The reader process writes its complaints to its parent's: this pipe closes when both are gone.
    const bothGone = once(parent.stderr.resume(), 'close');
    const [pid] = await once(parent.stdout, 'data');
    // Stopped, it cannot notice by itself that the channel to its parent is broken.
    process.kill(Number(String(pid)), 'SIGSTOP');
    const parentGone = once(parent, 'exit');
    parent.kill('SIGKILL');
    expect(await parentGone).toEqual([null, 'SIGKILL']);
    await bothGone;
  });
});
