import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { languages } from '../machines/messages/languages.ts';
import { faultOfAddress } from './issuer/issuerAddress.ts';

/** A simulated part of the bench process, reached through the folder that `--bench` names. */
const bench = z.strictObject({ kind: z.literal('bench') });

/** The machine has no such part. */
const none = z.strictObject({ kind: z.literal('none') });

/**
 * A slip printer that speaks ESC/POS: on a serial line, `path` and perhaps `baudRate`, or in the network, `host` and perhaps
 * `port`. `paper`: the width of its roll in millimetres.
 */
const escpos = z
  .strictObject({
    kind: z.literal('escpos'),
    path: z.string().min(1).optional(),
    baudRate: z.int().min(1_200).max(921_600).optional(),
    host: z.string().min(1).optional(),
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

/** The issuer's host in the field. */
const issuerHost = z
  .strictObject({
    kind: z.literal('http'),
    url: z.string().superRefine((text, context) => {
      const fault = faultOfAddress(text);
      if (fault !== null) context.addIssue(fault);
    }),
    /** PEM files: who this machine is, and by whom the host's certificate must be signed (mutual TLS). */
    clientCertificate: z.strictObject({ cert: z.string().min(1), key: z.string().min(1), ca: z.string().min(1) }).optional(),
  })
  .refine(({ url, clientCertificate }) => clientCertificate === undefined || url.startsWith('https:'), {
    path: ['clientCertificate'],
    message: 'is shown over https only',
  });

/** The operator's key file; value without end. */
const operatorsKeys = z.strictObject({ kind: z.literal('file'), file: z.string().min(1) });

/** A security module that this project made up. Only for simulated hardware. */
const simulatedModule = z.strictObject({
  kind: z.literal('simulated'),
  /** NT$ that it lets out in all. */
  credit: z.int().nonnegative(),
  /** Where it remembers what is left; left out, it begins anew with every start. */
  creditFile: z.string().min(1).optional(),
  /** From which it makes each card's keys, 16 bytes in hexadecimal; left out, every card has the factory's. */
  masterKey: z
    .string()
    .regex(/^[0-9a-fA-F]{32}$/, '32 hexadecimal digits')
    .optional(),
});

const TIME_OF_DAY = 'a time of day: HH:MM';
const timeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, TIME_OF_DAY);

const parts = z.strictObject({
  /** Words for screens and slips. */
  station: z.string().min(1).max(40),
  /** This machine's number, as staff call it. */
  machine: z.string().regex(/^[A-Z0-9-]{1,16}$/, 'capital letters, digits and hyphens, at most 16'),
  language: z.enum(languages),
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
  /** What knows the keys of cards and lets value out; left out, the factory's keys, which only artificial cards have. */
  securityModule: z.discriminatedUnion('kind', [operatorsKeys, simulatedModule]).optional(),
  /**
   * This machine serves cards made by this project, not passengers': it may write to places on a card that the project
   * invented, because those of real cards are not public. Left out: no.
   */
  artificialCards: z.boolean().optional(),
  /** `pcsc`: a PC/SC reader by the beginning of its name. */
  reader: z.discriminatedUnion('kind', [z.strictObject({ kind: z.literal('pcsc'), name: z.string().min(1) }), bench]),
  /** A note validator that speaks SSP, on a serial device such as `/dev/ttyUSB0`. */
  acceptor: z.discriminatedUnion('kind', [z.strictObject({ kind: z.literal('ssp'), path: z.string().min(1) }), bench]),
  printer: z.discriminatedUnion('kind', [none, bench, escpos]),
  auxiliaries: z.discriminatedUnion('kind', [none, bench]),
  /** Whom to ask about accounts, refunds and terms of cards. `reference`: the reference issuer, beside simulated parts. */
  issuer: z.discriminatedUnion('kind', [none, issuerHost, z.strictObject({ kind: z.literal('reference') })]),
  /** Shows the journal's tail to the development dock. Only for simulated hardware. */
  dock: z.boolean(),
});

/** What a station needs to know of its place and its parts. */
export type StationConfig = z.infer<typeof parts>;

/** Is any part a simulated one? Such a configuration needs the bench process. */
export function needsBench({ reader, acceptor, printer, auxiliaries, issuer }: StationConfig): boolean {
  return issuer.kind === 'reference' || [reader, acceptor, printer, auxiliaries].some((part) => part.kind === 'bench');
}

const schema = parts
  .refine((config) => !config.dock || needsBench(config), {
    path: ['dock'],
    message: 'the dock moves simulated parts, and there are none',
  })
  .refine(({ acceptor, printer }) => acceptor.kind !== 'ssp' || printer.kind !== 'escpos' || acceptor.path !== printer.path, {
    path: ['printer', 'path'],
    message: 'the note acceptor is on that line',
  })
  .refine((config) => config.securityModule?.kind !== 'simulated' || needsBench(config), {
    path: ['securityModule', 'kind'],
    message: 'a simulated security module goes with simulated parts, and there are none',
  });

/** The port on which network printers take raw data (the "AppSocket" of old; IANA calls it pdl-datastream). */
export const PRINTER_PORT = 9_100;

/** Where a slip printer is, in a word. */
export function printerPlace({ path, host, port = PRINTER_PORT }: EscposConfig): string {
  return path ?? `${host}:${port}`;
}

/** The parts of a configuration in the words of the log. */
export function partsOf({ reader, acceptor, printer, auxiliaries, issuer }: StationConfig) {
  return {
    reader: reader.kind === 'pcsc' ? `pcsc ${reader.name}` : reader.kind,
    acceptor: acceptor.kind === 'ssp' ? `ssp ${acceptor.path}` : acceptor.kind,
    printer: printer.kind === 'escpos' ? `escpos ${printerPlace(printer)}` : printer.kind,
    auxiliaries: auxiliaries.kind,
    issuer: issuer.kind === 'http' ? `http ${issuer.url}` : issuer.kind,
  };
}

/** The configuration is missing or wrong; the message names every fault and where it is. */
export class ConfigError extends Error {}

/** @throws ConfigError naming each fault by its place in the file. */
export function parseConfig(text: string, source: string): StationConfig {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw new ConfigError(`${source}: not JSON: ${cause instanceof Error ? cause.message : String(cause)}`);
  }
  const parsed = schema.safeParse(json);
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
