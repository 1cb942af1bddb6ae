import { dollars } from '../../../hardware/ports/dollars.ts';
import type { RulePack } from '../rulePack.ts';
import { bankCobranded, easyCard } from './cardTypes.ts';

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
  {
    // Threshold and limits of these cards are the bank's (C-14); what this machine asks for is what it asks for with all cards.
    issuer: 'easycard',
    cardTypes: bankCobranded,
    authority: 'machine',
    contractVersion: 'account-link-2022-02-01',
    effectiveFrom: '2022-02-01',
    parameters: {
      autoloadBelow: { value: dollars(100), clauses: ['R-001-22', 'R-002-02'] },
      autoloadAmount: { value: dollars(500), clauses: ['R-001-22', 'R-002-11'] },
    },
    grounds: {},
  },
];
