import type { StationConfig } from '../config.ts';
import { fine, notChecked, type Outcome } from './finding.ts';

export function judgePrinter({ printer }: StationConfig): Outcome {
  switch (printer.kind) {
    case 'none':
      return fine('the configuration names none: no slip is printed, and claims are shown on the screen');
    case 'bench':
      return fine('simulated (bench)');
  }
}

export function judgeAuxiliaries({ auxiliaries }: StationConfig): Outcome {
  switch (auxiliaries.kind) {
    case 'none':
      return fine('the configuration names none: no key switch and no service bell');
    case 'bench':
      return fine('simulated (bench)');
  }
}

export function judgeIssuer(): Outcome {
  return notChecked('not configured: this version has no link to an issuer, and offers nothing that needs one');
}
