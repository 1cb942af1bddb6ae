import { join } from 'node:path';

/** Unix sockets of the parts, inside the bench's folder (keep its path short: such an address has at most 107 bytes). */
export interface BenchSockets {
  /** Raw bytes, as on the validator's serial line. */
  readonly validator: string;
  /** The reader and the card on it, one JSON value a line. */
  readonly reader: string;
  readonly printer: string;
  readonly auxiliaries: string;
  /** The network to the issuer, as the station sees it, and the reference issuer at its far end. */
  readonly issuer: string;
  readonly issuerHost: string;
}

export function benchSockets(folder: string): BenchSockets {
  return {
    validator: join(folder, 'validator.sock'),
    reader: join(folder, 'reader.sock'),
    printer: join(folder, 'printer.sock'),
    auxiliaries: join(folder, 'auxiliaries.sock'),
    issuer: join(folder, 'issuer.sock'),
    issuerHost: join(folder, 'issuer-host.sock'),
  };
}

/** What the reference issuer begins with: it matches the cards on this bench. */
export function issuerSeedIn(folder: string): string {
  return join(folder, 'issuer-seed.json');
}
