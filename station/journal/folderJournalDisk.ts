import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AnchorReading, AnchorState } from '../../hardware/ports/anchor.ts';
import type { Found, JournalDisk } from '../../hardware/ports/journalDisk.ts';
import type { MachineKey } from '../../hardware/ports/machineKey.ts';
import type { Random } from '../../hardware/ports/random.ts';
import { JournalArchive } from './archive/journalArchive.ts';
import { ARCHIVE_LIMITS, type ArchiveLimits, type MoveParts, moveToArchive } from './archive/moveToArchive.ts';
import { wholeJournal } from './archive/wholeJournal.ts';
import { ANCHOR_FILE, newAnchorFile, openAnchorFile, readAnchorFile } from './anchorFile.ts';
import { JOURNAL_KEY_BYTES, sealKeyMark } from './cardSeal.ts';
import type { JournalIdentity } from './checkpoint.ts';
import { type ExchangePlan, exchange, finishExchange, type OnStep, writeWhole } from './journalExchange.ts';
import { findJournal, findMachineKey, findSealKey, type JournalPaths } from './journalFiles.ts';
import { makeMachineKey, parseMachineKey } from './machineKeyFile.ts';
import { signerMark } from './signedNote.ts';
import { openSqliteJournalStore } from './sqliteJournalStore.ts';

export interface FolderDiskParts {
  readonly paths: JournalPaths;
  readonly random: Random;
  /** A key outside of the data folder, in a secure element; left out: a file. */
  readonly signer?: () => Found<MachineKey>;
  readonly onStep?: OnStep;
  /** Default: {@link ARCHIVE_LIMITS}. */
  readonly archiveLimits?: ArchiveLimits;
}

/**
 * A machine's journal in its data folder, the anchor perhaps in another one.
 * @throws Error when an exchange of its files was decided and cannot be finished
 */
export function openFolderDisk({ paths, random, signer, onStep, archiveLimits = ARCHIVE_LIMITS }: FolderDiskParts): JournalDisk {
  const findSigner = signer ?? (() => findMachineKey(paths.machineKey));
  finishExchange(paths.folder, onStep);
  return {
    inspect: () => {
      const { journal, close } = findJournal(paths.journal);
      return { journal, anchor: readAnchorFile(paths.anchor), sealKey: findSealKey(paths.sealKey), signer: findSigner(), close };
    },
    open: () => {
      const sealKey = present(findSealKey(paths.sealKey));
      const key = present(findSigner());
      const anchor = openAnchorFile(paths.anchor);
      try {
        const { removeUpto, ...store } = openSqliteJournalStore(paths.journal);
        const journal = ownerOf(anchor.read());
        const archive = new JournalArchive(paths.archive, { journal, verifier: { name: '', publicKey: key.publicKey } });
        const moving: MoveParts = {
          folder: paths.archive,
          journal,
          key,
          reader: store,
          remove: (upto) => {
            archive.look();
            removeUpto(upto);
          },
          limits: archiveLimits,
          onStep: onStep ?? (() => undefined),
        };
        const close = (): void => {
          store.close();
          anchor.close();
        };
        return {
          store: { ...store, ...wholeJournal(store, archive), close },
          anchor,
          sealKey,
          signer: key,
          archiving: { next: () => moveToArchive(moving) },
        };
      } catch (cause) {
        anchor.close();
        throw cause;
      }
    },
    begin: (anchor) => {
      exchange(paths.folder, (draft) => makeJournal(draft, { paths, random, findSigner, anchor }), onStep);
    },
    takeOver: (anchor) => {
      if (signer === undefined && findSigner().state === 'absent') writeWhole(paths.machineKey, makeMachineKey());
      const keys = { seal: sealKeyMark(present(findSealKey(paths.sealKey))), signer: signerMark(present(findSigner()).publicKey) };
      mkdirSync(join(paths.anchor, '..'), { recursive: true, mode: 0o700 });
      writeWhole(paths.anchor, newAnchorFile({ ...anchor, keys }));
    },
  };
}

function ownerOf(anchor: AnchorReading): JournalIdentity {
  if (anchor.state !== 'holds') throw new Error('the anchor of the journal cannot be read');
  return anchor.anchor;
}

interface NewJournal {
  readonly paths: JournalPaths;
  readonly random: Random;
  readonly findSigner: () => Found<MachineKey>;
  readonly anchor: Omit<AnchorState, 'keys'>;
}

/** Makes what a journal needs and the machine does not have, in a folder from which it is moved to its place. */
function makeJournal(draft: string, { paths, random, findSigner, anchor }: NewJournal): ExchangePlan {
  const put: ExchangePlan['put'] = [];
  const add = (name: string, to: string, content?: string | Uint8Array): void => {
    if (content !== undefined) writeFileSync(join(draft, name), content, { mode: 0o600 });
    put.push({ name, to });
  };
  const sealKey = random.bytes(JOURNAL_KEY_BYTES);
  add('journal.key', paths.sealKey, sealKey);
  let signer = findSigner();
  if (signer.state === 'absent') {
    const pem = makeMachineKey();
    add('machine.key', paths.machineKey, pem);
    signer = { state: 'there', it: parseMachineKey(pem) };
  }
  openSqliteJournalStore(join(draft, 'journal.db')).close();
  add('journal.db', paths.journal);
  const keys = { seal: sealKeyMark(sealKey), signer: signerMark(present(signer).publicKey) };
  mkdirSync(join(paths.anchor, '..'), { recursive: true, mode: 0o700 });
  add(ANCHOR_FILE, paths.anchor, newAnchorFile({ ...anchor, keys }));
  return { put, setAside: [], aside: null };
}

function present<Thing>(found: Found<Thing>): Thing {
  if (found.state === 'there') return found.it;
  throw new Error(found.state === 'absent' ? 'a key of the journal is missing' : found.detail);
}
