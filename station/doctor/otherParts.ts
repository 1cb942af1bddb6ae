import { type ExaminedConfig, SIMULATED } from './examined.ts';
import { fine, type Outcome } from './finding.ts';

/** This version knows no real ones: what the configuration names is all there is to say. */
export function judgeAuxiliaries({ auxiliaries }: ExaminedConfig): Outcome {
  switch (auxiliaries.kind) {
    case 'none':
      return fine('the configuration names none: no key switch and no service bell');
    case 'simulated':
      return fine(SIMULATED);
  }
}
