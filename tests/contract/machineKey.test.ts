import { execFileSync } from 'node:child_process';
import { verify } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findTokenKey, type TokenPlace } from '../../hardware/pkcs11/tokenKey.ts';
import { type MachineKey, PUBLIC_KEY_BYTES, SIGNATURE_BYTES } from '../../hardware/ports/machineKey.ts';
import { readAnchorFile } from '../../station/journal/anchorFile.ts';
import { beginNewEpoch } from '../../station/journal/commission.ts';
import { openFolderDisk } from '../../station/journal/folderJournalDisk.ts';
import { makeMachineKey, parseMachineKey } from '../../station/journal/machineKeyFile.ts';
import { openNote, parseVerifierKey, signNote, verifierKey } from '../../station/journal/signedNote.ts';
import { ARCHIVE_BENCH, archiveAll, FolderBench, MACHINE, payIn } from '../../station/journal/testdata/folderBench.ts';
import { verifyJournal } from '../../station/journal/verifyJournal.ts';

/** The key by which a machine signs its journal: in a file, and on a real PKCS#11 library (SoftHSM of Debian). One contract. */

const SOFTHSM = ['/usr/lib/softhsm/libsofthsm2.so', '/usr/lib64/softhsm/libsofthsm2.so'].find((path) => existsSync(path));

function obstacle(): string | null {
  if (SOFTHSM === undefined) return 'SoftHSM is not installed: apt-get install softhsm2';
  try {
    createRequire(import.meta.url)('pkcs11js');
    return null;
  } catch {
    return 'pkcs11js is not installed or was not built: npm run setup -- --again';
  }
}

const why = obstacle();
const PIN = '123456';
let folder: string;

/** The library, and the slot of a token. */
function rawSlot(token: string): { readonly library: RawLibrary; readonly slot: Buffer } {
  const raw = createRequire(import.meta.url)('pkcs11js') as { readonly PKCS11: new () => RawLibrary };
  const library = new raw.PKCS11();
  library.load(SOFTHSM ?? '');
  const slot = library.C_GetSlotList(true).find((each) => library.C_GetTokenInfo(each).label.trimEnd() === token);
  if (slot === undefined) throw new Error(`no token ${token}`);
  return { library, slot };
}

/** Makes a key pair as `pkcs11-tool --keypairgen --key-type EC:edwards25519` does. */
function makeKeyPair(token: string, label: string): void {
  const { library, slot } = rawSlot(token);
  const [SERIAL, READ_WRITE, USER] = [0x4, 0x2, 1];
  const session = library.C_OpenSession(slot, SERIAL | READ_WRITE);
  try {
    library.C_Login(session, USER, PIN);
  } catch {
    // Another session of this process has.
  }
  const edwards25519 = Buffer.concat([Buffer.from([0x13, 12]), Buffer.from('edwards25519')]);
  const common = [
    { type: 0x1, value: true },
    { type: 0x3, value: label },
  ];
  library.C_GenerateKeyPair(
    session,
    { mechanism: 0x1055 },
    [...common, { type: 0x180, value: edwards25519 }, { type: 0x10a, value: true }],
    [...common, { type: 0x2, value: true }, { type: 0x103, value: true }, { type: 0x162, value: false }, { type: 0x108, value: true }],
  );
  library.C_CloseSession(session);
}

interface RawLibrary {
  load(path: string): void;
  C_GetSlotList(present: boolean): Buffer[];
  C_GetTokenInfo(slot: Buffer): { label: string };
  C_OpenSession(slot: Buffer, flags: number): Buffer;
  C_CloseSession(session: Buffer): void;
  C_CloseAllSessions(slot: Buffer): void;
  C_Login(session: Buffer, user: number, pin: string): void;
  C_GenerateKeyPair(session: Buffer, mechanism: object, publicKey: object[], privateKey: object[]): void;
}

function makeToken(label: string): void {
  execFileSync('softhsm2-util', ['--init-token', '--free', '--label', label, '--pin', PIN, '--so-pin', '7654321'], { stdio: 'ignore' });
}

const place = (change: Partial<TokenPlace> = {}): TokenPlace => ({
  module: SOFTHSM ?? '',
  token: 'kiosk',
  key: 'journal',
  pin: PIN,
  ...change,
});

function tokenKey(): MachineKey {
  const found = findTokenKey(place());
  if (found.state !== 'there') throw new Error(found.state === 'absent' ? 'no key' : found.detail);
  return found.it;
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kiosk-token-'));
  if (why !== null) return;
  mkdirSync(join(folder, 'tokens'));
  const config = join(folder, 'softhsm2.conf');
  writeFileSync(config, `directories.tokendir = ${join(folder, 'tokens')}\nobjectstore.backend = file\nlog.level = ERROR\n`);
  process.env['SOFTHSM2_CONF'] = config;
  makeToken('kiosk');
  makeToken('crowded');
  // The library is initialised by whoever looks first.
  expect(findTokenKey(place())).toEqual({ state: 'absent' });
  makeKeyPair('kiosk', 'journal');
  makeKeyPair('crowded', 'journal');
  makeKeyPair('crowded', 'journal');
});

afterAll(() => rmSync(folder, { recursive: true }));

const KEYS: readonly (readonly [string, () => MachineKey, string | null])[] = [
  ['in a file', () => parseMachineKey(makeMachineKey()), null],
  [`on a PKCS#11 token${why === null ? '' : ` (${why})`}`, tokenKey, why],
];

for (const [where, keyOf, missing] of KEYS) {
  describe.skipIf(missing !== null)(`a machine’s key ${where}`, () => {
    it('is an Ed25519 key, and signs as RFC 8032 says', () => {
      const key = keyOf();
      expect(key.publicKey).toHaveLength(PUBLIC_KEY_BYTES);
      for (const message of [Buffer.from('a'), Buffer.alloc(10_000, 7)]) {
        const signature = key.sign(message);
        expect(signature).toHaveLength(SIGNATURE_BYTES);
        const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), key.publicKey]);
        const publicKey = { key: spki, format: 'der', type: 'spki' } as const;
        expect(verify(null, message, publicKey, signature)).toBe(true);
        // Ed25519 has no chance in it.
        expect(Buffer.from(key.sign(message)).equals(Buffer.from(signature))).toBe(true);
      }
    });

    it('signs notes that public tools can verify', () => {
      const key = keyOf();
      const note = signNote('kiosk-journal/BL18-03/1\n5\n', 'kiosk-journal/BL18-03', key);
      const verifier = parseVerifierKey(verifierKey({ name: 'kiosk-journal/BL18-03', publicKey: key.publicKey }));
      expect(openNote(note, verifier)).toBe('kiosk-journal/BL18-03/1\n5\n');
      expect(openNote(note.replace('\n5\n', '\n6\n'), verifier)).toBeNull();
    });

    it('bears a journal: begun, closed with checkpoints, archived, verified, and begun anew', () => {
      const bench = new FolderBench();
      const key = keyOf();
      try {
        const signer = (): { readonly state: 'there'; readonly it: MachineKey } => ({ state: 'there', it: key });
        bench.archiveLimits = ARCHIVE_BENCH;
        const { paths, random, clock, archiveLimits } = bench;
        bench.disk = () => openFolderDisk({ paths, random, signer, archiveLimits });
        bench.boot((journal, seal) => {
          for (let visit = 0; visit < 12; visit += 1) {
            payIn(journal, seal, `V${visit}`, true);
            if (visit % 3 === 2) journal.writeCheckpoint();
          }
        });
        expect(archiveAll(bench).length).toBeGreaterThan(0);
        // Nothing of the key lies in the data folder.
        expect(existsSync(paths.machineKey)).toBe(false);
        const verifier = { name: '', publicKey: key.publicKey };
        const found = verifyJournal(paths.journal, {
          anchor: readAnchorFile(paths.anchor),
          archive: paths.archive,
          verifier,
          thorough: true,
        });
        expect(found).toMatchObject({ fault: null, beginProven: true, endProven: true });
        expect(found.checkpoints).toBeGreaterThan(2);
        beginNewEpoch({ paths, machine: MACHINE, by: 'A. Chen', reason: 'test', clock, random, signer });
        expect(bench.refusal()).toBeNull();
      } finally {
        bench.remove();
      }
    });
  });
}

describe.skipIf(why !== null)('a token that cannot be asked', () => {
  it.each<[string, Partial<TokenPlace>, string]>([
    ['is not there', { token: 'another' }, 'no such token is there'],
    ['has two keys of the label', { token: 'crowded' }, 'several keys of this label'],
    ['has a library that is none', { module: '/etc/hostname' }, 'token kiosk: '],
  ])('%s', (_, change, words) => {
    const found = findTokenKey(place(change));
    expect(found.state).toBe('damaged');
    expect(found.state === 'damaged' && found.detail).toContain(words);
  });

  it('forgot its sessions, as one that was pulled out: it fails once, and signs again when it is back', () => {
    const key = tokenKey();
    const { library, slot } = rawSlot('kiosk');
    library.C_CloseAllSessions(slot);
    expect(() => key.sign(Buffer.from('a'))).toThrow('does not sign');
    expect(key.sign(Buffer.from('a'))).toHaveLength(SIGNATURE_BYTES);
  });

  it('refuses the PIN: it is said once, for a token locks itself after a few', () => {
    const { library, slot } = rawSlot('kiosk');
    library.C_CloseAllSessions(slot);
    expect(findTokenKey(place({ pin: '999999' }))).toMatchObject({ state: 'damaged', detail: expect.stringContaining('PIN_INCORRECT') });
    expect(findTokenKey(place({ pin: '999999' }))).toMatchObject({ detail: expect.stringContaining('is not tried again') });
    expect(tokenKey().publicKey).toHaveLength(PUBLIC_KEY_BYTES);
  });

  it('has no key of the label', () => {
    expect(findTokenKey(place({ key: 'nobody' }))).toEqual({ state: 'absent' });
  });
});
