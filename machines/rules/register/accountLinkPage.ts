import { type RegisteredRule, rule } from './registeredRule.ts';
import { computed, enforced, notHere, planned, routed } from './standing.ts';

/** Document 001: EasyCard's page on the account link, applied from 2022-02-01. */
export const accountLinkPage: readonly RegisteredRule[] = [
  rule('R-001-01', ['AE'], ['REG'], 'Autoload needs a link to an account and the enabling by tap at a machine.', {
    E: [enforced('explain enableAutoload', 'explain autoload'), planned('autoload', 'the enabling screen')],
  }),
  rule(
    'R-001-02',
    ['AX'],
    ['REG linked'],
    'Autoload happens when the balance does not pay the purchase or lies below NT$100; exactly 100 is not below.',
    { E: [enforced('explain autoload'), planned('autoload', 'the autoload screen')] },
  ),
  rule('R-001-03', ['AX'], ['REG linked'], 'Autoload adds NT$500 or a multiple of it.', {
    C: computed('explain autoload', 'explain purchaseAutoload'),
  }),
  rule('R-001-04', ['AX', 'FE'], ['REG linked'], 'Autoload costs no fee.', {
    S: planned('autoload', 'text of the enabling and autoload screens'),
  }),
  rule('R-001-05', ['AX'], ['REG linked'], 'Autoload happens only at connected devices, of which this kind of machine is one.', {
    E: planned('issuer link', 'no autoload without an answer of the host'),
  }),
  rule('R-001-06', ['AE'], ['REG'], "An Easy Wallet account may be one's own, a spouse's, a parent's or child's, or a guardian's.", {
    R: routed('the issuer host, asked when the card is linked'),
  }),
  rule('R-001-07', ['AE'], ['REG'], "A bank account must be the holder's own.", { R: routed('the issuer host and the bank') }),
  rule('R-001-08', ['AE'], ['REG'], 'Only a registered card can be linked.', {
    E: [enforced('explain enableAutoload', 'explain autoload', 'explain setAutoloadLimit'), planned('autoload', 'the enabling screen')],
  }),
  rule(
    'R-001-09',
    ['AE'],
    ['ORD', 'STU', 'CONC', 'SEN', 'CHA', 'CMP', 'DEP', 'CIT'],
    'These registered cards may be linked: ordinary, student, concession, senior, charity, companion, deposit and citizen.',
    { E: [enforced('explain enableAutoload'), planned('autoload', 'the enabling screen')] },
  ),
  rule('R-001-10', ['AE'], ['CO', 'DBT'], 'Co-branded, debit and bank cards cannot be linked.', {
    E: [enforced('explain enableAutoload'), planned('autoload', 'the enabling screen')],
  }),
  rule('R-001-11', ['RG', 'PV'], ['REG'], "A bank that links a card sends the holder's data to the issuer.", {
    N: notHere('between bank and issuer; the kiosk never sees these data'),
  }),
  rule('R-001-12', ['RG', 'AE'], ['REG'], "Linking somebody else's card needs its registration first.", {
    R: routed('the issuer: registration on its website'),
  }),
  rule('R-001-13', ['AE'], ['REG'], 'One holder links at most 20 cards to wallets.', { R: routed('the issuer host, which counts') }),
  rule('R-001-14', ['AE'], ['REG'], 'One holder links at most 30 cards to wallets and banks together.', {
    R: routed('the issuer host, which counts'),
  }),
  rule('R-001-15', ['AE'], ['REG'], 'One card is linked to one account.', { R: routed('the issuer host') }),
  rule('R-001-16', ['AE'], ['REG'], "One holder has at most one card on somebody else's wallet.", { R: routed('the issuer host') }),
  rule('R-001-17', ['RG'], ['ORD', 'STU', 'CONC', 'SPEC', 'DEP'], "Registration happens on the issuer's website.", {
    S: planned('autoload', 'text for a card that is not registered'),
  }),
  rule(
    'R-001-18',
    ['RG', 'AE'],
    ['TEL', 'SEN', 'STU', 'CHA', 'CMP', 'CIT'],
    'Telecom, welfare, citizen and digital student cards have their holder verified on the website first.',
    { S: planned('autoload', 'text for these cards; explain enableAutoload routes telecom cards to the issuer') },
  ),
  rule('R-001-19', ['AE'], ['REG'], 'The link is asked for in the app or at the bank, not at the machine.', {
    S: planned('autoload', 'help text of code K04'),
  }),
  rule('R-001-20', ['AE'], ['REG'], 'Enabling stands in two menus whose names are given.', {
    E: planned('autoload', 'the two menus'),
    S: planned('autoload', 'the exact names of the menus'),
  }),
  rule('R-001-21', ['AX'], ['REG linked'], 'A period ticket may be paid with the help of autoload, NT$500 or a multiple.', {
    C: computed('explain purchaseAutoload'),
  }),
  rule('R-001-22', ['AX'], ['REG linked'], 'At this kind of machine a balance below NT$100 is loaded with exactly NT$500.', {
    E: [enforced('explain autoload'), planned('autoload', 'the autoload screen')],
    C: computed('explain autoload'),
  }),
  rule('R-001-23', ['PU'], ['REG linked'], 'In shops, offices and hospitals a short balance is loaded with NT$500 or a multiple.', {
    N: notHere('spending happens elsewhere'),
  }),
  rule('R-001-24', ['AX'], ['REG linked'], 'Gates, gondola, railway and car parks do not autoload.', {
    S: planned('autoload', 'text of the success screen'),
  }),
  rule('R-001-25', ['AX'], ['ANY'], 'No autoload for a card that is not linked.', {
    E: [enforced('explain autoload', 'explain purchaseAutoload', 'explain enableAutoload'), planned('autoload', 'the autoload screen')],
  }),
  rule('R-001-26', ['AX', 'AE'], ['REG'], 'No autoload before the tap that enables it; enabling is offered.', {
    E: [enforced('explain autoload', 'explain purchaseAutoload'), planned('autoload', 'the offer to enable')],
  }),
  rule('R-001-27', ['AX', 'EX'], ['ANY'], 'No autoload for an expired card; extension is offered.', {
    E: [enforced('explain autoload', 'explain purchaseAutoload'), planned('extension', 'the offer to extend')],
  }),
  rule('R-001-28', ['AX'], ['ANY'], 'No autoload for a refunded card.', {
    E: [enforced('explain autoload', 'explain purchaseAutoload'), planned('autoload', 'the autoload screen')],
  }),
  rule('R-001-29', ['AX', 'FH'], ['ANY'], 'A card on the lock list gets no service and is locked at once.', {
    E: [enforced('explain topUp', 'explain autoload'), planned('issuer link', 'the lock list and the locking of the card')],
    L: planned('issuer link', 'a record of the locking'),
  }),
  rule('R-001-30', ['AX'], ['REG linked'], 'Autoload is limited to NT$3,000 each time and NT$3,000 a day for one card.', {
    E: [
      enforced('explain autoload', 'explain purchaseAutoload', 'explain setAutoloadLimit'),
      planned('issuer link', 'the counters of the host'),
    ],
  }),
  rule('R-001-31', ['AX'], ['REG'], "One's own account is limited by what is available on it.", {
    R: routed('the account, which answers through the issuer host'),
  }),
  rule('R-001-32', ['AX'], ['REG'], "From one account at most NT$30,000 a month go to other people's cards.", {
    R: routed('the issuer host, which counts; explain autoload refuses by its count'),
  }),
  rule('R-001-33', ['AX'], ['REG'], 'An owner may agree lower limits, in steps of NT$500.', {
    E: [enforced('explain setAutoloadLimit', 'explain autoload'), planned('autoload', 'a screen to agree limits')],
  }),
  rule(
    'R-001-34',
    ['AX'],
    ['REG'],
    'Where balance and autoload together do not pay the purchase, nothing is loaded and the whole purchase is refused.',
    { E: [enforced('explain purchaseAutoload'), planned('autoload', 'sale of period tickets')], C: computed('explain purchaseAutoload') },
  ),
  rule('R-001-35', ['PU'], ['REG linked'], 'Linked cards cannot ride the high speed railway.', {
    S: planned('autoload', 'text of the success screen'),
  }),
  rule('R-001-36', ['TU', 'AX'], ['ANY'], 'A card holds at most NT$10,000.', {
    E: enforced('machines/flows/topUpOffer.ts', 'explain topUp'),
  }),
  rule('R-001-37', ['LC'], ['REG'], 'A lost card is reported at once; autoload then ends.', {
    S: planned('information pages', 'what to do about a lost card'),
  }),
  rule(
    'R-001-38',
    ['LC'],
    ['REG'],
    "For three hours after the report misuse is the holder's, later the issuer's; newer terms are kinder.",
    { C: computed('explain lossLiability'), S: planned('information pages', 'what to do about a lost card') },
  ),
  rule('R-001-39', ['LC', 'RF'], ['REG'], 'The balance of a lost card may go back to the linked account.', {
    S: planned('information pages', 'what to do about a lost card'),
  }),
  rule('R-001-40', ['AE'], ['REG'], 'The link is cancelled in the app or at the bank; the card works on.', {
    S: planned('autoload', 'how to stop it, on the enabling screen'),
  }),
  rule('R-001-41', ['RF'], ['REG'], 'A linked card is refunded like any registered one.', {
    R: routed('the counter; explain refund answers alike for both'),
  }),
  rule('R-001-42', ['AE'], ['REG'], 'Before its first use the link is applied for and opened at a device.', {
    E: [enforced('explain enableAutoload', 'explain autoload'), planned('autoload', 'the enabling screen')],
  }),
];
