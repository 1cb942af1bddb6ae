import type { CardType } from '../card.ts';

/** Groups of card types that terms speak for. */
export const bankCobranded = ['CO', 'CO-A'] as const satisfies readonly CardType[];
export const welfareAndSchool = ['STU', 'SEN', 'CHA', 'CMP', 'CIT'] as const satisfies readonly CardType[];
/** Sold to the passenger: all of EasyCard's but the leased and the bank's. */
export const sold = ['ORD', 'CONC', 'SPEC', ...welfareAndSchool, 'TEL', 'DBT'] as const satisfies readonly CardType[];
export const easyCard = [...sold, 'DEP', ...bankCobranded] as const satisfies readonly CardType[];
export const iPass = ['IP', 'IPC'] as const satisfies readonly CardType[];
