import { type RegisteredRule, rule } from './registeredRule.ts';
import { computed, enforced, notHere, planned, routed, shown } from './standing.ts';

/** Document 003, first half: EasyCard's user terms 111.10, up to loss and cross-border use (articles 1 to 6). */
export const easyCardTermsValue: readonly RegisteredRule[] = [
  rule('R-003-01', ['GN'], ['ANY'], 'The terms can be read before they bind: their version and where they stand are named.', {
    S: [shown('printed.terms'), planned('information pages', 'the version and its address before the first note, with a QR code')],
  }),
  rule('R-003-02', ['HR', 'FH', 'RC'], ['ANY'], 'The issuer can be reached by hotline, mail and website.', {
    S: [shown('printed.hotline.always', 'printed.hotline.prefix', 'printed.terms'), planned('information pages', 'the mail address')],
  }),
  rule('R-003-03', ['RF'], ['DEP'], 'A deposit card belongs to the issuer and is handed in at its end.', {
    E: [enforced('explain refund'), planned('refund', 'routing a deposit card to the counter')],
  }),
  rule('R-003-04', ['GN'], ['REG'], 'A registered card is for its named holder alone.', {
    S: planned('information pages', 'a page on the terms'),
  }),
  rule('R-003-05', ['RF'], ['EP'], 'What is paid out of an e-payment account is never cash.', {
    E: notHere('no e-payment account is served here; explain refund never names cash at the machine'),
  }),
  rule('R-003-06', ['AE'], ['EP'], 'One user has one e-payment account.', { R: routed('the issuer host') }),
  rule('R-003-07', ['AE', 'AX'], ['REG linked'], 'Whoever offers autoload agrees limits and offers to change them and to stop.', {
    S: planned('autoload', 'limits and how to stop, on the enabling screen'),
  }),
  rule('R-003-08', ['PV'], ['ANY'], 'Personal data is used only for its lawful purpose.', { E: enforced('station/journal/cardSeal.ts') }),
  rule('R-003-09', ['RF'], ['EP'], 'A refund of an e-payment goes back to the account, never into cash.', {
    E: notHere('no e-payment account is served here'),
  }),
  rule('R-003-10', ['AX'], ['EP'], "A minor's limits may be lower.", { R: routed('the issuer host') }),
  rule('R-003-11', ['FH'], ['ANY'], 'Value credited by error may be taken back, with notice.', {
    C: planned('issuer link', 'the amount of a pending adjustment'),
    S: planned('issuer link', 'the notice to the passenger'),
    L: planned('issuer link', 'a record of the adjustment'),
  }),
  rule('R-003-12', ['RR'], ['REG'], 'What proves an identity is kept five years after the contract.', {
    L: notHere('the kiosk takes no proof of identity'),
  }),
  rule('R-003-13', ['FH'], ['REG'], 'Whoever does not prove an identity may be suspended.', {
    R: routed('the issuer host, whose answer is a blocked card: code K03'),
  }),
  rule('R-003-14', ['AX'], ['EP'], 'E-payment accounts have limits by class.', {
    R: routed('the issuer host, whose answer is code K08'),
    S: planned('autoload', 'code K08 and its text are in the catalogue of errors'),
  }),
  rule('R-003-15', ['RF'], ['ANY', 'DEP'], 'Only a deposit comes back; the price of a card does not.', {
    C: computed('explain refund'),
    S: planned('refund', 'how the refund is made up'),
  }),
  rule('R-003-16', ['EX'], ['ANY'], 'Stored value does not expire: an expired card is still refunded.', {
    S: planned('extension', 'text for an expired card'),
  }),
  rule('R-003-17', ['EX'], ['ANY'], 'A card is valid for 20 years and can be extended at designated places.', {
    E: [enforced('explain extend'), planned('extension', 'the extension flow')],
    S: shown('balance.expires', 'refused.help-staff'),
  }),
  rule('R-003-18', ['EX'], ['ANY'], 'The issuer may exchange or end a card instead of extending it.', {
    R: routed('the service counter'),
    S: planned('extension', 'text for a card that is not extended'),
  }),
  rule('R-003-19', ['PU'], ['ANY'], 'A deduction may be made online or offline.', { N: notHere('spending happens elsewhere') }),
  rule(
    'R-003-20',
    ['TU', 'PU'],
    ['ANY'],
    'Too small a balance is not partly deducted, but for one advance on a ride; the next top-up repays it first.',
    { C: computed('machines/flows/topUpOffer.ts', 'explain topUp', 'explain refund') },
  ),
  rule('R-003-21', ['TU', 'AX', 'RF', 'FH'], ['ANY'], 'Two cards on the reader are refused.', {
    E: enforced('machines/flows/visit.ts', 'explain place'),
  }),
  rule('R-003-22', ['TU', 'RC'], ['ANY'], 'After a top-up the balance is checked at once.', {
    S: shown('added.check', 'added.before', 'added.after', 'printed.check'),
  }),
  rule('R-003-23', ['TU'], ['ANY'], 'The issuer answers for no altered card and no third party.', {
    N: notHere('a question of liability between issuer and holder'),
  }),
  rule('R-003-24', ['TU', 'AX'], ['ANY'], 'A card holds at most NT$10,000, whole dollars.', {
    E: enforced('machines/flows/topUpOffer.ts', 'explain topUp'),
    C: computed('machines/flows/topUpOffer.ts', 'explain topUp'),
  }),
  rule('R-003-25', ['PU'], ['REG'], 'Purchases on the internet are limited to NT$30,000 a month.', {
    N: notHere('spending happens elsewhere'),
  }),
  rule('R-003-26', ['GN'], ['ANY'], 'Stored money bears no interest.', { S: planned('information pages', 'a page on the terms') }),
  rule('R-003-27', ['AX'], ['EP'], 'A card that belongs to an e-payment account counts towards its limits.', {
    R: routed('the issuer host'),
  }),
  rule('R-003-28', ['RF'], ['ANY'], 'A refund needs a balance that is certain, nothing disputed, and a locked card.', {
    E: planned('refund', 'locking the card before the refund is recorded'),
  }),
  rule('R-003-29', ['RF', 'FE'], ['ANY'], "Postage or transfer fee of a refund is the passenger's.", { C: computed('explain refund') }),
  rule('R-003-30', ['RF'], ['ANY'], 'A refund above NT$3,000 is not paid in cash; exactly 3,000 may be.', {
    E: [enforced('explain refund'), planned('refund', 'the refund screen')],
  }),
  rule('R-003-31', ['RF'], ['REG', 'ANON'], 'A refund needs the card; a registered card may be reported lost instead.', {
    E: [enforced('explain refund'), planned('refund', 'the refund screen')],
  }),
  rule('R-003-32', ['LC'], ['ANON'], 'An anonymous card cannot be reported lost.', {
    E: enforced('explain refund', 'explain lossFee', 'explain lossLiability'),
    S: planned('information pages', 'what to do about a lost card'),
  }),
  rule('R-003-33', ['LC'], ['REG'], 'A registered card is reported lost by telephone or on the web.', {
    S: planned('information pages', 'what to do about a lost card'),
  }),
  rule('R-003-34', ['LC'], ['REG'], 'A suspected fraud has its terms: notice within ten days, police within five.', {
    S: planned('information pages', 'what to do about a lost card'),
  }),
  rule('R-003-35', ['LC'], ['REG'], "After the report losses are the issuer's, but for offline uses within three hours.", {
    C: computed('explain lossLiability'),
    S: planned('information pages', 'what to do about a lost card'),
  }),
  rule('R-003-36', ['LC'], ['REG'], 'Whoever brings no document in time bears the loss.', {
    S: planned('information pages', 'what to do about a lost card'),
  }),
  rule('R-003-37', ['LC', 'FE'], ['ANY'], 'A replacement may look different and is free where the issuer caused it.', {
    S: planned('information pages', 'what to do about a damaged card'),
  }),
  rule('R-003-38', ['GN', 'AE'], ['CO'], 'Holders of co-branded cards ask the partner that issued them with EasyCard.', {
    S: planned('information pages', 'who answers for which card'),
  }),
  rule('R-003-39', ['PU'], ['REG'], 'Abroad cards work by autoload only, once in each purchase.', {
    N: notHere('spending happens elsewhere'),
  }),
];
