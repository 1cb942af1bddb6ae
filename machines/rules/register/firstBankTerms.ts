import { type RegisteredRule, rule } from './registeredRule.ts';
import { computed, enforced, notHere, recorded, routed, shown } from './standing.ts';

/** Document 002: First Bank's special terms for co-branded cards, 5th revision of 2019-07-25. */
export const firstBankTerms: readonly RegisteredRule[] = [
  rule('R-002-01', ['GN'], ['CO'], 'The EasyCard part of a co-branded card is an ordinary card.', {
    S: shown('help.cobranded.kind'),
  }),
  rule('R-002-02', ['AX'], ['CO'], 'Autoload of a co-branded card is a purchase on the credit card.', {
    S: shown('autoload.question-credit', 'autoload.as-purchase'),
  }),
  rule('R-002-03', ['RF'], ['CO'], 'The balance of a co-branded card is settled to the credit card within about 40 days.', {
    S: shown('fact.days', 'value.days', 'printed.refund.transfer', 'printed.refund.days'),
  }),
  rule('R-002-04', ['RF'], ['CO'], 'An advance on a co-branded card is billed like a purchase.', {
    S: shown('refund.billed', 'printed.refund.billed'),
    C: computed('explain refund'),
  }),
  rule('R-002-05', ['LC', 'RG'], ['CO'], 'Co-branded cards applied for since 2012-04-01 are all registered.', {
    E: notHere('whether a card has a name its bank and the card say; no decision rests on the day on which it was applied for'),
  }),
  rule('R-002-06', ['LC', 'RG'], ['CO-A'], 'Older co-branded cards are anonymous: like cash when lost; they can be converted.', {
    S: shown('help.lost-cobranded.anonymous', 'help.registration.bank'),
  }),
  rule('R-002-07', ['TU'], ['CO'], 'The EasyCard of a new co-branded card works at once, with NT$0 on it.', {
    S: shown('balance.amount', 'help.cobranded.kind'),
  }),
  rule('R-002-08', ['AE'], ['CO'], 'Co-branded autoload needs an activated credit card and the opening of the function.', {
    E: enforced('machines/flows/cardAct/serviceOffers.ts', 'explain enableAutoload'),
  }),
  rule('R-002-09', ['AE'], ['CO'], 'Co-branded autoload can never be closed again once it is open, so it is confirmed twice.', {
    E: enforced('machines/flows/cardAct/cardActFlow.ts', 'explain enableAutoload'),
    S: shown('enable.irreversible', 'enable.again', 'printed.stop.cobranded'),
  }),
  rule('R-002-10', ['TU'], ['CO'], 'A co-branded card holds at most NT$10,000.', {
    E: enforced('machines/flows/topUp/topUpOffer.ts', 'explain topUp'),
  }),
  rule('R-002-11', ['AX', 'FE'], ['CO'], 'Co-branded autoload adds NT$500 or a multiple, free, within the limits of the bank.', {
    C: routed('the bank, whose threshold and limits decide: explain autoload answers route'),
  }),
  rule('R-002-12', ['TU'], ['CO'], 'At a counter cash is added in multiples of NT$100.', { N: notHere('a counter is no machine') }),
  rule('R-002-13', ['TU'], ['CO', 'ANY'], 'This kind of machine adds cash, each time NT$100 or a multiple.', {
    E: enforced('machines/flows/topUp/topUpOffer.ts', 'explain topUp'),
  }),
  rule('R-002-14', ['EX', 'TU', 'AX'], ['CO'], 'A co-branded card expires with the credit card and cannot be extended.', {
    E: enforced('machines/flows/topUp/topUpOffer.ts', 'explain topUp', 'explain extend'),
  }),
  rule('R-002-15', ['GN'], ['CO'], 'The stored money bears no interest and is held in trust.', {
    S: shown('help.terms.interest', 'help.terms.trust'),
  }),
  rule('R-002-16', ['RF'], ['CO'], 'A balance cannot be moved to another card.', { E: enforced('machines/flows/resolve/resolve.ts') }),
  rule('R-002-17', ['PU'], ['CO'], 'A purchase is limited to NT$1,000, a day to NT$3,000; newer terms say otherwise.', {
    S: notHere('older than the issuer terms (C-03) and never a limit of adding value'),
    N: notHere('spending happens elsewhere'),
  }),
  rule('R-002-18', ['FH'], ['CO'], 'Nobody may tamper with the card.', { R: routed('staff, by code K16') }),
  rule('R-002-19', ['RF'], ['CO'], 'A co-branded card is the property of the bank: the machine never keeps it.', {
    E: enforced('machines/flows/cardAct/serviceOffers.ts', 'explain refund'),
  }),
  rule('R-002-20', ['LC'], ['CO'], 'A lost co-branded card is reported to the bank.', {
    S: shown('help.lost-cobranded.report'),
  }),
  rule('R-002-21', ['LC'], ['CO-A'], "The balance of a lost anonymous co-branded card is settled after the card's expiry.", {
    S: shown('help.lost-cobranded.anonymous'),
  }),
  rule('R-002-22', ['LC'], ['CO'], "Until three hours after the report deductions from a co-branded card are the holder's.", {
    C: computed('explain lossLiability'),
    S: shown('help.lost-cobranded.offline', 'help.lost-cobranded.balance', 'help.lost-cobranded.billed'),
  }),
  rule(
    'R-002-23',
    ['LC'],
    ['CO'],
    "Autoload misuse is the bank's from 24 hours before the report, the issuer's from three hours after it.",
    { C: computed('explain lossLiability'), S: shown('help.lost-cobranded.autoload') },
  ),
  rule('R-002-24', ['LC', 'RF'], ['CO'], 'What comes back is first reduced by the loss that the bank bore.', {
    N: notHere('settled between bank and holder'),
  }),
  rule('R-002-25', ['LC'], ['CO'], 'The card that replaces a lost one begins with NT$0.', {
    S: shown('help.lost-cobranded.new-card'),
  }),
  rule('R-002-26', ['FH', 'FE'], ['CO'], 'A damaged co-branded card is replaced for NT$50 by mail.', {
    S: shown('help.damaged.bank'),
  }),
  rule('R-002-27', ['EX', 'RF'], ['CO'], 'After its expiry the balance of a co-branded card is settled without being asked for.', {
    S: shown('refund.bank-settles', 'extend.balance-transferred', 'help.extension.cobranded'),
  }),
  rule('R-002-28', ['RF'], ['CO'], 'A card that was stopped is mailed to the bank undamaged.', {
    S: shown('help.cobranded.stopped'),
  }),
  rule('R-002-29', ['RF'], ['CO'], 'A refund ends EasyCard and autoload of the co-branded card for good; the credit card stays valid.', {
    E: enforced('machines/flows/cardAct/serviceOffers.ts', 'explain refund', 'explain reopen'),
    S: shown('refund.final', 'refund.credit-stays', 'printed.refund.ended', 'printed.refund.credit-card'),
  }),
  rule('R-002-30', ['RF', 'FE'], ['CO'], 'At the service centre a co-branded card is refunded in cash, less the fee.', {
    S: shown('refund.other-way'),
  }),
  rule(
    'R-002-31',
    ['RF'],
    ['CO'],
    'At this kind of machine a co-branded card is refunded without cash: the bank settles the balance, the card comes back.',
    {
      E: enforced('machines/flows/cardAct/serviceOffers.ts', 'explain refund'),
      S: shown('refund.no-cash', 'printed.refund.transfer', 'printed.refund.no-cash'),
      L: recorded(['act.intent', 'act.answer', 'card-change.intent', 'card-change.outcome', 'act.closed']),
    },
  ),
  rule(
    'R-002-32',
    ['QY', 'HR'],
    ['CO'],
    'Balance and last six are free to ask for; the hotline is 412-8880, from mobiles with 02 before it.',
    { S: shown('balance.history', 'printed.hotline.always', 'printed.hotline.prefix') },
  ),
  rule('R-002-33', ['AX'], ['CO'], 'The statement of the card shows each autoload.', {
    S: shown('autoload.statement'),
  }),
  rule('R-002-34', ['FH'], ['CO'], 'What a statement shows can be disputed until it is due.', {
    S: shown('help.records.statement'),
  }),
  rule('R-002-35', ['PU'], ['CO'], 'Disputes about goods delivered later are settled by the issuer.', {
    N: notHere('purchases happen elsewhere'),
  }),
  rule('R-002-36', ['AX', 'FH'], ['CO'], 'The bank may stop a card that is used unlawfully.', {
    R: routed('the issuer host, whose answer is a blocked card: code K03'),
  }),
  rule('R-002-37', ['FE'], ['CO'], 'Fees may be taken from the balance.', {
    C: routed('the issuer host, which may name a fee; for a refund at this machine the terms name none (C-10)'),
  }),
  rule(
    'R-002-38',
    ['RF', 'FE'],
    ['CO'],
    'Ending the contract costs NT$20, and nothing after five uses and three months; at this machine the terms name no fee.',
    { C: computed('explain refund') },
  ),
  rule(
    'R-002-39',
    ['QY', 'FE'],
    ['CO'],
    'Balance and last six are free; paper records cost NT$20 for the first page and NT$5 for each further one.',
    { S: shown('balance.history'), C: computed('explain paperRecords') },
  ),
  rule('R-002-40', ['QY', 'FE'], ['CO'], 'Printed examples: one page costs NT$20, three pages NT$30.', {
    C: computed('explain paperRecords'),
  }),
  rule('R-002-41', ['GN'], ['CO'], "Where the special terms are silent, the bank's card terms and EasyCard's terms decide.", {
    E: enforced('machines/rules/precedence.ts', 'explain lossLiability'),
  }),
  rule('R-002-42', ['HR'], ['CO'], 'First Bank answers at (02)2173-2999 day and night, EasyCard at 412-8880.', {
    S: shown('help.hotline.bank', 'printed.hotline.always'),
  }),
  rule('R-002-43', ['GN'], ['CO'], 'Notices go to the last address that was given.', { N: notHere('letters are not the machine’s') }),
];
