import { type RegisteredRule, rule } from './registeredRule.ts';
import { computed, enforced, notHere, planned, recorded, routed, shown } from './standing.ts';

/** Document 003, second half: EasyCard's user terms 111.10, records, fees, service and its end (articles 7 to 23). */
export const easyCardTermsService: readonly RegisteredRule[] = [
  rule('R-003-40', ['FH', 'QY'], ['EP'], 'E-payment disputes are raised within 45 days and answered within 30.', {
    S: shown('help.records.account'),
  }),
  rule(
    'R-003-41',
    ['RC'],
    ['ANY'],
    'Amount and balance are shown and the passenger chooses whether to print them; they can be asked for later.',
    { S: shown('added.before', 'added.after', 'control.print-slip', 'balance.history') },
  ),
  rule('R-003-42', ['FH'], ['ANY'], "An error that the passenger did not cause is put right with the issuer's help.", {
    S: shown('claim.stay', 'claim.now.card'),
    R: routed('staff, with the claim slip'),
  }),
  rule('R-003-43', ['FH'], ['REG', 'EP'], "The issuer's own error is put right as soon as it is known.", {
    L: recorded(['case', 'note-keep.outcome', 'card-write.outcome']),
    S: shown('balance.earlier-settled'),
  }),
  rule('R-003-44', ['FH'], ['ANY'], 'A card locked by an operator is unlocked by that operator.', {
    R: routed('station staff, by code K03'),
  }),
  rule('R-003-45', ['LC'], ['REG'], 'Cards are kept safe and not lent; misuse is reported at once.', {
    S: shown('help.terms.keep'),
  }),
  rule('R-003-46', ['HR', 'LC'], ['REG'], 'Misuse can be reported day and night.', {
    S: shown('printed.hotline.always', 'claim.hotline.always'),
  }),
  rule('R-003-47', ['RR', 'MT'], ['ANY'], 'Log-ins, acts and what the law asks for are recorded in detail.', {
    L: [
      recorded(['boot', 'note-keep.intent', 'note-keep.outcome', 'card-write.intent', 'card-write.outcome', 'claim', 'case', 'slip']),
      recorded(['door', 'staff-roster', 'staff-entry', 'staff-left', 'staff-refused', 'staff-pin']),
      recorded(['case-signed', 'case-doubted', 'case-withdrawn', 'case-settled', 'money-found']),
      recorded(['box-out', 'box-in', 'exchange-closed', 'box-counted', 'box-variance', 'staff-slip', 'day-statement']),
    ],
  }),
  rule('R-003-48', ['MT', 'RR'], [], "The system meets the supervisor's security baseline; nobody alters a business record.", {
    E: [
      enforced('station/issuer/journalUpload.ts', 'station/journal/sqliteJournalStore.ts', 'station/journal/chain.ts'),
      planned('archive', 'signed checkpoints and the archive of closed segments'),
    ],
  }),
  rule('R-003-49', ['FH', 'RR'], ['ANY'], 'The issuer must prove that its system had no fault: the journal cannot be altered unseen.', {
    L: recorded(['note-keep.intent', 'note-keep.outcome', 'card-write.intent', 'card-write.outcome']),
  }),
  rule('R-003-50', ['FE'], ['EP'], 'Paper records of an e-payment account cost NT$20 and NT$5 a page.', {
    C: notHere('no e-payment account is served here; cards: R-003-63'),
  }),
  rule('R-003-51', ['FE', 'RF'], ['ANY', 'DEP'], 'Fees may be taken from balance and deposit.', { C: computed('explain refund') }),
  rule('R-003-52', ['LC', 'FE'], ['REG'], 'A lost plain card costs NT$20, with a new card NT$100.', {
    C: computed('explain lossFee', 'explain exchange'),
    S: shown('help.lost.fee'),
  }),
  rule('R-003-53', ['LC', 'FE'], ['CO'], 'A lost bank card costs what the bank says, at most NT$200.', {
    S: shown('help.lost-cobranded.fee'),
  }),
  rule(
    'R-003-54',
    ['LC', 'FE'],
    ['SEN', 'CHA', 'CMP', 'CIT', 'STU', 'TEL'],
    'A lost card of a government body, school or telephone company costs NT$20; a new one is theirs to price.',
    { C: computed('explain lossFee'), S: shown('help.lost.unit-card') },
  ),
  rule('R-003-55', ['RF'], ['DEP'], 'The deposit is NT$100 and comes back with the card.', { C: computed('explain refund') }),
  rule('R-003-56', ['LC', 'RF'], ['DEP', 'REG'], 'The deposit of a registered card that is lost is forfeited.', {
    C: computed('explain refund'),
  }),
  rule('R-003-57', ['RF'], ['DEP'], 'An open advance is set off against the deposit.', { C: computed('explain refund') }),
  rule('R-003-58', ['RF'], ['DEP'], 'Damage by a person is paid from the deposit, as an inspection finds it.', {
    C: computed('explain refund', 'explain damageFee'),
    R: routed('the service counter, which inspects'),
  }),
  rule('R-003-59', ['RF'], ['DEP'], 'The damage fee falls with the years of use: 100, 60, 40, 20, nothing.', {
    C: computed('explain refund', 'explain damageFee'),
  }),
  rule('R-003-60', ['RF'], ['DEP'], 'Printed example: a damaged deposit card with an advance of 18 after 2 years 5 months pays NT$22.', {
    C: computed('explain refund'),
  }),
  rule('R-003-61', ['RF', 'FE'], ['ANY'], 'Ending the contract costs NT$20, and nothing after five uses and three months.', {
    C: computed('explain refund'),
  }),
  rule('R-003-62', ['RF', 'FE'], ['ANY'], 'Printed example: NT$100, few uses, 28 for a letter pays NT$52.', {
    C: computed('explain refund'),
  }),
  rule('R-003-63', ['QY', 'FE'], ['ANY'], 'Balance and last six are free at machines; paper records cost NT$20 and NT$5 a page.', {
    S: shown('balance.history', 'balance.amount'),
    C: computed('explain paperRecords'),
  }),
  rule('R-003-64', ['QY', 'FE'], ['ANY'], 'Printed examples: one page costs NT$20, three pages NT$30.', {
    C: computed('explain paperRecords'),
  }),
  rule('R-003-65', ['RF', 'FE'], ['ANY'], 'A card whose contract ended is locked at once; opening it again costs NT$50.', {
    E: enforced('station/effects/actWriter.ts', 'machines/flows/topUp/topUpOffer.ts', 'explain topUp', 'explain reopen'),
    S: shown('refused.K02', 'refused.help-reopen'),
  }),
  rule('R-003-66', ['RG', 'FE'], ['ANON'], 'Registration may cost NT$50.', {
    S: shown('help.registration.where'),
  }),
  rule('R-003-67', ['FE'], ['TEL'], 'A telecom card is activated for NT$100.', {
    S: shown('help.registration.telecom'),
  }),
  rule('R-003-68', ['FE'], ['ANY'], 'A fee changes 60 days after its notice, unless that favours passengers.', {
    E: enforced('machines/rules/packFaults.ts'),
  }),
  rule('R-003-69', ['GN'], ['ANY'], 'Stored money and deposits are in trust.', {
    S: shown('help.terms.trust'),
  }),
  rule('R-003-70', ['PV'], ['ANY'], 'What a passenger did is confidential.', {
    E: enforced('station/journal/cardSeal.ts', 'machines/view/project.ts'),
  }),
  rule('R-003-71', ['RF'], ['ANY', 'DEP'], 'A sold card belongs to the passenger: it is given back.', {
    E: enforced('machines/flows/cardAct/serviceOffers.ts', 'explain refund'),
  }),
  rule('R-003-72', ['GN'], ['REG'], 'A registered card may not be lent.', { N: notHere('between issuer and holder') }),
  rule('R-003-73', ['TU', 'RF', 'FH'], ['ANY'], 'An altered card gets no service at all.', {
    E: enforced('machines/flows/visit/visit.ts'),
    R: routed('staff, by code K16, and for what only an eye can see'),
  }),
  rule('R-003-74', ['TU', 'RF'], ['ANY'], 'Staff may ask to see a card and refuse what is no EasyCard.', {
    R: routed('staff, by codes K11 and K12'),
  }),
  rule(
    'R-003-75',
    ['RR'],
    ['ANY'],
    'Card, item, date, amount and the like are kept for five years at least, unfinished transactions too.',
    { L: recorded(['note-keep.intent', 'note-keep.outcome', 'card-write.intent', 'card-write.outcome', 'claim']) },
  ),
  rule('R-003-76', ['FH', 'HR'], ['ANY'], 'Where and how to complain is stated.', {
    S: shown('printed.hotline.always', 'claim.hotline.always', 'claim.stay', 'help.contacts.complaint'),
  }),
  rule('R-003-77', ['PV'], ['ANY'], 'Personal data is protected by law; the notice about it has an address.', {
    E: enforced('station/journal/cardSeal.ts'),
    S: shown('help.terms.privacy'),
  }),
  rule('R-003-78', ['MT'], [], 'Planned work is announced seven days before.', {
    S: shown('service.planned-work'),
  }),
  rule(
    'R-003-79',
    ['FH', 'MT'],
    ['ANY'],
    'In an emergency the service may stop; a payment that could not be made is dealt with and told.',
    { S: shown('out-of-service.title', 'claim.title', 'balance.earlier-settled'), L: recorded(['note-keep.outcome', 'case', 'claim']) },
  ),
  rule('R-003-80', ['ALL'], ['ANY'], 'A forged, altered or damaged card gets no service.', {
    E: enforced('machines/flows/visit/visit.ts', 'explain topUp', 'explain extend'),
    R: routed('staff, by code K16, and for what only an eye can see'),
  }),
  rule('R-003-81', ['ALL'], ['ANY'], 'An expired, lost or ended card gets no service, but for its extension.', {
    E: enforced(
      'station/issuer/lockList.ts',
      'machines/flows/visit/visitDecisions.ts',
      'machines/flows/topUp/topUpOffer.ts',
      'explain topUp',
    ),
  }),
  rule('R-003-82', ['ALL'], ['REG'], 'A suspended user gets no service.', {
    E: enforced('station/issuer/lockList.ts', 'machines/flows/visit/visitDecisions.ts'),
  }),
  rule('R-003-83', ['ALL'], ['REG'], "Somebody else's registered card gets no service.", {
    R: routed('staff: the machine does not know who holds the card'),
  }),
  rule('R-003-84', ['FH'], ['ANY'], 'A card that cannot be read gets no service.', {
    E: enforced('machines/flows/visit/visit.ts'),
    S: shown('refused.K11', 'refused.help-replace'),
  }),
  rule('R-003-85', ['HR'], ['ANY'], 'There is no service outside business hours.', {
    E: enforced('machines/rules/businessHours.ts', 'station/hoursWatch.ts'),
    S: shown('out-of-service.hours'),
  }),
  rule('R-003-86', ['FH'], ['ANY'], 'A well-founded suspicion ends the service.', {
    R: routed('the issuer host, whose answer is a blocked card: code K03'),
  }),
  rule('R-003-87', ['PU'], ['ANY'], 'A purchase is limited to NT$1,500, a day to NT$3,000, with exceptions.', {
    S: shown('help.terms.purchases'),
    N: notHere('spending happens elsewhere; never a limit of adding value'),
  }),
  rule('R-003-88', ['FH'], ['REG'], 'Fraud, laundering or a court may suspend a user.', {
    R: routed('the issuer host, whose answer is a blocked card: code K03, without the reason'),
  }),
  rule('R-003-89', ['RF'], ['ANY'], 'Contracts end with the card or its loss report, and the money comes back in reasonable time.', {
    S: shown('refund.bring', 'help.refund.easycard', 'help.refund.lost', 'help.refund.time'),
  }),
  rule('R-003-90', ['ALL'], ['ANY'], 'What is unclear is read in favour of the passenger.', {
    E: enforced('machines/rules/precedence.ts', 'machines/flows/topUp/topUpOffer.ts', 'explain topUp', 'explain refund'),
  }),
  rule('R-003-91', ['GN'], ['ANY'], 'Terms change with notice and hold from a date.', {
    E: enforced('machines/rules/terms.ts', 'machines/rules/rulePack.ts'),
  }),
  rule('R-003-92', ['PV', 'MT'], [], 'Whoever operates the machine keeps its data secret.', { E: enforced('station/journal/cardSeal.ts') }),
];
