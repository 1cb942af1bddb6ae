import type { StationConfig } from '../../station/config.ts';

/** A machine that has this card reader and no other part: what is measured waits for nothing else. It begins its journal by itself. */
export function machineWithout({ reader }: { readonly reader: string }): StationConfig {
  return {
    station: 'bench',
    machine: 'BENCH-1',
    language: 'zh-Hant',
    cardRecord: { place: 99, device: 1 },
    reader: { kind: 'pcsc', name: reader },
    acceptor: { kind: 'ssp', path: '/dev/no-such-line' },
    printer: { kind: 'none' },
    auxiliaries: { kind: 'none' },
    issuer: { kind: 'none' },
    securityModule: { kind: 'file', file: 'lab/artificial-keys.json' },
    artificialCards: true,
    dock: false,
  };
}
