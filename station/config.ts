import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { hallLanguages, languages } from '../machines/messages/languages.ts';
import { isPlain } from '../hardware/ports/plainText.ts';
import { faultOfAddress } from './issuer/issuerAddress.ts';

/** Kinds of parts that the laboratory has beside the product's; here only to say so. */
const SIMULATED: ReadonlySet<unknown> = new Set(['bench', 'reference', 'simulated']);

/** One of several kinds of a part. Another kind is refused with the names of those that there are. */
export function oneOf<
  const Kinds extends readonly [z.ZodObject<{ kind: z.ZodLiteral<string> }>, ...z.ZodObject<{ kind: z.ZodLiteral<string> }>[]],
>(kinds: Kinds): z.ZodDiscriminatedUnion<Kinds> {
  const names = kinds.map(({ shape }) => shape.kind.value).join(', ');
  return z.discriminatedUnion('kind', kinds, {
    error: ({ code, input }) => {
      if (code !== 'invalid_union') return undefined;
      const { kind } = input as { readonly kind?: unknown };
      const known = `there is: ${names}`;
      return SIMULATED.has(kind) ? `"${String(kind)}" is a simulated part, and only the laboratory has those; ${known}` : known;
    },
  });
}

/** Words and names: nothing in them that is not seen, or that turns the direction of what follows. */
const plain = (): z.ZodString => z.string().min(1).refine(isPlain, 'holds a character that is not seen');

/** The machine has no such part. */
const none = z.strictObject({ kind: z.literal('none') });

/**
 * A slip printer that speaks ESC/POS: on a serial line, `path` and perhaps `baudRate`, or in the network, `host` and perhaps
 * `port`. `paper`: the width of its roll in millimetres.
 */
const escpos = z
  .strictObject({
    kind: z.literal('escpos'),
    path: plain().optional(),
    baudRate: z.int().min(1_200).max(921_600).optional(),
    host: plain().optional(),
    port: z.int().min(1).max(65_535).optional(),
    paper: z.literal([80, 58]).optional(),
  })
  .superRefine(({ path, baudRate, host, port }, context) => {
    const wrong = (member: string, message: string): void => context.addIssue({ code: 'custom', path: [member], message });
    if ((path === undefined) === (host === undefined))
      wrong('path', 'say where the printer is: either path (a serial line) or host (the network), not both');
    else if (path === undefined && baudRate !== undefined) wrong('baudRate', 'only a serial line has one, and there is no path');
    else if (host === undefined && port !== undefined) wrong('port', 'only a printer in the network has one, and there is no host');
  });

/** Where a slip printer is, and its paper. */
export type EscposConfig = z.infer<typeof escpos>;

/** Address of an input or output of a module, as the protocol counts: from 0. Modules have a few dozen. */
const moduleAddress = z.int().min(0).max(255);

/**
 * A contact: its input, the bit (`alarmAt`) that stands for the key on maintenance or the door open, and with a change-over contact a
 * second input that says the `opposite`: without it a broken wire is not noticed.
 */
const contact = z
  .strictObject({ input: moduleAddress, alarmAt: z.literal([0, 1]), opposite: moduleAddress.optional() })
  .refine(({ input, opposite }) => input !== opposite, { path: ['opposite'], message: 'is the same input' });

/** Key switch, door, bell and lights behind a module of inputs and outputs that speaks Modbus RTU. What is left out is not there. */
const modbusModule = z
  .strictObject({
    kind: z.literal('modbus'),
    path: plain(),
    /** Left out: 19,200 with even parity, the protocol's own (Modbus over serial line 1.02, 2.5.1). */
    baudRate: z.int().min(1_200).max(115_200).optional(),
    parity: z.literal(['even', 'odd', 'none']).optional(),
    /** Address of the module on its line. */
    unit: z.int().min(1).max(247),
    key: contact.optional(),
    door: contact.optional(),
    /** Addresses of outputs (coils). */
    bell: moduleAddress.optional(),
    trayLight: moduleAddress.optional(),
    slotLight: moduleAddress.optional(),
  })
  .superRefine((module, context) => {
    const used = new Map<number, string>();
    for (const name of ['bell', 'trayLight', 'slotLight'] as const) {
      const coil = module[name];
      if (coil === undefined) continue;
      const owner = used.get(coil);
      if (owner !== undefined) context.addIssue({ code: 'custom', path: [name], message: `the ${owner} is on that output` });
      else used.set(coil, name);
    }
  });

/** Where key switch, door, bell and lights are wired to. */
export type ModbusConfig = z.infer<typeof modbusModule>;

/** The issuer's host in the field. */
const issuerHost = z
  .strictObject({
    kind: z.literal('http'),
    url: z.string().superRefine((text, context) => {
      const fault = faultOfAddress(text);
      if (fault !== null) context.addIssue(fault);
    }),
    /** PEM files: who this machine is, and by whom the host's certificate must be signed (mutual TLS). */
    clientCertificate: z.strictObject({ cert: plain(), key: plain(), ca: plain() }).optional(),
  })
  .refine(({ url, clientCertificate }) => clientCertificate === undefined || url.startsWith('https:'), {
    path: ['clientCertificate'],
    message: 'is shown over https only',
  })
  .refine(({ url, clientCertificate }) => clientCertificate !== undefined || !url.startsWith('https:'), {
    path: ['clientCertificate'],
    message: 'is missing: a host in the network must know this machine (mutual TLS)',
  });

/** The operator's key file; value without end. */
const operatorsKeys = z.strictObject({ kind: z.literal('file'), file: plain() });

const TIME_OF_DAY = 'a time of day: HH:MM';
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, TIME_OF_DAY);

/** What a station needs to know of its place, whatever its parts are. */
/** An Ed25519 public key: its 32 bytes in base64. */
const ed25519PublicKey = z.string().regex(/^[A-Za-z0-9+/]{43}=$/, 'the 32 bytes of an Ed25519 public key in base64');

export const settings = {
  /** Words for screens and slips. */
  station: plain().max(40),
  /** The same in other languages; where one is left out, `station` stands for it. */
  stationNames: z.partialRecord(z.enum(languages), plain().max(40)).optional(),
  /** This machine's number, as staff call it. */
  machine: z.string().regex(/^[A-Z0-9-]{1,16}$/, 'capital letters, digits and hyphens, at most 16'),
  language: z.enum(hallLanguages),
  /** Business hours, `HH:MM` by Taiwan's clock, every day; left out: always. They may end after midnight. */
  hours: z
    .strictObject({ opens: timeOfDay, closes: z.union([timeOfDay, z.literal('24:00')], { error: TIME_OF_DAY }) })
    .refine(({ opens, closes }) => opens !== closes, 'they would never begin: leave them out for a machine that is always open')
    .optional(),
  /** What goes into the card's own record of an add-value. */
  cardRecord: z.strictObject({
    /** The operator's location code, one byte. */
    place: z.int().min(0).max(255),
    /** The operator's machine id, four bytes. */
    device: z.int().min(0).max(0xffff_ffff),
  }),
  /**
   * This machine serves cards made by this project, not passengers': it may write to places on a card that the project
   * invented, because those of real cards are not public. Left out: no.
   */
  artificialCards: z.boolean().optional(),
  /**
   * Where the journal's end is remembered: a folder on another medium than the data folder, so that a data folder that was put back
   * is noticed. Left out: the data folder itself.
   */
  anchor: z.strictObject({ folder: z.string().min(1) }).optional(),
  /**
   * Where records lie for years that left the live journal (left out: a folder in the data folder), and the key by which the centre
   * signs what it keeps: without it nothing is ever removed from there, but on a machine for artificial cards.
   */
  archive: z.strictObject({ folder: z.string().min(1).optional(), centreKey: ed25519PublicKey.optional() }).optional(),
  /**
   * Signs the journal: an Ed25519 key pair on a PKCS#11 token, which never gives it away. `module`: the library of its maker; `token`,
   * `key`: their labels; `pinFile`: holds the user's PIN. Left out: a file of the data folder.
   */
  machineKey: z.strictObject({ kind: z.literal('pkcs11'), module: plain(), token: plain(), key: plain(), pinFile: plain() }).optional(),
  /** The staff that can come in at the screen. Left out: nobody can, and the key switch only closes the machine. */
  staff: z
    .strictObject({
      /** Who signs rosters: an Ed25519 public key, its 32 bytes in base64. */
      publicKey: ed25519PublicKey,
      /** The file with the key by which rosters name cards. */
      cardKey: plain(),
      /** Where new rosters are looked for at every start: a folder, or where a medium is mounted. */
      folder: plain(),
      /** Where statements of the day go, signed; a folder, or where a medium is mounted. Left out: nowhere. */
      exportFolder: plain().optional(),
      /** NT$ up to which one person decides a case alone; left out, 0: money is always decided by two. */
      oneDecidesUpTo: z.int().nonnegative().max(10_000).optional(),
    })
    .optional(),
};

/** The kinds of each part that a machine in a hall may have. */
export const realKinds = {
  /** A PC/SC reader by the beginning of its name. */
  reader: [z.strictObject({ kind: z.literal('pcsc'), name: plain() })],
  /**
   * A note validator that speaks SSP, on a serial device such as `/dev/ttyUSB0`. `stackMs`: its full stacking time, milliseconds,
   * before which a note that was accepted is not believed to have come back; left out, 30,000.
   */
  acceptor: [z.strictObject({ kind: z.literal('ssp'), path: plain(), stackMs: z.int().min(1_000).max(120_000).optional() })],
  printer: [none, escpos],
  auxiliaries: [none, modbusModule],
  /** Whom to ask about accounts, refunds and terms of cards. */
  issuer: [none, issuerHost],
  /** What knows the keys of cards and lets value out; only a machine without a real reader may leave it out. */
  securityModule: [operatorsKeys],
} as const;

/** Two devices cannot share a serial line, whatever they are: each part after the first is told which one has it. */
export function refuseSharedLines(parts: object, context: z.RefinementCtx): void {
  const owners = new Map<unknown, string>();
  for (const [name, part] of Object.entries(parts) as [string, Partial<Part> | undefined][]) {
    const path = part?.path;
    if (path === undefined) continue;
    const owner = owners.get(path);
    if (owner === undefined) owners.set(path, name);
    else context.addIssue({ code: 'custom', path: [name, 'path'], message: `the ${owner} is on that line` });
  }
}

const schema = z
  .strictObject({
    ...settings,
    reader: oneOf(realKinds.reader),
    acceptor: oneOf(realKinds.acceptor),
    printer: oneOf(realKinds.printer),
    auxiliaries: oneOf(realKinds.auxiliaries),
    issuer: oneOf(realKinds.issuer),
    securityModule: oneOf(realKinds.securityModule).optional(),
    /** The dock moves simulated parts by hand: a laboratory's. */
    dock: z.literal(false, 'the dock moves simulated parts, and there are none'),
  })
  .superRefine(refuseSharedLines);

/** What a station in a hall needs to know of its place and its parts. */
export type StationConfig = z.infer<typeof schema>;

/** The same without the parts: what the flows and the journal go by. */
export type StationSettings = z.infer<z.ZodObject<typeof settings>>;

/** The port on which network printers take raw data (the "AppSocket" of old; IANA calls it pdl-datastream). */
export const PRINTER_PORT = 9_100;

/** Where a slip printer is, in a word. */
export function printerPlace({ path, host, port = PRINTER_PORT }: Pick<Part, 'path' | 'host' | 'port'>): string {
  return path ?? `${host}:${port}`;
}

/** A part as any configuration names it, of whatever kind. */
interface Part {
  readonly kind: string;
  readonly name?: string;
  readonly path?: string | undefined;
  readonly host?: string | undefined;
  readonly port?: number | undefined;
  readonly url?: string;
}

export type NamedParts = Readonly<Record<'reader' | 'acceptor' | 'printer' | 'auxiliaries' | 'issuer', Part>>;

/** The parts of a configuration in the words of the log. */
export function partsOf({ reader, acceptor, printer, auxiliaries, issuer }: NamedParts): Readonly<Record<keyof NamedParts, string>> {
  const inWords = (part: Part): string => {
    const place = part.name ?? part.url ?? (part.path === undefined && part.host === undefined ? undefined : printerPlace(part));
    return place === undefined ? part.kind : `${part.kind} ${place}`;
  };
  return {
    reader: inWords(reader),
    acceptor: inWords(acceptor),
    printer: inWords(printer),
    auxiliaries: inWords(auxiliaries),
    issuer: inWords(issuer),
  };
}

/** The configuration is missing or wrong; the message names every fault and where it is. */
export class ConfigError extends Error {}

/** @throws ConfigError naming each fault by its place in the file. */
export function parseConfig(text: string, source: string): StationConfig {
  return parseWith(schema, text, source);
}

/** What `text` says by this schema. @throws ConfigError naming each fault by its place in the file. */
export function parseWith<Config>(by: z.ZodType<Config>, text: string, source: string): Config {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new ConfigError(`${source}: not JSON: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
  const parsed = by.safeParse(json);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map(
    (issue) => `  ${issue.path.length === 0 ? '(whole file)' : issue.path.join('.')}: ${issue.message}`,
  );
  throw new ConfigError(`${source}: the configuration is not valid\n${faults.join('\n')}`);
}

/** @throws ConfigError when the file cannot be read or is not valid. */
export function readConfig(path: string): StationConfig {
  return parseConfig(readConfigured(path), path);
}

/** The text of a file that a configuration consists of or names. @throws ConfigError when it cannot be read. */
export function readConfigured(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw new ConfigError(`${path}: cannot be read: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
}
