import { ledgerOf } from '../../station/journal/testing.ts';
import { dollars } from '../../hardware/ports/dollars.ts';
import { type PreparedCard, preparedCards } from '../devices/card/preparedCards.ts';
import { SimulatedCard } from '../devices/card/simulatedCard.ts';
import type { IssuerTransport } from '../../hardware/ports/issuerTransport.ts';
import { createSspAcceptor } from '../../hardware/ssp/acceptor.ts';
import type { CardActDetails, CardActOrder } from '../../machines/flows/cardAct.ts';
import type { TransactionId } from '../../machines/flows/transactionId.ts';
import { cardTypeOf, productsOf } from '../../machines/rules/card.ts';
import type { EffectDeps } from '../../station/effects/deps.ts';
import { type ActStanding, actStandingOf, type LedgerAct } from '../../station/journal/actLedger.ts';
import { Journal } from '../../station/journal/journal.ts';
import { type EffectBench, effectBench, silentLine } from './effectBench.ts';
import { seedOf } from './preparedIssuer.ts';
import { createSimulatedIssuer, type SimulatedIssuer } from './simulatedIssuer.ts';

/** What the effects work with, and the issuer's host behind a wire that can fail; the prepared cards stand in its books. */
export interface ActBench extends EffectBench {
  readonly issuer: SimulatedIssuer;
  /** Lays a prepared card down. */
  readonly lay: (id: string) => Promise<SimulatedCard>;
  /** An order about that card as it was prepared. */
  readonly order: (id: string, details: CardActDetails) => CardActOrder;
  /** The only act on record. */
  readonly act: () => LedgerAct;
  readonly standing: () => ActStanding;
  /** State of the only act in the issuer's books; undefined when it never heard of one. */
  readonly booked: () => string | undefined;
  /** The advices that the issuer was sent. */
  readonly advised: () => readonly object[];
  /** NT$ in an account of the issuer's. */
  readonly funds: (account: string) => number;
  /** Kinds of the journal's records, in order. */
  readonly kinds: () => string[];
  /** The same parts after the station was started anew. */
  readonly rebooted: () => EffectDeps;
}

export function actBench(parts: { readonly artificialCards?: boolean } = {}): ActBench {
  const bench = effectBench((clock) => createSspAcceptor({ line: silentLine, clock }), parts);
  const { clock } = bench.cards;
  const prepared = preparedCards(clock.wallMs());
  const issuer = createSimulatedIssuer(clock, seedOf(prepared, clock.wallMs()));
  const transport = issuer.openTransport();
  const advised: object[] = [];
  const exchange: IssuerTransport['exchange'] = (operation, body, deadlineMs) => {
    if (operation === 'advice') advised.push(body);
    return transport.exchange(operation, body, deadlineMs);
  };
  const deps: EffectDeps = { ...bench.deps, issuer: { exchange } };
  const find = (id: string): PreparedCard => {
    const card = prepared.find((each) => each.id === id);
    if (card === undefined) throw new Error(`no card ${id}`);
    return card;
  };
  const purses = new Map<string, Pick<CardActOrder, 'balance' | 'sequence'>>();
  const act = (): LedgerAct => {
    const [only, ...others] = ledgerOf(bench.store.rows).acts.all;
    if (only === undefined || others.length > 0) throw new Error('not one act');
    return only;
  };
  return {
    ...bench,
    deps,
    issuer,
    async lay(id) {
      const card = new SimulatedCard(find(id).image);
      bench.cards.reader.place(card);
      await clock.advanceAsync(1_000);
      const read = await bench.cards.run(deps.reader.readCard());
      if (read.ok) purses.set(id, { balance: read.value.balance, sequence: read.value.sequence });
      return card;
    },
    order(id, details) {
      const { number: card, product, registered } = find(id).host;
      return {
        card,
        issuer: productsOf.ipass.includes(product) ? 'ipass' : 'easycard',
        cardType: cardTypeOf({ product, registered, deposit: false }),
        ...(purses.get(id) ?? { balance: dollars(0), sequence: null }),
        details,
        consent: { confirmations: 2, clauses: [] },
      };
    },
    act,
    standing: () => actStandingOf(act()),
    booked: () => issuer.books.prepare<[], string>('SELECT state FROM act').pluck().get(),
    advised: () => advised,
    funds: (account) => Number(issuer.books.prepare('SELECT funds FROM account WHERE id = ?').pluck().get(account)),
    kinds: () => bench.store.rows.map(({ kind }) => kind),
    rebooted: () => ({ ...deps, journal: new Journal({ store: bench.store, clock, bootId: 'next boot' }) }),
  };
}

/** The transaction of the last approval that the machines were told of. */
export function approvedIn({ told }: Pick<EffectBench, 'told'>): TransactionId {
  const approved = told.findLast((event) => event.type === 'ACT.APPROVED');
  if (approved?.type !== 'ACT.APPROVED') throw new Error(`nothing was approved: ${JSON.stringify(told)}`);
  return approved.transaction;
}
