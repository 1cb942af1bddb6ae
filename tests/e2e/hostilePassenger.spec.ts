import { once } from 'node:events';
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import { type Kiosk, expect, test } from './kiosk.ts';
import { middleOf, TouchScreen } from './touchScreen.ts';

/** What somebody tries at the screen of a machine that nobody guards, while a note of theirs is on its way to a card. */

/** Frames thrown at the screen's channel from within the page, at least. */
const HOSTILE_FRAMES = 100_000;

/** Chords of a keyboard that lead out of a browser, or into it. */
const CHORDS = [
  'F1',
  'F3',
  'F5',
  'F6',
  'F7',
  'F10',
  'F11',
  'F12',
  'Escape',
  'Backspace',
  'ContextMenu',
  'PrintScreen',
  'Control+R',
  'Control+Shift+R',
  'Control+P',
  'Control+S',
  'Control+O',
  'Control+F',
  'Control+U',
  'Control+J',
  'Control+H',
  'Control+D',
  'Control+A',
  'Control+C',
  'Control+V',
  'Control+Equal',
  'Control+Minus',
  'Control+0',
  'Control+Shift+I',
  'Control+Shift+C',
  'Control+Shift+Delete',
  'Alt+ArrowLeft',
  'Alt+ArrowRight',
  'Alt+Home',
  'Alt+D',
  'Shift+F10',
  'Control+L',
  'Control+E',
];

/** What a page that was taken over could send. */
const FRAMES: readonly (() => string)[] = [
  () => '{',
  () => 'null',
  () => '[]'.repeat(1_000),
  () => intent('confirm'),
  () => intent('finish', { seqSeen: Number.MAX_SAFE_INTEGER }),
  () => intent('drop-table'),
  () => intent('choose-language', { arg: '\u202Een' }),
  () => intent('choose-service', { arg: '__proto__' }),
  () => JSON.stringify({ type: 'intent', intent: { ['__proto__']: { verb: 'finish' } } }),
  () => JSON.stringify({ type: 'dock', command: { do: 'insert-note', value: 1e9 } }),
  () => JSON.stringify({ type: 'dock', command: { do: 'open-safe' } }),
];

let touches = 0;
function intent(verb: string, more: object = {}): string {
  touches += 1;
  return JSON.stringify({ type: 'intent', intent: { verb, bootId: 'x', seqSeen: 1, nonce: `n${touches}`, ...more } });
}

/** Takes the screen's place with its own cookie, again and again, and sends frames as fast as they are taken. */
async function flood(kiosk: Kiosk, frames: number): Promise<number> {
  const { origin, host } = new URL(kiosk.address);
  const cookies = await kiosk.page.context().cookies(origin);
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  let sent = 0;
  while (sent < frames) {
    const socket = new WebSocket(`ws://${host}/screen`, { headers: { cookie }, origin });
    socket.on('error', () => undefined);
    await once(socket, 'open');
    const until = sent + 10_000;
    while (sent < until) {
      const frame = FRAMES[sent % FRAMES.length]?.() ?? '';
      sent += 1;
      if (sent % 500 === 0) await new Promise((resolve) => socket.send(frame, resolve));
      else socket.send(frame);
    }
    // One that is too long ends the connection; the next begins.
    socket.send('x'.repeat(100_000));
    await once(socket, 'close');
  }
  return sent;
}

test('a hostile passenger gets nothing, and the money is right', async ({ kiosk, context }) => {
  test.setTimeout(240_000);
  const { page } = kiosk;
  const foreign: string[] = [];
  page.on('popup', (popup) => foreign.push(`popup ${popup.url()}`));
  page.on('download', (download) => foreign.push(`download ${download.url()}`));
  page.on('dialog', (dialog) => {
    foreign.push(`dialog ${dialog.type()}`);
    dialog.dismiss().catch(() => undefined);
  });
  page.on('framenavigated', (frame) => {
    // What the policy of the page keeps out shows as Chromium's own error.
    if (!frame.url().startsWith(new URL(kiosk.address).origin) && !frame.url().startsWith('chrome-error:'))
      foreign.push(`page ${frame.url()}`);
  });
  const touch = await TouchScreen.of(page);
  await kiosk.placeCard('ordinary');
  await kiosk.expectScreen('balance');

  await test.step('chords', async () => {
    for (const chord of CHORDS) await page.keyboard.press(chord);
    await kiosk.expectScreen('balance');
  });

  await test.step('ten fingers, resting, sliding and drumming', async () => {
    const at = (finger: number) => ({ x: 80 + finger * 100, y: 700 + (finger % 3) * 60 });
    for (let finger = 0; finger < 10; finger += 1) await touch.down(finger, at(finger));
    for (let finger = 0; finger < 10; finger += 1) await touch.move(finger, { x: at(finger).x, y: 1_300 });
    for (let finger = 0; finger < 10; finger += 1) await touch.up(finger);
    await kiosk.expectScreen('balance');
  });

  await test.step('drops, pastes, windows, addresses', async () => {
    await page.evaluate(() => {
      const data = new DataTransfer();
      data.items.add(new File(['<script>alert(1)</script>'], 'evil.html', { type: 'text/html' }));
      data.setData('text/uri-list', 'http://127.0.0.1:1/');
      for (const type of ['dragenter', 'dragover', 'drop', 'paste'])
        document.body.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer: data }));
      // What an injected script could try, if there were one: the policy of the page stands behind.
      const frame = document.createElement('iframe');
      frame.src = 'https://example.invalid/';
      document.body.append(frame);
      const image = new Image();
      image.src = 'https://example.invalid/x.png';
      fetch('https://example.invalid/').catch(() => undefined);
    });
    const origin = new URL(kiosk.address).origin;
    for (const path of ['/..%2f..%2fetc/passwd', '//example.invalid/', '/%00', '/?token=0', '/journal.db', '/screen', '/enter#x']) {
      const answer = await context.request.get(`${origin}${path}`, { maxRedirects: 0, failOnStatusCode: false });
      expect(await answer.text()).not.toContain('root:');
      expect(answer.headers()['set-cookie']).toBeUndefined();
    }
    for (const headers of [{ host: 'kiosk.example' }, { origin: 'https://example.invalid' }])
      expect((await context.request.post(`${origin}/`, { headers, failOnStatusCode: false })).status()).toBeGreaterThanOrEqual(400);
    await kiosk.expectScreen('balance');
  });

  await test.step(`${HOSTILE_FRAMES} frames while a note goes onto the card`, async () => {
    await kiosk.insertNote(500);
    expect(kiosk.moneyKinds().length).toBeLessThan(4);
    expect(await flood(kiosk, HOSTILE_FRAMES)).toBeGreaterThanOrEqual(HOSTILE_FRAMES);
    // The screen's place was taken again and again: the page itself comes back as after a reload.
    await page.reload();
    await expect
      .poll(() => kiosk.moneyKinds())
      .toEqual(['note-keep.intent', 'note-keep.outcome', 'card-write.intent', 'card-write.outcome']);
  });

  await test.step('long presses', async () => {
    await page.reload();
    await kiosk.expectScreen('added');
    // Nobody is heard in a second that the flood has filled (MAX_FRAMES_PER_SECOND); whoever presses again is.
    await expect(async () => {
      await kiosk.press('choose-language-en');
      await expect(page.locator('html')).toHaveAttribute('lang', 'en', { timeout: 500 });
    }).toPass();
    const bell = await middleOf(page.getByTestId('control-call-staff'));
    await touch.down(0, { x: bell.x, y: bell.y - 400 });
    await page.evaluate(() => new Promise((resolve) => setTimeout(resolve, 1_000)));
    await touch.up(0);
    await kiosk.expectScreen('added');
  });

  await expect(page.getByTestId('money-after')).toHaveText('NT$820');
  expect(foreign).toEqual([]);
  expect(kiosk.journal().filter(({ kind }) => kind === 'case')).toEqual([]);
  kiosk.verifyJournal();
  // Nor does anybody else on the machine: what it keeps is its own user's alone, the socket and the locks too.
  const open = readdirSync(kiosk.dataFolder).filter((name) => (statSync(join(kiosk.dataFolder, name)).mode & 0o077) !== 0);
  expect(open).toEqual([]);
});
