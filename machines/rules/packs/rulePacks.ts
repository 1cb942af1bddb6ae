import type { RulePack } from '../rulePack.ts';
import { accountLink } from './accountLink.ts';
import { addValueMachine } from './addValueMachine.ts';
import { easyCardTerms } from './easyCardTerms.ts';
import { firstBank } from './firstBank.ts';
import { iPassTerms } from './iPassTerms.ts';
import { periodPasses } from './periodPasses.ts';

/** Every set of terms that this kiosk knows. A change of terms is another pack with its date. */
export const rulePacks: readonly RulePack[] = [
  ...easyCardTerms,
  ...accountLink,
  ...firstBank,
  ...addValueMachine,
  ...iPassTerms,
  ...periodPasses,
];
