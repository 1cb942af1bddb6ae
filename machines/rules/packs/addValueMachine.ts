import { dollars } from '../../../hardware/ports/dollars.ts';
import type { RulePack } from '../rulePack.ts';
import { easyCard } from './cardTypes.ts';

/**
 * What this kind of machine, an AVM, can do with EasyCards: cash in whole hundreds (C-17). The clause stands in the bank's
 * terms and speaks of the machine, not of the card.
 */
export const addValueMachine: readonly RulePack[] = [
  {
    issuer: 'easycard',
    cardTypes: easyCard,
    authority: 'machine',
    contractVersion: 'FIRSTBANK-2019-07-25',
    effectiveFrom: '2019-07-25',
    parameters: { topUpStep: { value: dollars(100), clauses: ['R-002-13'] } },
    grounds: {},
  },
];
