import { type RegisteredRule, rule } from './registeredRule.ts';
import { computed, enforced, notHere, planned, routed, shown } from './standing.ts';

/** Document 004: the manual of the iPASS concession card of Pingtung, undated. */
export const iPassManual: readonly RegisteredRule[] = [
  rule('R-004-01', ['RG'], ['IPC'], 'The Pingtung senior card is for residents of 65 years and more.', {
    N: notHere('the township office issues it'),
  }),
  rule('R-004-02', ['RG'], ['IPC'], 'It is asked for at the township office with papers.', { N: notHere('the township office issues it') }),
  rule('R-004-03', ['RG'], ['IPC'], 'The first card takes 18 days, the second 7.', {
    S: shown('help.ipass-concession.issue'),
  }),
  rule('R-004-04', ['FH'], ['IPC'], 'A card locked for a missing bus tap is unlocked by the bus operator.', {
    R: routed('the bus operator, by code K03'),
    S: shown('refused.help-bus'),
  }),
  rule('R-004-05', ['FH'], ['IPC'], 'An unreadable or damaged card goes to the township office or a counter.', {
    R: routed('the township office or a metro counter'),
    S: shown('refused.K11', 'refused.help-still', 'help.damaged.ipass'),
  }),
  rule('R-004-06', ['FH', 'FE'], ['IPC'], 'A card that a person damaged is made anew for NT$150.', {
    S: shown('help.damaged.ipass-fee'),
  }),
  rule('R-004-07', ['FH'], ['IPC'], 'An inspection takes seven days.', {
    S: shown('help.damaged.ipass-inspection'),
  }),
  rule('R-004-08', ['FH'], ['IPC'], 'Whose card fails behind the gate pays in cash.', { R: routed('station staff') }),
  rule('R-004-09', ['TU'], ['IP'], 'The card is laid lightly on the marked place.', { S: shown('attract.place-card') }),
  rule('R-004-10', ['TU'], ['IP'], 'Passengers watch the balance and add value before it is short.', {
    S: [shown('balance.amount'), notHere('whether it is enough for the next ride only the passenger knows')],
  }),
  rule('R-004-11', ['RC'], ['IP'], 'A receipt may be asked for.', {
    S: shown('control.print-slip', 'help.records.receipt'),
  }),
  rule('R-004-12', ['TU'], ['IP', 'IPC'], 'iPASS takes cash only, multiples of NT$100, up to NT$10,000 on the card.', {
    E: [
      enforced('machines/flows/topUp/topUpOffer.ts', 'explain topUp'),
      planned('iPASS cards', 'real cards: how they keep their data is not public'),
    ],
  }),
  rule('R-004-13', ['TU', 'RC'], ['IP'], 'The balance after adding is checked before leaving.', {
    S: shown('added.after', 'added.check', 'printed.check'),
  }),
  rule('R-004-14', ['QY', 'RC'], ['IP'], 'Devices show what is available; the slip says the same.', {
    S: shown('balance.amount', 'printed.after'),
  }),
  rule('R-004-15', ['QY'], ['IP'], 'Last six and balance are free at the machine.', {
    E: enforced('machines/flows/visit/queryState.ts'),
    S: shown('balance.history'),
  }),
  rule('R-004-16', ['QY', 'FE'], ['IP'], 'Paper records of up to five years are asked for at the counter and take seven working days.', {
    S: shown('help.records.ipass'),
  }),
  rule('R-004-17', ['RF'], ['IP'], 'A contract ends at any time, with the card, which is then locked.', {
    E: [enforced('explain refund', 'explain topUp'), notHere('the counter ends it and locks the card')],
  }),
  rule('R-004-18', ['RF', 'FE'], ['IP'], 'A locked card is opened again for NT$20, with exceptions.', {
    S: shown('refused.help-reopen', 'help.refund.ipass-reopen'),
  }),
  rule('R-004-19', ['RF', 'FE'], ['IP'], 'Five uses among the last six records waive the fee of NT$20.', { C: computed('explain refund') }),
  rule('R-004-20', ['RF'], ['IP'], 'A balance that does not cover the fee is not refunded.', {
    E: enforced('machines/flows/cardAct/serviceOffers.ts', 'explain refund'),
  }),
  rule('R-004-21', ['RF', 'FE'], ['IP'], 'A refund from the back office collects the fee when it is paid.', {
    S: shown('help.refund.ipass-back-office'),
  }),
  rule('R-004-22', ['RF'], ['IP'], 'A balance is only given back as a whole, and only at the end.', {
    E: enforced('machines/flows/cardAct/serviceOffers.ts', 'explain refund'),
  }),
  rule('R-004-23', ['RF'], ['IP'], 'NT$5,000 and more, an unreadable card or a dispute is sent in.', {
    E: enforced('machines/flows/cardAct/serviceOffers.ts', 'explain refund'),
    R: routed('the counter, which sends the card in'),
  }),
  rule('R-004-24', ['RF'], ['IPC'], 'A good card is refunded to its holder at the counter and given back.', {
    R: routed('the counter, with the identity card: explain refundDesk'),
  }),
  rule('R-004-25', ['RF'], ['IPC'], 'A readable but damaged card is refunded by its number, or from the back office.', {
    R: routed('the counter and its back office: explain refundDesk'),
  }),
  rule('R-004-26', ['RF', 'FH'], ['IPC'], 'An unreadable card that looks good is replaced.', {
    R: routed('the back office: explain refundDesk'),
  }),
  rule('R-004-27', ['RF', 'FE'], ['IPC'], 'An unreadable and damaged card is refunded by what can still be read, else treated as lost.', {
    R: routed('the back office: explain refundDesk'),
  }),
  rule('R-004-28', ['RF'], ['IPC'], 'The township office refunds by transfer; the result takes 21 days.', {
    S: shown('help.refund.township'),
  }),
  rule('R-004-29', ['RF'], ['IP'], 'What an unreadable card held is its latest record.', { N: notHere('the back office decides') }),
  rule('R-004-30', ['LC', 'FE'], ['IPC'], "A lost card costs NT$20, the first time nothing; for 24 hours misuse is the holder's.", {
    C: computed('explain lossFee', 'explain lossLiability'),
    S: shown('help.lost.ipass', 'help.lost.ipass-hours'),
  }),
  rule('R-004-31', ['LC'], ['IPC'], 'A loss report cannot be taken back.', { E: notHere('the kiosk takes no loss report') }),
  rule(
    'R-004-32',
    ['GN'],
    ['IPC'],
    'The card is for its holder alone: misused it is locked or taken away, and whoever refuses a check is fined.',
    {
      S: shown('help.ipass-concession.holder'),
    },
  ),
  rule('R-004-33', ['EX'], ['IPC'], 'A card is valid for ten years and is extended at a machine from a month before to a month after.', {
    E: enforced('machines/flows/cardAct/serviceOffers.ts', 'explain extend'),
  }),
  rule('R-004-34', ['EX'], ['IPC'], 'The new term counts from the end of the month of the extension.', {
    C: computed('explain extend', 'station/effects/actRequest.ts'),
  }),
  rule('R-004-35', ['EX'], ['IPC'], 'A card that was not extended in time is invalid.', {
    E: [enforced('explain topUp', 'explain extend'), planned('iPASS cards', 'real cards: how they keep their data is not public')],
  }),
  rule('R-004-36', ['EX', 'FE'], ['IPC'], 'After that a counter extends it for NT$20.', {
    R: routed('the counter: explain extend answers code K20'),
    S: shown('refused.K20', 'help.extension.ipass-late'),
  }),
  rule('R-004-37', ['RF'], ['IPC'], 'Whoever moved away or lost the status is refunded at the counter.', { R: routed('the counter') }),
  rule('R-004-38', ['GN'], ['IP'], 'Cards are not bent, cut, pasted over or heated.', {
    S: shown('help.damaged.care'),
  }),
  rule('R-004-39', ['TU', 'FH'], ['IP'], 'Never several cards on the reader.', {
    E: enforced('machines/flows/visit/visit.ts', 'explain place'),
    S: shown('refused.K10', 'refused.help-one-card'),
  }),
  rule('R-004-40', ['FH'], ['IP'], 'A card that was shown too briefly is laid down again after a moment.', {
    S: shown('refused.K11', 'refused.help-replace'),
  }),
  rule('R-004-41', ['HR'], ['IP'], "The issuer's telephone answers from 7 to 23 o'clock.", {
    S: shown('claim.hotline.daily', 'printed.hotline.daily'),
  }),
  rule('R-004-42', ['GN'], ['IP'], 'The money is guaranteed by a bank.', {
    S: shown('help.terms.guarantee'),
  }),
];
