import { parseArgs } from 'node:util';
import { journal as productJournal } from '../../station/cli/journal.ts';
import { synthesizeJournal } from '../journal/synthesize.ts';
import { labEdition } from './edition.ts';

/** The product's `journal`, and `synthesize`: a data folder of a machine that never was, to try a station on. */
export function journal(args: string[]): Promise<number> {
  return args[0] === 'synthesize' ? synthesize(args.slice(1)) : productJournal(args, labEdition);
}

function synthesize(args: string[]): Promise<number> {
  const { values } = parseArgs({
    args,
    options: {
      records: { type: 'string' },
      seed: { type: 'string', default: '1' },
      out: { type: 'string' },
      machine: { type: 'string', default: 'BL18-03' },
    },
  });
  const records = Number(values.records);
  if (values.out === undefined || !Number.isSafeInteger(records) || records < 1)
    throw new RangeError('usage: kiosk journal synthesize --records N --seed S --out FOLDER [--machine ID]');
  synthesizeJournal({ records, seed: values.seed, out: values.out, machine: values.machine });
  process.stdout.write(`${records} records of machine ${values.machine} in ${values.out}\n`);
  return Promise.resolve(0);
}
