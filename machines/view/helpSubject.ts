import type { CardFacts, Issuer } from '../../hardware/ports/cardFacts.ts';
import type { MessageId } from '../messages/messages.ts';
import type { CalendarDate } from '../rules/calendar.ts';
import { type CardType, cardTypeOf } from '../rules/card.ts';
import { banksOn, contactOn, mobileNumberOf } from '../rules/contacts.ts';
import { terms } from '../rules/decision.ts';
import type { Terms } from '../rules/terms.ts';
import { type ToldFigureName, toldFigure } from '../rules/toldFigures.ts';
import { prompt } from './prompts.ts';
import type { Prompt } from './view.ts';

/** What a help page speaks of: the card from whose menu it was opened, or the cards of both issuers. */
export interface HelpSubject {
  readonly card: CardFacts | null;
  readonly today: CalendarDate;
}

/** Types that stand for the others where no card lies there. */
const general = { easycard: 'ORD', ipass: 'IPC' } as const satisfies Record<Issuer, CardType>;

export function speaksOf({ card }: HelpSubject, issuer: Issuer): boolean {
  return card === null || card.issuer === issuer;
}

export function isCobranded({ card }: HelpSubject): boolean {
  return card?.product === 'cobranded';
}

/** The type of the card on the tray; without one, that of `issuer`'s plain cards. */
export function typeOf({ card }: HelpSubject, issuer: Issuer): CardType {
  if (card === null || card.issuer !== issuer) return general[issuer];
  return cardTypeOf({ ...card, deposit: (card.attributes?.deposit ?? 0) > 0 });
}

/** What the terms in force set for the cards that the page speaks of. */
export function ruledFor(subject: HelpSubject, issuer: Issuer, type: CardType = typeOf(subject, issuer)): Terms['parameters'] {
  return terms(issuer, type, subject.today).parameters;
}

export function figureOf({ today }: HelpSubject, name: ToldFigureName): number | null {
  return toldFigure(name, today);
}

/** A line; none when the terms of the day say nothing of a figure in it: no page has a hole. */
export function line(id: MessageId, params: Readonly<Record<string, string | number | null | undefined>> = {}): Prompt[] {
  const known: Record<string, string | number> = {};
  for (const [name, value] of Object.entries(params)) {
    if (value === null || value === undefined) return [];
    known[name] = value;
  }
  return [Object.keys(known).length === 0 ? prompt(id) : prompt(id, known)];
}

/** As a mobile telephone dials it, like every number on the screen. */
export function hotlineOf({ today }: HelpSubject, issuer: Issuer): string | undefined {
  const contact = contactOn(issuer, today);
  return contact === undefined ? undefined : mobileNumberOf(contact);
}

/** The bank's own telephone, for its own cards (R-002-42); of a bank that is not known nothing is said. */
export function bankLine(subject: HelpSubject): Prompt[] {
  return banksOf(subject).flatMap(({ name, hotline }) => line('help.hotline.bank', { bank: name, hotline: mobileNumberOf({ hotline }) }));
}

/** The bank of the card that lies there; without a card, every bank whose terms are known. */
export function banksOf({ card, today }: HelpSubject): ReturnType<typeof banksOn> {
  return card === null ? banksOn(today) : banksOn(today, card.attributes?.bankCode ?? 0);
}

/** A figure of a bank's own terms; null when the card is of a bank whose terms are not known. */
export function bankFigureOf(subject: HelpSubject, name: ToldFigureName): number | null {
  return banksOf(subject).length === 0 ? null : figureOf(subject, name);
}
