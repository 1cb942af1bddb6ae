import { ok, type Result } from '../../hardware/ports/result.ts';
import { autoload } from './autoload.ts';
import type { Basis } from './basis.ts';
import type { CalendarDate } from './calendar.ts';
import { damageFee } from './damageFee.ts';
import { type Decided, decideFor, terms } from './decision.ts';
import { enableAutoload } from './enableAutoload.ts';
import { exchange } from './exchange.ts';
import { extend } from './extend.ts';
import { linkCard } from './linkCard.ts';
import { lossFee } from './lossFee.ts';
import { lossLiability } from './lossLiability.ts';
import { paperRecords } from './paperRecords.ts';
import { place } from './place.ts';
import { purchaseAutoload } from './purchaseAutoload.ts';
import type { PlaceQuestion, Question } from './question.ts';
import { refund } from './refund.ts';
import { refundDesk } from './refundDesk.ts';
import { reopen } from './reopen.ts';
import type { PlaceRuling, Ruling } from './ruling.ts';
import { setAutoloadLimit } from './setAutoloadLimit.ts';
import type { TermsBook } from './terms.ts';
import { topUp } from './topUp.ts';

/** What the rules say to a question, under its id. */
export type Answer = Decided<Ruling> & { readonly id: string };

/** Answers a question of the explain contract. The same question always has the same answer. Fails as {@link decideFor} does. */
export function answer(question: Question, book: TermsBook = terms): Result<Answer, string> {
  const decided =
    question.ask === 'place'
      ? decidePlace(question, book)
      : decideFor<Ruling>(question.card, decisiveMs(question), (today, basis) => decide(question, today, basis), book);
  return decided.ok ? ok({ id: question.id, ...decided.value }) : decided;
}

/** A misuse is judged by the terms of the day it happened on, everything else by those of the day on which it is asked. */
function decisiveMs(question: Exclude<Question, PlaceQuestion>): number {
  return question.ask === 'lossLiability' ? question.misuseAtMs : question.atMs;
}

function decide(question: Exclude<Question, PlaceQuestion>, today: CalendarDate, basis: Basis): Ruling {
  switch (question.ask) {
    case 'topUp':
      return topUp(question, today, basis);
    case 'autoload':
      return autoload(question, today, basis);
    case 'purchaseAutoload':
      return purchaseAutoload(question, today, basis);
    case 'enableAutoload':
      return enableAutoload(question, today, basis);
    case 'setAutoloadLimit':
      return setAutoloadLimit(question, today, basis);
    case 'refund':
      return refund(question, today, basis);
    case 'extend':
      return extend(question, today, basis);
    case 'lossLiability':
      return lossLiability(question, basis);
    case 'lossFee':
      return lossFee(question, basis);
    case 'paperRecords':
      return paperRecords(question, basis);
    case 'reopen':
      return reopen(question, basis);
    case 'exchange':
      return exchange(question, basis);
    case 'linkCard':
      return linkCard(question, today, basis);
    case 'refundDesk':
      return refundDesk(question, basis);
    case 'damageFee':
      return damageFee(question, today, basis);
  }
}

/** Cards that nobody has read may be anybody's: both issuers are asked, they say the same, and both are named. */
function decidePlace(question: PlaceQuestion, book: TermsBook): Result<Decided<PlaceRuling>, string> {
  const rule = (_: CalendarDate, basis: Basis): PlaceRuling => place(question, basis);
  if (question.card !== undefined) return decideFor(question.card, question.atMs, rule, book);
  const either = { registered: false, deposit: false } as const;
  const easyCard = decideFor({ issuer: 'easycard', product: 'ordinary', ...either }, question.atMs, rule, book);
  const iPass = decideFor({ issuer: 'ipass', product: 'general', ...either }, question.atMs, rule, book);
  if (!easyCard.ok || !iPass.ok) return easyCard.ok ? iPass : easyCard;
  return ok({ ...easyCard.value, clauses: [...easyCard.value.clauses, ...iPass.value.clauses] });
}
