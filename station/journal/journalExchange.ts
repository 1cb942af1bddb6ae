import {
  closeSync,
  copyFileSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { syncFolder } from './sqliteJournalStore.ts';

/**
 * Puts new files in the place of a journal's old ones so that a power cut leaves all of the old or leads to all of the new: they
 * are made beside the old ones, the folder gets its final name (that is the decision), and then each is moved; what is interrupted
 * the next start finishes. Nothing is ever deleted: old files go into a folder of their own.
 */
const DRAFT = 'exchange.new';
const DECIDED = 'exchange';
const PLAN = 'plan.json';

const planSchema = z.strictObject({
  /** Files that are new, by their name in the exchange's folder, and where each belongs. */
  put: z.array(z.strictObject({ name: z.string(), to: z.string() })).min(1),
  /** Old files, and the folder that keeps them. */
  setAside: z.array(z.string()),
  aside: z.string().nullable(),
});

export type ExchangePlan = z.infer<typeof planSchema>;

/** Told before every step that changes the disk: what is interrupted there must come to a good end. */
export type OnStep = (what: string) => void;

/**
 * @param make makes the new files in the folder it is given, and says where they belong
 * @throws Error when it could not be decided: then nothing has changed
 */
export function exchange(folder: string, make: (draft: string) => ExchangePlan, onStep: OnStep = () => undefined): void {
  const draft = join(folder, DRAFT);
  onStep('clear the draft');
  rmSync(draft, { recursive: true, force: true });
  mkdirSync(draft, { mode: 0o700 });
  onStep('make the new files');
  const plan = make(draft);
  writeFileSync(join(draft, PLAN), JSON.stringify(plan), { mode: 0o600 });
  onStep('sync the new files');
  for (const name of readdirSync(draft)) syncFile(join(draft, name));
  syncFolder(draft);
  onStep('decide');
  renameSync(draft, join(folder, DECIDED));
  syncFolder(folder);
  finishExchange(folder, onStep);
}

/** Finishes what was decided and interrupted. Does nothing where nothing was. */
export function finishExchange(folder: string, onStep: OnStep = () => undefined): void {
  const decided = join(folder, DECIDED);
  if (!existsSync(decided)) return;
  const plan = planSchema.parse(JSON.parse(readFileSync(join(decided, PLAN), 'utf8')));
  const waiting = (): boolean => plan.put.every(({ name }) => existsSync(join(decided, name)));
  // Once the first new file is in its place, all the old ones are out of theirs.
  if (plan.aside !== null && waiting()) {
    mkdirSync(plan.aside, { recursive: true, mode: 0o700 });
    for (const old of plan.setAside) {
      if (!existsSync(old)) continue;
      onStep(`set aside ${basename(old)}`);
      move(old, join(plan.aside, basename(old)));
    }
    syncFolder(plan.aside);
  }
  for (const { name, to } of plan.put) {
    if (!existsSync(join(decided, name))) continue;
    onStep(`put ${name}`);
    move(join(decided, name), to);
  }
  onStep('clear up');
  // The plan goes last: without it the folder would say nothing.
  for (const name of readdirSync(decided)) if (name !== PLAN) rmSync(join(decided, name), { recursive: true });
  onStep('forget the plan');
  renameSync(decided, join(folder, DRAFT));
  rmSync(join(folder, DRAFT), { recursive: true, force: true });
  syncFolder(folder);
}

/** Also from one disk to another: the copy is whole before it has its name. */
function move(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'EXDEV') throw cause;
    copyFileSync(from, `${to}.new`);
    syncFile(`${to}.new`);
    renameSync(`${to}.new`, to);
    syncFolder(dirname(to));
    rmSync(from);
  }
  syncFolder(dirname(to));
  syncFolder(dirname(from));
}

function syncFile(path: string): void {
  const file = openSync(path, 'r');
  try {
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Writes a file that is there wholly or not at all. */
export function writeWhole(path: string, content: string | Uint8Array): void {
  const draft = `${path}.new`;
  writeFileSync(draft, content, { mode: 0o600 });
  syncFile(draft);
  renameSync(draft, path);
  syncFolder(dirname(path));
}
