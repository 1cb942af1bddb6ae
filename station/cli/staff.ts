import { createPrivateKey, generateKeyPairSync } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import type { CardNumber } from '../../hardware/ports/cardNumber.ts';
import { systemRandom } from '../../hardware/system/systemRandom.ts';
import { FOUND_NOTES, type NotesCounted, rightsOf, sumOf } from '../../machines/flows/staff.ts';
import { ed25519Key } from '../journal/ed25519Key.ts';
import { personNumber, staffRole } from '../journal/staffBodies.ts';
import { readImageFile } from './cardImageFile.ts';
import type { Edition } from './edition.ts';
import { EXIT, readCardOnReader } from './liveCard.ts';
import { signCount } from '../staff/countFile.ts';
import { mayBePin, sealPin } from '../staff/pin.ts';
import { CARD_KEY_BYTES, cardMark, cardMarkOf, readRoster, type Roster, type RosterPerson, signRoster } from '../staff/roster.ts';

const USAGE = `usage: kiosk staff keys --out FOLDER
       kiosk staff card --keys FOLDER --reader NAME | --config FILE | --image FILE
       kiosk staff sign --persons FILE --version NUMBER --keys FOLDER --out FILE.roster.json [--before FILE.roster.json]
       kiosk staff count --machine ID --exchange NUMBER --serial BOX --seal SEAL --person NUMBER --notes 100=COUNT,200=COUNT,… --keys FOLDER --out FILE.count.json`;

/** Time to lay a card down, milliseconds. */
const CARD_AWAITED_MS = 10_000;

const SIGNING_KEY = 'roster-signing.pem';
const CARD_KEY = 'staff-cards.key';
const PUBLIC_KEY = 'roster-public.txt';

/**
 * For the operator's office: makes the keys of its rosters, says how a roster names a card, and signs a roster.
 * @returns 0, or what `kiosk card` says of a card that cannot be read
 * @throws Error when something that was named cannot be used: nothing was written then
 */
export async function staff([verb, ...args]: string[], edition: Edition): Promise<number> {
  if (verb === 'card') return nameCard(args, edition);
  if (verb === 'keys') return makeKeys(args);
  if (verb === 'sign') return sign(args);
  if (verb === 'count') return count(args);
  throw new RangeError(USAGE);
}

function say(line: string): void {
  process.stdout.write(`${line}\n`);
}

function makeKeys(args: string[]): number {
  const { out } = parseArgs({ args, options: { out: { type: 'string' } } }).values;
  if (out === undefined) throw new RangeError(USAGE);
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const { x = '' } = publicKey.export({ format: 'jwk' });
  const base64 = Buffer.from(x, 'base64url').toString('base64');
  mkdirSync(out, { recursive: true, mode: 0o700 });
  // `wx`: whoever already has keys must not lose them.
  const write = (name: string, text: string): void => writeFileSync(join(out, name), text, { mode: 0o600, flag: 'wx' });
  write(SIGNING_KEY, privateKey.export({ format: 'pem', type: 'pkcs8' }).toString());
  write(CARD_KEY, `${Buffer.from(systemRandom.bytes(CARD_KEY_BYTES)).toString('hex')}\n`);
  write(PUBLIC_KEY, `${base64}\n`);
  say(`${join(out, SIGNING_KEY)}: signs rosters, stays in the office`);
  say(`${join(out, CARD_KEY)}: goes to every machine, as staff.cardKey of its configuration`);
  say(`staff.publicKey of every configuration: ${base64}`);
  return 0;
}

/** Prints the mark of a card, by which rosters name it: its number stays where it is. */
async function nameCard(args: string[], edition: Edition): Promise<number> {
  const { values } = parseArgs({
    args,
    options: { keys: { type: 'string' }, reader: { type: 'string' }, config: { type: 'string' }, image: { type: 'string' } },
  });
  const { keys, reader, config, image } = values;
  if (keys === undefined || [reader, config, image].every((each) => each === undefined)) throw new RangeError(USAGE);
  const mark = (number: CardNumber): void => say(cardMarkOf(cardKeyIn(keys), number));
  if (image !== undefined) {
    mark((await readImageFile(image)).facts.number);
    return 0;
  }
  const machine = config === undefined ? null : edition.readerOf(config);
  const read = await readCardOnReader({ reader, machine, waitMs: CARD_AWAITED_MS });
  if (read.ok) {
    mark(read.value.number);
    return 0;
  }
  process.stderr.write(`${read.error.detail}\n`);
  return EXIT[read.error.fault];
}

function cardKeyIn(folder: string): Uint8Array {
  return Buffer.from(readFileSync(join(folder, CARD_KEY), 'utf8').trim(), 'hex');
}

const personAsked = z.strictObject({
  person: personNumber,
  role: staffRole,
  card: cardMark,
  until: z.iso.date(),
  /** Left out: as on the roster before, or a new one for once, which is printed. */
  pin: z.string().refine(mayBePin, '6 to 12 digits, and not an easy row of them').optional(),
  /** Left out: whoever gets a PIN from somebody else has to choose another one. */
  oneTime: z.boolean().optional(),
});

function sign(args: string[]): number {
  const { values } = parseArgs({
    args,
    options: {
      persons: { type: 'string' },
      version: { type: 'string' },
      keys: { type: 'string' },
      out: { type: 'string' },
      before: { type: 'string' },
    },
  });
  const { persons, version, keys, out, before } = values;
  if (persons === undefined || version === undefined || keys === undefined || out === undefined) throw new RangeError(USAGE);
  if (!out.endsWith('.roster.json')) throw new RangeError('--out: machines look for files whose names end in .roster.json');
  const publicKey = ed25519Key(readFileSync(join(keys, PUBLIC_KEY), 'utf8').trim());
  const asked = z.array(personAsked).safeParse(JSON.parse(readFileSync(persons, 'utf8')));
  if (!asked.success)
    throw new RangeError(`${persons}: ${asked.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; ')}`);
  const known = before === undefined ? [] : rosterBefore(before, publicKey, Number(version)).persons;
  const printed: string[] = [];
  const listed = asked.data.map(({ pin, oneTime = true, ...about }): RosterPerson => {
    const old = known.find((each) => each.person === about.person);
    if (pin === undefined && old !== undefined) return { ...about, oneTime: old.oneTime, pin: old.pin };
    const made = pin ?? pinForOnce();
    if (pin === undefined) printed.push(`${about.person}: ${made}`);
    return { ...about, oneTime: pin === undefined || oneTime, pin: sealPin(made, systemRandom) };
  });
  const deciders = listed.filter(({ role }) => rightsOf[role].includes('decide-case')).length;
  if (deciders < 2) throw new RangeError(`${persons}: money is decided by two persons, and only ${deciders} on it may`);
  const text = signRoster(
    { format: 'kiosk-roster-1', version: Number(version), persons: listed },
    createPrivateKey(readFileSync(join(keys, SIGNING_KEY), 'utf8')),
  );
  writeFileSync(out, text, { flag: 'wx' });
  say(`${out}: version ${version}, ${listed.length} persons`);
  if (printed.length > 0) say('PINs for once, each for its person alone; the machine asks for another at the first entry:');
  for (const line of printed) say(`  ${line}`);
  return 0;
}

/** A box that was counted in the office: its machine takes it over from `staff.folder`, and only then says what it had expected. */
function count(args: string[]): number {
  const text = { type: 'string' } as const;
  const { values } = parseArgs({
    args,
    options: { machine: text, exchange: text, serial: text, seal: text, person: text, notes: text, keys: text, out: text },
  });
  const { machine, exchange, serial, seal, person, notes, keys, out } = values;
  if ([machine, exchange, serial, seal, person, notes].includes(undefined) || keys === undefined || out === undefined)
    throw new RangeError(USAGE);
  if (!out.endsWith('.count.json')) throw new RangeError('--out: machines look for files whose names end in .count.json');
  const counted = { format: 'kiosk-count-1', machine, exchange: Number(exchange), serial, seal, person, notes: notesIn(notes ?? '') };
  const signed = signCount(counted, createPrivateKey(readFileSync(join(keys, SIGNING_KEY), 'utf8')));
  writeFileSync(out, signed, { flag: 'wx' });
  say(`${out}: box ${serial} of ${machine}, NT$${sumOf(counted.notes)}`);
  return 0;
}

/** @throws RangeError when it does not say how many there are of every note */
function notesIn(text: string): readonly NotesCounted[] {
  const said = new Map(text.split(',').map((each): [number, number] => [Number(each.split('=')[0]), Number(each.split('=')[1])]));
  return FOUND_NOTES.map((value) => {
    const pieces = said.get(value);
    if (pieces === undefined || !Number.isInteger(pieces) || said.size !== FOUND_NOTES.length)
      throw new RangeError(`--notes: how many there are of each of ${FOUND_NOTES.join(', ')}, none as 0`);
    return { value, count: pieces };
  });
}

function rosterBefore(path: string, publicKey: ReturnType<typeof ed25519Key>, version: number): Roster {
  const read = readRoster(readFileSync(path, 'utf8'), publicKey);
  if ('fault' in read) throw new RangeError(`${path}: ${read.fault}`);
  if (version <= read.roster.version) throw new RangeError(`--version: must be higher than ${read.roster.version}, the one before`);
  return read.roster;
}

/** Digits of a PIN that is made up here. */
const ONE_TIME_DIGITS = 8;

function pinForOnce(): string {
  for (;;) {
    const pin = Array.from(systemRandom.bytes(ONE_TIME_DIGITS), (byte) => byte % 10).join('');
    if (mayBePin(pin)) return pin;
  }
}
