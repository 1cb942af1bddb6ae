import { type RegisteredRule, rule } from './registeredRule.ts';
import { computed, enforced, notHere, recorded, routed, shown } from './standing.ts';

/** Document 003, first half: EasyCard's user terms 111.10, up to loss and cross-border use (articles 1 to 6). */
export const easyCardTermsValue: readonly RegisteredRule[] = [
  rule('R-003-01', ['GN'], ['ANY'], 'The terms can be read before they bind: their version and where they stand are named.', {
    S: shown('attract.terms', 'help.terms.bind', 'printed.terms'),
  }),
  rule('R-003-02', ['HR', 'FH', 'RC'], ['ANY'], 'The issuer can be reached by hotline, mail and website.', {
    S: shown('claim.hotline.always', 'help.contacts.mail', 'printed.hotline.always', 'printed.hotline.prefix', 'printed.terms'),
  }),
  rule('R-003-03', ['RF'], ['DEP'], 'A deposit card belongs to the issuer and is handed in at its end.', {
    E: enforced('machines/flows/cardAct/serviceOffers.ts', 'explain refund'),
  }),
  rule('R-003-04', ['GN'], ['REG'], 'A registered card is for its named holder alone.', {
    S: shown('help.terms.holder'),
  }),
  rule('R-003-05', ['RF'], ['EP'], 'What is paid out of an e-payment account is never cash.', {
    E: notHere('no e-payment account is served here; explain refund never names cash at the machine'),
  }),
  rule('R-003-06', ['AE'], ['EP'], 'One user has one e-payment account.', { R: routed('the issuer host') }),
  rule('R-003-07', ['AE', 'AX'], ['REG linked'], 'Whoever offers autoload agrees limits and offers to change them and to stop.', {
    S: shown('fact.per-time', 'fact.per-day', 'enable.can-stop', 'help.autoload.limits'),
  }),
  rule('R-003-08', ['PV'], ['ANY'], 'Personal data is used only for its lawful purpose.', { E: enforced('station/journal/cardSeal.ts') }),
  rule('R-003-09', ['RF'], ['EP'], 'A refund of an e-payment goes back to the account, never into cash.', {
    E: notHere('no e-payment account is served here'),
  }),
  rule('R-003-10', ['AX'], ['EP'], "A minor's limits may be lower.", { R: routed('the issuer host') }),
  rule('R-003-11', ['FH'], ['ANY'], 'Value credited by error may be taken back, with notice.', {
    C: computed('machines/flows/cardAct/serviceOffers.ts'),
    S: shown('balance.pending', 'balance.take-back', 'collect.question', 'fact.pending-part', 'help.terms.taken-back'),
    L: recorded(['act.intent', 'act.answer', 'act.closed']),
  }),
  rule('R-003-12', ['RR'], ['REG'], 'What proves an identity is kept five years after the contract.', {
    L: notHere('the kiosk takes no proof of identity'),
  }),
  rule('R-003-13', ['FH'], ['REG'], 'Whoever does not prove an identity may be suspended.', {
    R: routed('the issuer host, whose answer is a blocked card: code K03'),
  }),
  rule('R-003-14', ['AX'], ['EP'], 'E-payment accounts have limits by class.', {
    R: routed('the issuer host, whose answer is code K08'),
    S: shown('refused.K08'),
  }),
  rule('R-003-15', ['RF'], ['ANY', 'DEP'], 'Only a deposit comes back; the price of a card does not.', {
    C: computed('explain refund'),
    S: shown('fact.deposit', 'help.refund.price'),
  }),
  rule('R-003-16', ['EX'], ['ANY'], 'Stored value does not expire: an expired card is still refunded.', {
    S: shown('extend.value-kept'),
  }),
  rule(
    'R-003-17',
    ['EX'],
    ['ANY'],
    'A card is valid for 20 years; once it is due or expired, and unless damaged, it can be extended at designated places.',
    {
      E: enforced('machines/flows/cardAct/serviceOffers.ts', 'explain extend'),
      S: shown('balance.expires', 'help.extension.easycard'),
    },
  ),
  rule('R-003-18', ['EX'], ['ANY'], 'The issuer may exchange or end a card instead of extending it.', {
    R: routed('the service counter'),
    S: shown('extend.may-decline'),
  }),
  rule('R-003-19', ['PU'], ['ANY'], 'A deduction may be made online or offline.', { N: notHere('spending happens elsewhere') }),
  rule(
    'R-003-20',
    ['TU', 'PU'],
    ['ANY'],
    'Too small a balance is not partly deducted, but for one advance on a ride; the next top-up repays it first.',
    { C: computed('machines/flows/topUp/topUpOffer.ts', 'explain topUp', 'explain refund') },
  ),
  rule('R-003-21', ['TU', 'AX', 'RF', 'FH'], ['ANY'], 'Two cards on the reader are refused.', {
    E: enforced('machines/flows/visit/visit.ts', 'explain place'),
  }),
  rule('R-003-22', ['TU', 'RC'], ['ANY'], 'After a top-up the balance is checked at once.', {
    S: shown('added.check', 'added.before', 'added.after', 'printed.check'),
  }),
  rule('R-003-23', ['TU'], ['ANY'], 'The issuer answers for no altered card and no third party.', {
    N: notHere('a question of liability between issuer and holder'),
  }),
  rule('R-003-24', ['TU', 'AX'], ['ANY'], 'A card holds at most NT$10,000, whole dollars.', {
    E: enforced('machines/flows/topUp/topUpOffer.ts', 'explain topUp'),
    C: computed('machines/flows/topUp/topUpOffer.ts', 'explain topUp'),
  }),
  rule('R-003-25', ['PU'], ['REG'], 'Purchases on the internet are limited to NT$30,000 a month.', {
    N: notHere('spending happens elsewhere'),
  }),
  rule('R-003-26', ['GN'], ['ANY'], 'Stored money bears no interest.', {
    S: shown('help.terms.interest'),
  }),
  rule('R-003-27', ['AX'], ['EP'], 'A card that belongs to an e-payment account counts towards its limits.', {
    R: routed('the issuer host'),
  }),
  rule('R-003-28', ['RF'], ['ANY'], 'A refund needs a balance that is certain, nothing disputed, and a locked card.', {
    E: enforced('station/effects/actWriter.ts', 'machines/flows/cardAct/cardActFlow.ts', 'machines/flows/cardAct/serviceOffers.ts'),
  }),
  rule('R-003-29', ['RF', 'FE'], ['ANY'], "Postage or transfer fee of a refund is the passenger's.", { C: computed('explain refund') }),
  rule('R-003-30', ['RF'], ['ANY'], 'A refund above NT$3,000 is not paid in cash; exactly 3,000 may be.', {
    E: enforced('machines/flows/cardAct/serviceOffers.ts', 'explain refund'),
  }),
  rule('R-003-31', ['RF'], ['REG', 'ANON'], 'A refund needs the card; a registered card may be reported lost instead.', {
    E: enforced('machines/flows/cardAct/serviceOffers.ts', 'explain refund'),
  }),
  rule('R-003-32', ['LC'], ['ANON'], 'An anonymous card cannot be reported lost.', {
    E: enforced('explain refund', 'explain lossFee', 'explain lossLiability'),
    S: shown('help.lost.anonymous'),
  }),
  rule('R-003-33', ['LC'], ['REG'], 'A registered card is reported lost by telephone or on the web.', {
    S: shown('help.lost.report'),
  }),
  rule('R-003-34', ['LC'], ['REG'], 'A suspected fraud has its terms: notice within ten days, police within five.', {
    S: shown('help.lost.police'),
  }),
  rule('R-003-35', ['LC'], ['REG'], "After the report losses are the issuer's, but for offline uses within three hours.", {
    C: computed('explain lossLiability'),
    S: shown('help.lost.offline'),
  }),
  rule('R-003-36', ['LC'], ['REG'], 'Whoever brings no document in time bears the loss.', {
    S: shown('help.lost.documents'),
  }),
  rule('R-003-37', ['LC', 'FE'], ['ANY'], 'A replacement may look different and is free where the issuer caused it.', {
    S: shown('help.damaged.exchange', 'help.damaged.design'),
  }),
  rule('R-003-38', ['GN', 'AE'], ['CO'], 'Holders of co-branded cards ask the partner that issued them with EasyCard.', {
    S: shown('help.cobranded.ask'),
  }),
  rule('R-003-39', ['PU'], ['REG'], 'Abroad cards work by autoload only, once in each purchase.', {
    N: notHere('spending happens elsewhere'),
  }),
];
