import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../../station/projectRoot.ts';
import { comesIn, expectPage, types } from './clerk.ts';
import { expect, type Kiosk, test } from './kiosk.ts';
import { STEP_MS } from './bounds.ts';

/** The simulated kiosk, whose statements go to a medium in its data folder. */
const onMedium = test.extend({
  config: async ({ dataFolder }, use) => {
    const simulated = JSON.parse(readFileSync(join(projectRoot, 'config/kiosk.simulated.json'), 'utf8')) as { staff: object };
    const medium = join(dataFolder, 'medium');
    mkdirSync(medium);
    const path = join(dataFolder, 'kiosk.json');
    writeFileSync(path, JSON.stringify({ ...simulated, staff: { ...simulated.staff, exportFolder: medium } }));
    await use(path);
  },
});

async function tops(kiosk: Kiosk, value: number): Promise<void> {
  await kiosk.placeCard('ordinary');
  await kiosk.expectScreen('balance');
  await kiosk.insertNote(value);
  await kiosk.expectScreen('added');
  await kiosk.dock('remove');
  await kiosk.expectScreen('attract');
}

/** Makes a statement of this kind, and goes back to the first page. */
async function states(kiosk: Kiosk, what: string): Promise<void> {
  await kiosk.press('staff-choose-statements');
  await kiosk.press(`staff-choose-${what}`);
  await kiosk.press('confirm');
  await expectPage(kiosk, 'stated');
}

async function typesAll(kiosk: Kiosk, page: string, ...texts: readonly string[]): Promise<void> {
  for (const text of texts) {
    await expectPage(kiosk, page);
    await types(kiosk, text);
  }
}

function kinds(kiosk: Kiosk, pattern: RegExp): string[] {
  return kiosk
    .journal()
    .filter(({ kind }) => pattern.test(kind))
    .map(({ kind, body }) =>
      [kind, ...['person', 'what', 'print'].flatMap((member) => (body[member] as string | number | undefined) ?? [])].join(' '),
    );
}

// One day, one machine: what a clerk finds in the morning, what goes wrong, and what an auditor is given.
onMedium('a day of the staff, from its first statement to what an auditor verifies elsewhere', async ({ kiosk, dataFolder }) => {
  onMedium.setTimeout(12 * STEP_MS);
  await kiosk.dock('operator-maintenance');
  await comesIn(kiosk, 'clerk');
  await expectPage(kiosk, 'today');
  await kiosk.press('staff-choose-test-print');
  await expect(kiosk.page.getByTestId('staff-notice')).toBeVisible();
  // The end of yesterday: from here on there is a counter to compare with.
  await states(kiosk, 'day');
  await kiosk.press('finish');
  await kiosk.dock('remove');
  await kiosk.dock('operator-run');
  await kiosk.expectScreen('attract');

  // One passenger pays in, and the note of the next one jams.
  await tops(kiosk, 500);
  await kiosk.placeCard('ordinary');
  await kiosk.expectScreen('balance');
  await kiosk.dock('jam');
  await kiosk.insertNote(500);
  await kiosk.expectScreen('claim');
  await kiosk.dock('remove');
  await kiosk.press('claim-seen');
  const id = kiosk.journal().find(({ kind }) => kind === 'case')?.txn as string;

  // The clerk takes the note out, signs, and begins to exchange the box; the station crashes in the middle of it.
  await kiosk.dock('operator-maintenance');
  await comesIn(kiosk, 'clerk');
  await kiosk.press('staff-choose-cases');
  await kiosk.press(`staff-choose-${id}`);
  await kiosk.press('staff-choose-found');
  await kiosk.press('staff-choose-500');
  await kiosk.press('confirm');
  await expectPage(kiosk, 'cases');
  await kiosk.press(`staff-choose-${id}`);
  await kiosk.press('staff-choose-paid-at-counter');
  await kiosk.press('staff-choose-note-found');
  await kiosk.press('confirm');
  await expectPage(kiosk, 'cases');
  await kiosk.dock('clear-jam');
  await kiosk.press('cancel');
  await kiosk.press('staff-choose-exchange');
  await typesAll(kiosk, 'box-serial', 'B0417');
  await typesAll(kiosk, 'box-seal', 'S2209');
  await kiosk.press('confirm');
  await expectPage(kiosk, 'exchange');
  kiosk.strikeStation('SIGKILL');
  // The key is turned back, and still the machine serves nobody.
  await kiosk.expectScreen('staff');
  await kiosk.dock('remove');
  await kiosk.dock('operator-run');
  await kiosk.expectScreen('out-of-service');

  // A second person ends the exchange and the case, counts NT$200 too few, and closes the day.
  await comesIn(kiosk, 'second');
  await expectPage(kiosk, 'exchange');
  await kiosk.press('staff-choose-new-box');
  await typesAll(kiosk, 'new-box', 'B0418');
  await expectPage(kiosk, 'exchange');
  await expect(kiosk.page.getByTestId('staff-page')).toContainText('B0418');
  await expect(kiosk.page.getByTestId('staff-page')).not.toContainText('500');
  await kiosk.dock('operator-maintenance');
  await kiosk.press('staff-choose-close');
  await expectPage(kiosk, 'today');
  await kiosk.press('staff-choose-cases');
  await kiosk.press(`staff-choose-${id}`);
  await kiosk.press('confirm');
  await expectPage(kiosk, 'cases');
  await expect(kiosk.page.getByTestId(`control-staff-choose-${id}`)).toHaveCount(0);
  await kiosk.press('cancel');
  await kiosk.press('staff-choose-boxes');
  await kiosk.press('staff-choose-1');
  await typesAll(kiosk, 'count', '1', '1', '0', '0', '0');
  await kiosk.press('confirm');
  await expectPage(kiosk, 'counted');
  await expect(kiosk.page.getByTestId('staff-page')).toContainText('-200');
  await kiosk.press('cancel');
  await states(kiosk, 'day');
  await kiosk.press('finish');
  await kiosk.dock('remove');
  await kiosk.dock('operator-run');
  await kiosk.expectScreen('attract');

  // The card of the case comes back: nothing is paid twice.
  await kiosk.placeCard('ordinary');
  await kiosk.expectScreen('balance');
  await expect(kiosk.page.getByTestId('screen')).toContainText('820');

  expect(kinds(kiosk, /^(box|exchange|staff-slip|case-s|money)/)).toEqual([
    'staff-slip test 1',
    'staff-slip day 1',
    'money-found P01',
    'case-signed P01',
    'box-out P01',
    'box-in P02',
    'staff-slip exchange 1',
    'staff-slip exchange 2',
    'exchange-closed P02',
    'case-settled P02',
    'box-counted',
    'box-variance',
    'staff-slip day 1',
  ]);
  const [, day] = kiosk.journal().filter(({ kind }) => kind === 'day-statement');
  expect(day?.body).toMatchObject({ difference: 0, openCases: 0, sums: { notes: 1, kept: 500, written: 500 } });
  expect(await kiosk.stop()).toBe(0);
  verifiesElsewhere(dataFolder, join(dataFolder, 'medium'));
});

/** Who was given the medium and a copy of the journal proves the one by the other, on another machine. */
function verifiesElsewhere(dataFolder: string, medium: string): void {
  const name = readdirSync(medium).find((each) => each.endsWith('-D2.statement')) ?? 'no statement';
  const statement = readFileSync(join(medium, name), 'utf8');
  const { to } = JSON.parse(statement.split('\n')[1] ?? '') as { to: { seq: number; hash: string } };
  const elsewhere = join(dataFolder, 'elsewhere');
  mkdirSync(elsewhere);
  cpSync(join(dataFolder, 'journal.db'), join(elsewhere, 'journal.db'));
  const verify = ['station/cli.ts', 'journal', 'verify', join(elsewhere, 'journal.db'), '--head', `${to.seq}:${to.hash}`, '--json'];
  let said = '';
  try {
    said = execFileSync(process.execPath, verify, { cwd: projectRoot, encoding: 'utf8' });
  } catch (cause) {
    // Its end alone is not proven there: the anchor stays at the machine.
    said = (cause as { stdout: string }).stdout;
  }
  expect(JSON.parse(said)).toMatchObject({ fault: null });
}
