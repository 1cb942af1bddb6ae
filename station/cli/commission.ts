import { parseArgs } from 'node:util';
import { systemClock } from '../../hardware/system/systemClock.ts';
import { systemRandom } from '../../hardware/system/systemRandom.ts';
import { readConfigured } from '../config.ts';
import type { Edition } from './edition.ts';
import { takeDataFolder } from '../dataFolder.ts';
import { carriedOverInWords } from '../journal/carryOver.ts';
import { anchorJournal, beginNewEpoch, type Commissioned, CommissionError, type CommissionParts } from '../journal/commission.ts';
import { openFolderDisk } from '../journal/folderJournalDisk.ts';
import { journalPathsIn } from '../journal/journalFiles.ts';
import { openMachineKey } from '../openMachineKey.ts';
import { type Judgement, judgeJournal } from '../journal/judgeJournal.ts';

/** What a person must say who commissions or repairs a machine. */
const options = {
  config: { type: 'string' },
  data: { type: 'string' },
  by: { type: 'string' },
  reason: { type: 'string' },
} as const;

interface Said {
  readonly config?: string | undefined;
  readonly data?: string | undefined;
  readonly by?: string | undefined;
  readonly reason?: string | undefined;
}

/**
 * Begins a machine's journal, gives it another anchor, or, with `--new-epoch`, begins another life of it. A named person says why;
 * what was open is printed and becomes cases, never a payment.
 * @returns 0
 * @throws Error when it cannot be done: nothing was changed then (exit code 2)
 */
export async function commission(args: string[], edition: Edition): Promise<number> {
  const { values } = parseArgs({ args, options: { ...options, 'new-epoch': { type: 'boolean', default: false } } });
  return withMachine('kiosk commission [--new-epoch]', values, edition, (parts, judgement) => {
    if (values['new-epoch']) return beginNewEpoch(parts);
    if (judgement.do === 'begin') return beginNewEpoch(parts);
    if (judgement.do !== 'refuse') throw new CommissionError('this machine has its journal, and is commissioned');
    if (judgement.needs === 'anchor') return anchorJournal(parts);
    throw new CommissionError(`${judgement.detail}: bring back what belongs here, or begin another life of the journal with --new-epoch`);
  });
}

/** Stops at nothing that another start could mend: the station must not run, and the machine's configuration must be right. */
export async function withMachine(
  usage: string,
  { config, data, by, reason }: Said,
  edition: Edition,
  act: (parts: CommissionParts, judgement: Judgement) => Commissioned,
): Promise<number> {
  if (!said(by) || !said(reason)) throw new RangeError(`usage: ${usage} --by NAME --reason TEXT [--config FILE] [--data FOLDER]`);
  const configPath = config ?? edition.configPath;
  const dataFolder = data ?? edition.dataFolder;
  const { machine, ...settings } = edition.parse(readConfigured(configPath), configPath);
  const folder = await takeDataFolder(dataFolder);
  try {
    const signer = openMachineKey(settings);
    const parts = { paths: journalPathsIn(dataFolder, settings), clock: systemClock, random: systemRandom, ...(signer && { signer }) };
    const findings = openFolderDisk(parts).inspect();
    let judgement: Judgement;
    try {
      judgement = judgeJournal(findings, machine);
    } finally {
      findings.close();
    }
    report(machine, act({ ...parts, machine, by, reason }, judgement));
    return 0;
  } finally {
    await folder.release();
  }
}

function said(text: string | undefined): text is string {
  return text !== undefined && text.trim() !== '';
}

function report(machine: string, { epoch, before, open, kept, fault }: Commissioned): void {
  const say = (line: string): void => void process.stdout.write(`${line}\n`);
  say(`machine ${machine}, epoch ${epoch}`);
  say(before === null ? 'no journal before this one' : `before: epoch ${before.epoch}, record ${before.seq}, head ${before.hash}`);
  if (fault !== null) say(`not readable: ${fault}`);
  if (kept !== null) say(`the files of before are kept in ${kept}`);
  const known = fault === null ? 'nothing was open' : 'of what could be read nothing was open';
  say(open.length === 0 ? known : `${open.length} open, now cases for staff; the machine pays none of them by itself:`);
  for (const one of open) say(`  ${carriedOverInWords(one)}`);
  if (fault !== null) say('what was written behind that is not known here: the centre’s copy of the journal says what was open at its end');
}

export const commissionOptions = options;
