import { explainLine } from './explain.ts';
import type { Ask } from './question.ts';

/** A fragment of a question or an answer, in the words of the explain contract. */
export type Words = Readonly<Record<string, unknown>>;

/** 2026-05-12 10:00 in Taipei. */
export const NOW = '2026-05-12T10:00:00+08:00';

/** An EasyCard in order: ordinary, sold, not registered, NT$500. */
export function easyCard(change: Words = {}): Words {
  return { issuer: 'easycard', product: 'ordinary', registered: false, balance: 500, ...change };
}

/** First Bank's co-branded card in order, NT$500. */
export function cobrandedCard(change: Words = {}): Words {
  const cobranded = { creditCardActivated: true, autoloadOpened: true };
  return { issuer: 'easycard', product: 'cobranded', registered: true, balance: 500, cobranded, expiresOn: '2029-08-31', ...change };
}

/** An iPASS in order: general, not registered, NT$500. */
export function iPass(change: Words = {}): Words {
  return { issuer: 'ipass', product: 'general', registered: false, balance: 500, ...change };
}

/** Pingtung's concession card in order, NT$500. */
export function pingtungCard(change: Words = {}): Words {
  return { issuer: 'ipass', product: 'concession-pingtung', registered: true, balance: 500, ...change };
}

/** A registered EasyCard that is linked to the holder's own account and enabled, NT$20. */
export function linkedCard(link: Words = {}, change: Words = {}): Words {
  const autoload = { linked: true, enabled: true, ownerIsHolder: true, usedToday: 0, usedThisMonthForOthers: 0, ...link };
  return easyCard({ registered: true, balance: 20, autoload, ...change });
}

/** Asks as an auditor does, through JSON; the answer without its id. An error is an answer too: `{error, line}`. */
export function ask(word: Ask, card: Words | undefined, question: Words = {}): Words {
  const { text } = explainLine(JSON.stringify({ id: 'q', ask: word, at: NOW, card, ...question }), 1);
  const { id: _, ...answer } = JSON.parse(text) as Words;
  return answer;
}

/** The rules that an answer names. */
export function clausesOf(answer: Words): readonly string[] {
  return answer['clauses'] as readonly string[];
}
