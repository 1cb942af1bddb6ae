import { z } from 'zod';
import { isThisMachine } from '../station/issuer/issuerAddress.ts';
import { oneOf, parseWith, readConfigured, realKinds, refuseSharedLines, settings } from '../station/config.ts';

/** A simulated part of the bench process, reached through the folder that `--bench` names. */
const bench = z.strictObject({ kind: z.literal('bench') });

/** The reference issuer, which the bench starts beside its parts. */
const reference = z.strictObject({ kind: z.literal('reference') });

/** A security module that this project made up. */
const simulatedModule = z.strictObject({
  kind: z.literal('simulated'),
  /** NT$ that it lets out in all. */
  credit: z.int().nonnegative(),
  /** Where it remembers what is left; left out, every start has the whole credit again. */
  creditFile: z.string().min(1).optional(),
  /** From which it makes each card's keys, 16 bytes in hexadecimal; left out, every card has the factory's. */
  masterKey: z
    .string()
    .regex(/^[0-9a-fA-F]{32}$/, '32 hexadecimal digits')
    .optional(),
});

const parts = z.strictObject({
  ...settings,
  reader: oneOf([...realKinds.reader, bench]),
  acceptor: oneOf([...realKinds.acceptor, bench]),
  printer: oneOf([...realKinds.printer, bench]),
  auxiliaries: oneOf([...realKinds.auxiliaries, bench]),
  issuer: oneOf([...realKinds.issuer, reference]),
  securityModule: oneOf([...realKinds.securityModule, simulatedModule]).optional(),
  /** Moves the simulated parts by hand, from a browser, and shows the journal's tail. */
  dock: z.boolean(),
});

/** What a machine of the laboratory is made of: every configuration of the product, and simulated parts. */
export type LabConfig = z.infer<typeof parts>;

/** Is any part a simulated one? Such a configuration needs the bench process. */
export function needsBench({ reader, acceptor, printer, auxiliaries, issuer }: LabConfig): boolean {
  return issuer.kind === 'reference' || [reader, acceptor, printer, auxiliaries].some((part) => part.kind === 'bench');
}

const schema = parts
  .refine((config) => !config.dock || needsBench(config), {
    path: ['dock'],
    message: 'the dock moves simulated parts, and there are none',
  })
  .refine((config) => config.securityModule?.kind !== 'simulated' || needsBench(config), {
    path: ['securityModule', 'kind'],
    message: 'a simulated security module goes with simulated parts, and there are none',
  })
  // Real money must never turn into made-up value, nor the other way round.
  .refine((config) => config.acceptor.kind === 'bench' || !needsBench(config), {
    path: ['acceptor', 'kind'],
    message: 'a real note acceptor takes real money, and other parts are simulated: use all real ones, or "bench"',
  })
  .refine((config) => config.reader.kind === 'bench' || config.artificialCards === true || !needsBench(config), {
    path: ['reader', 'kind'],
    message:
      'a real reader reads passengers\' cards, and other parts are simulated: use all real ones, "bench", or "artificialCards": true for a virtual card behind pcscd',
  })
  .refine(({ issuer, ...others }) => issuer.kind !== 'http' || isThisMachine(issuer.url) || !needsBench({ issuer, ...others }), {
    path: ['issuer', 'url'],
    message:
      'a host in the network takes real money from accounts, and other parts are simulated: use all real ones, "reference", or a host on this machine',
  })
  .superRefine(refuseSharedLines);

/** @throws ConfigError naming each fault by its place in the file. */
export function parseLabConfig(text: string, source: string): LabConfig {
  return parseWith(schema, text, source);
}

/** @throws ConfigError when the file cannot be read or is not valid. */
export function readLabConfig(path: string): LabConfig {
  return parseLabConfig(readConfigured(path), path);
}
