import type { StationConfig } from '../config.ts';
import { fine, notChecked, type Outcome } from './finding.ts';

/** Parts of which this version knows no real driver: what the configuration names is all there is to say. */
function judgePart(kind: 'none' | 'bench', without: string): Outcome {
  return fine(kind === 'none' ? `the configuration names none: ${without}` : 'simulated (bench)');
}

export function judgePrinter({ printer }: StationConfig): Outcome {
  return judgePart(printer.kind, 'no slip is printed, and claims are shown on the screen');
}

export function judgeAuxiliaries({ auxiliaries }: StationConfig): Outcome {
  return judgePart(auxiliaries.kind, 'no key switch and no service bell');
}

export function judgeIssuer(): Outcome {
  return notChecked('not configured: this version has no link to an issuer, and offers nothing that needs one');
}
