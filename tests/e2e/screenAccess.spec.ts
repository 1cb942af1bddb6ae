import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test, launchKiosk } from './kiosk.ts';

test('the page is reloaded on every screen of a top-up: the same picture comes back', async ({ kiosk, page }) => {
  const picture = async (): Promise<string> => (await page.getByTestId('screen').innerText()).replace(/\s+/g, ' ');
  await page.reload();
  await kiosk.expectScreen('attract');
  await kiosk.placeCard('ordinary');
  await kiosk.expectScreen('balance');
  await expect(page.getByTestId('dock-note-500')).toHaveAttribute('data-faint', 'false');
  const balance = await picture();
  await page.reload();
  await kiosk.expectScreen('balance');
  // Its part of the program is fetched anew.
  await expect.poll(picture).toBe(balance);
  await kiosk.insertNote(500);
  await kiosk.expectScreen('note-seen');
  await page.reload();
  await kiosk.expectScreen('added');
  await expect(page.getByTestId('money-after')).toHaveText('820 元');
  await page.reload();
  await expect(page.getByTestId('money-after')).toHaveText('820 元');
  expect(kiosk.moneyKinds()).toHaveLength(4);
});

test('a second client is refused, with the address that was used or without one', async ({ kiosk, browser }) => {
  const stranger = await browser.newContext();
  const page = await stranger.newPage();
  const again = await page.goto(kiosk.address);
  expect(again?.status()).toBe(403);
  const bare = await page.goto(new URL('/', kiosk.address).href);
  expect(bare?.status()).toBe(403);
  const guessed = await page.goto(new URL('/?token=00000000000000000000', kiosk.address).href);
  expect(guessed?.status()).toBe(403);
  await stranger.close();
  await kiosk.expectScreen('attract');
});

test('malformed, oversized and stale Intents change nothing', async ({ kiosk, page }) => {
  await kiosk.placeCard('ordinary');
  await kiosk.expectScreen('balance');
  const before = kiosk.journal().length;
  // The page's own cookie opens a second link, as a page that was taken over would.
  await page.evaluate(async () => {
    const socket = new WebSocket(`ws://${location.host}/screen`);
    await new Promise((resolve) => socket.addEventListener('open', resolve));
    const good = { verb: 'finish', bootId: 'x', seqSeen: 1, nonce: 'n' };
    socket.send('not JSON');
    socket.send(JSON.stringify({ type: 'intent', intent: { ...good, verb: 'open-cash-box' } }));
    socket.send(JSON.stringify({ type: 'intent', intent: { ...good, extra: 1 } }));
    socket.send(JSON.stringify({ type: 'intent', intent: good }));
    socket.send(JSON.stringify({ type: 'intent', intent: { ...good, nonce: 'n'.repeat(100_000) } }));
    await new Promise((resolve) => socket.addEventListener('close', resolve));
  });
  await page.reload();
  await kiosk.expectScreen('balance');
  await expect(page.getByTestId('balance-amount')).toHaveText('320 元');
  expect(kiosk.journal()).toHaveLength(before);
});

test('Ctrl-C or SIGTERM ends everything cleanly', async ({ kiosk }) => {
  expect(kiosk.stationPids()).toHaveLength(1);
  expect(await kiosk.stop()).toBe(0);
  expect(kiosk.stationPids()).toHaveLength(0);
});

test('a browser that is led in by a page of this machine’s disk becomes the screen', async ({ browser }) => {
  const folder = mkdtempSync(join(tmpdir(), 'kiosk-enter-'));
  const launched = launchKiosk('config/kiosk.simulated.json', join(folder, 'data'));
  try {
    const address = new URL(await launched.address());
    const opener = join(folder, 'open.html');
    writeFileSync(
      opener,
      `<!doctype html><meta http-equiv="refresh" content="0; url=${address.origin}/enter#${address.searchParams.get('token')}">`,
    );
    const page = await browser.newPage();
    await page.goto(pathToFileURL(opener).href);
    await expect(page.getByTestId('screen')).toHaveAttribute('data-screen', 'attract');
    expect(page.url()).toBe(`${address.origin}/`);
    await page.close();
  } finally {
    const ended = once(launched.process, 'exit');
    launched.process.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true });
  }
});
