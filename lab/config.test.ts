import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigError, partsOf } from '../station/config.ts';
import { type LabConfig, needsBench, parseLabConfig, readLabConfig } from './config.ts';

const bench = { kind: 'bench' } as const;
const simulated: LabConfig = {
  station: '市政府',
  machine: 'BL18-03',
  language: 'zh-Hant',
  cardRecord: { place: 0x33, device: 1 },
  reader: bench,
  acceptor: bench,
  printer: bench,
  auxiliaries: bench,
  issuer: { kind: 'reference' },
  dock: true,
};
const real = {
  reader: { kind: 'pcsc', name: 'ACS ACR122U' },
  acceptor: { kind: 'ssp', path: '/dev/ttyUSB0' },
  printer: { kind: 'none' },
  auxiliaries: { kind: 'none' },
  issuer: { kind: 'none' },
  dock: false,
} as const;
/** Accounts of people. */
const realHost = {
  kind: 'http',
  url: 'https://issuer.example/kiosks/',
  clientCertificate: { cert: 'cert.pem', key: 'key.pem', ca: 'ca.pem' },
};

const virtual = { reader: real.reader, artificialCards: true };

function parse(change: object): LabConfig {
  return parseLabConfig(JSON.stringify({ ...simulated, ...change }), 'kiosk.json');
}

describe('the configurations of this project', () => {
  const folder = resolve(import.meta.dirname, '../config');

  it.each(readdirSync(folder))('%s is right', (file) => {
    expect(() => readLabConfig(join(folder, file))).not.toThrow();
  });
});

describe('a configuration of the laboratory', () => {
  it('may name simulated parts, and is told to the log part by part', () => {
    expect(parse({})).toEqual(simulated);
    expect(partsOf(simulated)).toEqual({ reader: 'bench', acceptor: 'bench', printer: 'bench', auxiliaries: 'bench', issuer: 'reference' });
  });

  it('needs a bench as soon as one part is simulated', () => {
    expect(needsBench(parse(real))).toBe(false);
    expect(needsBench(parse({ ...real, acceptor: bench, artificialCards: true }))).toBe(true);
    expect(needsBench(parse({ ...real, reader: bench, acceptor: bench }))).toBe(true);
    expect(needsBench(parse({ ...real, acceptor: bench, reader: bench, issuer: { kind: 'reference' } }))).toBe(true);
  });

  it('may have a simulated security module', () => {
    const securityModule = { kind: 'simulated', credit: 1_000, creditFile: 'credit.json', masterKey: '00112233445566778899aabbccddeeff' };
    expect(parse({ securityModule }).securityModule).toEqual(securityModule);
  });

  it('may have a real printer, and a host on this machine, beside simulated parts: no money is in them', () => {
    expect(() =>
      parse({ printer: { kind: 'escpos', host: 'printer' }, issuer: { kind: 'http', url: 'http://127.0.0.1:8200' } }),
    ).not.toThrow();
  });

  it('may have a virtual card behind the real PC/SC service, when it says so', () => {
    expect(() => parse({ reader: real.reader, artificialCards: true })).not.toThrow();
  });

  it.each<[string, object, string]>([
    ['a part that neither has', { acceptor: { kind: 'cctalk' } }, 'acceptor.kind: there is: ssp, bench'],
    ['less than no credit', { securityModule: { kind: 'simulated', credit: -1 } }, 'securityModule.credit'],
    ['a simulated security module in a real machine', { ...real, securityModule: { kind: 'simulated', credit: 1 } }, 'securityModule.kind'],
    ['a dock for parts that nobody can move', { ...real, dock: true }, 'dock: the dock moves simulated parts'],
    ['no word about the dock', { dock: undefined }, 'dock'],
    ['a printer on the line of the note acceptor', { ...real, printer: { kind: 'escpos', path: '/dev/ttyUSB0' } }, 'printer.path'],
    // Real money.
    ['a real note acceptor beside a simulated reader', { ...real, reader: bench }, 'acceptor.kind: a real note acceptor'],
    ['a real note acceptor beside a simulated printer', { ...real, printer: bench }, 'acceptor.kind: a real note acceptor'],
    ['a real note acceptor beside a simulated key switch', { ...real, auxiliaries: bench }, 'acceptor.kind: a real note acceptor'],
    ['a real note acceptor beside the reference issuer', { ...real, issuer: { kind: 'reference' } }, 'acceptor.kind: a real note acceptor'],
    [
      'a real note acceptor, even where the cards are artificial',
      { ...real, printer: bench, artificialCards: true },
      'acceptor.kind: a real note acceptor',
    ],
    ['an issuer’s host in the network beside simulated parts', { issuer: realHost }, 'issuer.url: a host in the network'],
    ['the same beside a virtual card', { ...virtual, issuer: realHost }, 'issuer.url: a host in the network'],
    ["a reader of passengers' cards beside a simulated note acceptor", { ...real, acceptor: bench }, 'reader.kind: a real reader'],
    ["a reader of passengers' cards among simulated parts", { reader: real.reader }, 'reader.kind: a real reader'],
  ])('with %s is refused, naming the place', (_, change, place) => {
    expect(() => parse(change)).toThrow(ConfigError);
    expect(() => parse(change)).toThrow(place);
  });
});
