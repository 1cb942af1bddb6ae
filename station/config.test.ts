import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ConfigError, parseConfig, partsOf, readConfig, type StationConfig } from './config.ts';

const good: StationConfig = {
  station: '市政府',
  machine: 'BL18-03',
  language: 'zh-Hant',
  cardRecord: { place: 0x33, device: 1 },
  reader: { kind: 'pcsc', name: 'ACS ACR122U' },
  acceptor: { kind: 'ssp', path: '/dev/ttyUSB0' },
  printer: { kind: 'none' },
  auxiliaries: { kind: 'none' },
  issuer: { kind: 'none' },
  dock: false,
};

function parse(change: object): StationConfig {
  return parseConfig(JSON.stringify({ ...good, ...change }), 'kiosk.json');
}

it('the example is a configuration', () => {
  expect(() => readConfig(resolve(import.meta.dirname, '../config/kiosk.example.json'))).not.toThrow();
});

describe('a configuration', () => {
  it.each([
    ['station', { station: '市政府\u202Etxt' }],
    ['reader.name', { reader: { kind: 'pcsc', name: 'ACS\u0007' } }],
    ['acceptor.path', { acceptor: { kind: 'ssp', path: '/dev/tty\nUSB0' } }],
    ['printer.host', { printer: { kind: 'escpos', host: 'printer\u200B' } }],
  ])('with a character in %s that is not seen, or turns what follows, is refused', (place, change) => {
    expect(() => parse(change)).toThrow(place);
  });

  it('that is right is taken as it is', () => {
    expect(parse({})).toEqual(good);
  });

  it.each<[string, object, string]>([
    ['a missing part', { reader: undefined }, 'reader'],
    ['an unknown member (a typing mistake)', { langauge: 'en' }, 'langauge'],
    ['a time that no clock shows', { hours: { opens: '6:00', closes: '25:00' } }, 'hours.closes: a time of day: HH:MM'],
    ['hours that never begin', { hours: { opens: '06:00', closes: '06:00' } }, 'hours: they would never begin'],
    ['a language that is not spoken', { language: 'fr' }, 'language'],
    ['a place that does not fit into a card record', { cardRecord: { place: 256, device: 1 } }, 'cardRecord.place'],
    ['a fraction of a device', { cardRecord: { place: 1, device: 1.5 } }, 'cardRecord.device'],
    ['a driver that does not exist', { acceptor: { kind: 'cctalk', path: 'x' } }, 'acceptor.kind: there is: ssp'],
    [
      'two outputs in one place',
      { auxiliaries: { kind: 'modbus', path: '/dev/ttyUSB2', unit: 1, bell: 3, trayLight: 3 } },
      'auxiliaries.trayLight: the bell is on that output',
    ],
    [
      'a contact that is its own opposite',
      { auxiliaries: { kind: 'modbus', path: '/dev/ttyUSB2', unit: 1, key: { input: 2, alarmAt: 1, opposite: 2 } } },
      'auxiliaries.key.opposite: is the same input',
    ],
    ['a module that answers to nobody', { auxiliaries: { kind: 'modbus', path: '/dev/ttyUSB2', unit: 0 } }, 'auxiliaries.unit'],
    ['a module on the line of the note acceptor', { auxiliaries: { kind: 'modbus', path: '/dev/ttyUSB0', unit: 1 } }, 'auxiliaries.path'],
    ['a part without a kind', { printer: {} }, 'printer.kind: there is: none, escpos'],
    ['a simulated reader', { reader: { kind: 'bench' } }, 'reader.kind: "bench" is a simulated part'],
    ['a simulated note acceptor', { acceptor: { kind: 'bench' } }, 'acceptor.kind: "bench" is a simulated part'],
    ['a simulated printer', { printer: { kind: 'bench' } }, 'printer.kind: "bench" is a simulated part'],
    ['a simulated key switch', { auxiliaries: { kind: 'bench' } }, 'auxiliaries.kind: "bench" is a simulated part'],
    ['the reference issuer', { issuer: { kind: 'reference' } }, 'issuer.kind: "reference" is a simulated part'],
    [
      'a simulated security module',
      { securityModule: { kind: 'simulated', credit: 1_000 } },
      'securityModule.kind: "simulated" is a simulated',
    ],
    ['a dock for parts that nobody can move', { dock: true }, 'dock'],
    ['a printer that is nowhere', { printer: { kind: 'escpos' } }, 'printer.path: say where'],
    ['a printer in two places', { printer: { kind: 'escpos', path: '/dev/ttyUSB1', host: 'printer' } }, 'printer.path: say where'],
    ['a baud rate in the network', { printer: { kind: 'escpos', host: 'printer', baudRate: 9600 } }, 'printer.baudRate'],
    ['a port of a serial line', { printer: { kind: 'escpos', path: '/dev/ttyUSB1', port: 9100 } }, 'printer.port'],
    ['a port that does not exist', { printer: { kind: 'escpos', host: 'printer', port: 0 } }, 'printer.port'],
    ['paper that nobody sells', { printer: { kind: 'escpos', host: 'printer', paper: 79 } }, 'printer.paper'],
    ['a member that printers do not have', { printer: { kind: 'escpos', host: 'printer', speed: 1 } }, 'speed'],
    ['a printer on the line of the note acceptor', { printer: { kind: 'escpos', path: '/dev/ttyUSB0' } }, 'printer.path: the acceptor'],
    ['an issuer spoken to without encryption', { issuer: { kind: 'http', url: 'http://issuer.example/' } }, 'issuer.url: must be https'],
    ['an issuer whose address only looks local', { issuer: { kind: 'http', url: 'http://127.0.0.1.example/' } }, 'issuer.url'],
    ['an issuer at no address', { issuer: { kind: 'http', url: 'issuer' } }, 'issuer.url: must be an address'],
    ['a password in an address', { issuer: { kind: 'http', url: 'https://a:b@issuer.example/' } }, 'issuer.url: must hold no password'],
    ['a question in an address', { issuer: { kind: 'http', url: 'https://issuer.example/?a=1' } }, 'issuer.url: must end'],
    [
      'a certificate shown to whoever listens',
      { issuer: { kind: 'http', url: 'http://127.0.0.1:8200', clientCertificate: { cert: 'a', key: 'b', ca: 'c' } } },
      'issuer.clientCertificate',
    ],
    [
      'half a certificate',
      { issuer: { kind: 'http', url: 'https://issuer.example/', clientCertificate: { cert: 'a' } } },
      'issuer.clientCertificate',
    ],
    ['a security module that does not exist', { securityModule: { kind: 'sam' } }, 'securityModule'],
    ['a key file without a name', { securityModule: { kind: 'file', file: '' } }, 'securityModule.file'],
    ['a machine number that no slip could print', { machine: '市' }, 'machine'],
  ])('with %s is refused, naming the place', (_, change, place) => {
    expect(() => parse(change)).toThrow(ConfigError);
    expect(() => parse(change)).toThrow(place);
    expect(() => parse(change)).toThrow('kiosk.json');
  });

  it('is told to the log part by part', () => {
    expect(partsOf(good)).toEqual({
      reader: 'pcsc ACS ACR122U',
      acceptor: 'ssp /dev/ttyUSB0',
      printer: 'none',
      auxiliaries: 'none',
      issuer: 'none',
    });
    expect(partsOf(parse({ printer: { kind: 'escpos', path: '/dev/ttyUSB1' } }))['printer']).toBe('escpos /dev/ttyUSB1');
    expect(partsOf(parse({ printer: { kind: 'escpos', host: '10.0.0.7', paper: 58 } }))['printer']).toBe('escpos 10.0.0.7:9100');
  });

  it.each(['http://127.0.0.1:8200', 'http://[::1]:8200/', 'http://localhost:1'])('may name the reference issuer at %s', (url) => {
    expect(partsOf(parse({ issuer: { kind: 'http', url } }))['issuer']).toBe(`http ${url}`);
  });

  it.each(['https://issuer.example', 'https://issuer.example/kiosk/'])(
    'may name an issuer at %s, to whom this machine shows itself',
    (url) => {
      const clientCertificate = { cert: '/c.pem', key: '/k.pem', ca: '/a.pem' };
      expect(partsOf(parse({ issuer: { kind: 'http', url, clientCertificate } }))['issuer']).toBe(`http ${url}`);
      expect(() => parse({ issuer: { kind: 'http', url } })).toThrow('issuer.clientCertificate: is missing');
    },
  );

  it('that is not JSON, or not there, is refused with the reason', () => {
    expect(() => parseConfig('{', 'kiosk.json')).toThrow('not JSON');
    expect(() => readConfig('/nowhere/kiosk.json')).toThrow('cannot be read');
  });
});
