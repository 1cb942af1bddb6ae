import { once } from 'node:events';
import { STEP_MS } from '../bounds.ts';
import { systemClock } from '../../../hardware/system/systemClock.ts';
import { launchKiosk } from '../kiosk.ts';
import { type AtStart, expect, type Machine, test } from './machine.ts';

const AS_IT_SHOULD_BE: AtStart = { service: true, line: true, readerName: 'Virtual PCD 00 00', smallParts: false };

/** The cause stands on the screen in every language, with its code. */
async function expectCause({ kiosk }: Machine, code: string, words: { readonly 'zh-Hant': string; readonly en: string }): Promise<void> {
  const cause = kiosk.page.getByTestId('cause');
  await expect(cause).toHaveText(`${words['zh-Hant']}代碼 ${code}`);
  await kiosk.press('choose-language-en');
  await expect(cause).toHaveText(`${words.en}Code ${code}`);
  await kiosk.press('choose-language-zh-Hant');
}

test.describe('without pcscd', () => {
  test.use({ atStart: { ...AS_IT_SHOULD_BE, service: false } });

  test('the kiosk is openly out of service, asks again at ease, and serves as soon as pcscd is there', async ({ machine, page }) => {
    await machine.kiosk.expectScreen('out-of-service');
    await expectCause(machine, 'E11', { 'zh-Hant': '讀卡機服務未啟動', en: 'The card reader service is not running' });

    // Each try is a process of its own; they come ever more slowly and cost little.
    const seen = new Set<number>();
    const startedAt = systemClock.monotonicMs();
    const secondsBefore = machine.stationSeconds();
    const tries = (): number => {
      for (const pid of machine.stationChildren()) seen.add(pid);
      return seen.size;
    };
    await expect.poll(tries, { intervals: [20], timeout: 2 * STEP_MS }).toBeGreaterThanOrEqual(4);
    const elapsedSeconds = (systemClock.monotonicMs() - startedAt) / 1_000;
    // The first of them may have been about to end; begun without a pause, four would be through in half a second.
    expect(elapsedSeconds).toBeGreaterThan(2);
    expect((machine.stationSeconds() - secondsBefore) / elapsedSeconds).toBeLessThan(0.5);

    await machine.startService();
    await machine.expectInService();
    machine.reader.place(machine.card);
    await expect(page.getByTestId('balance-amount')).toHaveText('320 元');
  });
});

test.describe('with another reader than the configured one', () => {
  test.use({ atStart: { ...AS_IT_SHOULD_BE, readerName: 'ACS ACR122U', smallParts: false } });

  test('the kiosk is out of service and does not take the reader that is there', async ({ machine }) => {
    await machine.kiosk.expectScreen('out-of-service');
    await expectCause(machine, 'E12', { 'zh-Hant': '讀卡機未連接', en: 'The card reader is not connected' });
    const [readerProcess] = machine.stationChildren();
    machine.reader.place(machine.card);
    await expectCause(machine, 'E12', { 'zh-Hant': '讀卡機未連接', en: 'The card reader is not connected' });
    // One process waits for the reader; none is begun again and again.
    expect(machine.stationChildren()).toEqual([readerProcess]);
  });
});

test.describe('without the serial line', () => {
  test.use({ atStart: { ...AS_IT_SHOULD_BE, line: false } });

  test('the balance is told, notes are not, and why; the line brings them back', async ({ machine, page }) => {
    await machine.kiosk.expectScreen('attract');
    await expectCause(machine, 'E21', { 'zh-Hant': '紙鈔機未連接', en: 'The note unit is not connected' });
    await expect(machine.kiosk.text('目前無法收鈔')).toBeVisible();
    const secondsBefore = machine.stationSeconds();
    const reported = (): number => machine.log().split('no notes are taken').length - 1;
    const from = reported();
    await expect.poll(reported, { timeout: 2 * STEP_MS }).toBeGreaterThanOrEqual(from + 2);
    expect(machine.stationSeconds() - secondsBefore).toBeLessThan(3);

    machine.reader.place(machine.card);
    await expect(page.getByTestId('balance-amount')).toHaveText('320 元');
    await expect(machine.kiosk.text('目前無法收鈔')).toBeVisible();
    machine.reader.remove();
    await machine.validator.plugIn();
    await machine.expectInService();
  });
});

test('pcscd hangs when the kiosk looks for it: said, and over when it goes on', async ({ machine }) => {
  await machine.expectInService();
  await machine.stopService();
  await machine.startService('hanging');
  await expectCause(machine, 'E14', { 'zh-Hant': '讀卡機沒有回應', en: 'The card reader does not respond' });
  machine.letServiceGoOn();
  await machine.expectInService();
});

test('pcscd is stopped and started: openly out of service, then back by itself', async ({ machine, page }) => {
  await machine.expectInService();
  await machine.stopService();
  await machine.kiosk.expectScreen('out-of-service');
  await expectCause(machine, 'E11', { 'zh-Hant': '讀卡機服務未啟動', en: 'The card reader service is not running' });
  await machine.startService();
  await machine.expectInService();
  machine.reader.place(machine.card);
  await expect(page.getByTestId('balance-amount')).toHaveText('320 元');
});

test('a second kiosk on the same data folder ends at once and says why; the first is not disturbed', async ({ machine, page }) => {
  await machine.expectInService();
  const second = launchKiosk(machine.configPath, machine.kiosk.dataFolder);
  const [code] = (await once(second.process, 'exit')) as [number | null];
  expect(code).toBe(1);
  expect(second.log()).toContain(`${machine.kiosk.dataFolder} is in use by another station`);
  machine.reader.place(machine.card);
  await expect(page.getByTestId('balance-amount')).toHaveText('320 元');
  await machine.insertNote(100);
  await expect(page.getByTestId('money-after')).toHaveText('420 元');
  expect(machine.journalOutcomes()).toEqual(['note-keep.outcome kept', 'card-write.outcome written']);
});
