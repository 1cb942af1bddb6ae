import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { systemClock } from '../../hardware/system/systemClock.ts';
import { systemRandom } from '../../hardware/system/systemRandom.ts';
import { transactionId } from '../../machines/flows/transactionId.ts';
import { DataFolderError, takeDataFolder } from '../dataFolder.ts';
import type { ExaminedConfig } from '../doctor/examined.ts';
import { createCardSeal } from '../journal/cardSeal.ts';
import { openFolderDisk } from '../journal/folderJournalDisk.ts';
import { journalPathsIn } from '../journal/journalFiles.ts';
import { openJournal } from '../journal/openJournal.ts';
import { type Edition, fieldEdition } from './edition.ts';
import { journal } from './journal.ts';

const T1 = transactionId('T000000001');
let folder: string;
let said: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'kiosk-staff-'));
  said = '';
  const hear = (text: unknown): boolean => {
    said += String(text);
    return true;
  };
  vi.spyOn(process.stdout, 'write').mockImplementation(hear);
  vi.spyOn(process.stderr, 'write').mockImplementation(hear);
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

const NOBODY: Edition = { ...fieldEdition, parse: () => ({ machine: 'BL18-03' }) as ExaminedConfig };

/** The journal of a machine, open; the folder is taken until it is released. */
async function machine() {
  const data = await takeDataFolder(folder);
  const disk = openFolderDisk({ paths: journalPathsIn(folder), random: systemRandom });
  const opening = openJournal({ disk, machine: 'BL18-03', clock: systemClock, bootId: 'boot', mayBegin: true });
  if (opening.refused !== null) throw new Error(opening.refused.detail);
  const { journal: written, store, sealKey } = opening;
  const release = async (): Promise<void> => {
    store.close();
    await data.release();
  };
  return { written, seal: createCardSeal(sealKey, systemRandom), release };
}

const ask = (...args: string[]): Promise<number> => journal(args, NOBODY);

describe('what staff asks the journal', () => {
  it('what a card said by itself: its blocks in words, for the transaction that is meant', async () => {
    const { written, seal, release } = await machine();
    const blocks = [{ block: 8, content: '6f02000090fdffff6f02000000ff00ff' }];
    written.append('card-evidence', T1, {
      profile: 'easycard-classic',
      blocks: seal.sealText(JSON.stringify(blocks)),
      reading: 'records 44 after 43: what came before 44 is no longer on the card',
    });
    expect(await ask('evidence', folder, T1)).toBe(0);
    expect(said).toContain(', easycard-classic: records 44 after 43');
    expect(said).toMatch(/8 {2}6f02000090fdffff6f02000000ff00ff {2}purse +NT\$623/);
    expect(await ask('evidence', folder, 'T000000002')).toBe(1);
    await release();
  });

  it('that the clock is right is put on record, but not beside a running station', async () => {
    const { release } = await machine();
    const config = join(folder, 'kiosk.json');
    writeFileSync(config, '{}');
    const confirm = (): Promise<number> => ask('confirm-clock', '--data', folder, '--config', config);
    await expect(confirm()).rejects.toThrow(DataFolderError);
    await release();
    expect(await confirm()).toBe(0);
    expect(await ask('show', journalPathsIn(folder).journal)).toBe(0);
    expect(said).toContain('the clock is right, says the staff');
  });
});
