import { type RegisteredRule, rule } from './registeredRule.ts';
import { computed, enforced, notHere, recorded, routed, shown } from './standing.ts';

/** Document 001: EasyCard's page on the account link, applied from 2022-02-01. */
export const accountLinkPage: readonly RegisteredRule[] = [
  rule('R-001-01', ['AE'], ['REG'], 'Autoload needs a link to an account and the enabling by tap at a machine.', {
    E: enforced('machines/flows/cardAct/serviceOffers.ts', 'explain enableAutoload', 'explain autoload'),
  }),
  rule(
    'R-001-02',
    ['AX'],
    ['REG linked'],
    'Autoload happens when the balance does not pay the purchase or lies below NT$100; exactly 100 is not below.',
    { E: enforced('machines/flows/cardAct/serviceOffers.ts', 'explain autoload') },
  ),
  rule('R-001-03', ['AX'], ['REG linked'], 'Autoload adds NT$500 or a multiple of it.', {
    C: computed('explain autoload', 'explain purchaseAutoload'),
  }),
  rule('R-001-04', ['AX', 'FE'], ['REG linked'], 'Autoload costs no fee.', {
    S: shown('autoload.free', 'printed.autoload.no-fee'),
  }),
  rule('R-001-05', ['AX'], ['REG linked'], 'Autoload happens only at connected devices, of which this kind of machine is one.', {
    E: enforced('station/effects/issuerDesk.ts', 'machines/flows/cardAct/serviceOffers.ts'),
  }),
  rule('R-001-06', ['AE'], ['REG'], "An Easy Wallet account may be one's own, a spouse's, a parent's or child's, or a guardian's.", {
    R: routed('the issuer host, asked when the card is linked'),
  }),
  rule('R-001-07', ['AE'], ['REG'], "A bank account must be the holder's own.", {
    R: routed('the issuer host and the bank; explain linkCard refuses another one'),
  }),
  rule('R-001-08', ['AE'], ['REG'], 'Only a registered card can be linked.', {
    E: enforced('machines/flows/cardAct/serviceOffers.ts', 'explain enableAutoload', 'explain autoload', 'explain setAutoloadLimit'),
  }),
  rule(
    'R-001-09',
    ['AE'],
    ['ORD', 'STU', 'CONC', 'SEN', 'CHA', 'CMP', 'DEP', 'CIT'],
    'These registered cards may be linked: ordinary, student, concession, senior, charity, companion, deposit and citizen.',
    { E: enforced('machines/flows/cardAct/serviceOffers.ts', 'explain enableAutoload') },
  ),
  rule('R-001-10', ['AE'], ['CO', 'DBT'], 'Co-branded, debit and bank cards cannot be linked.', {
    E: enforced('machines/flows/cardAct/serviceOffers.ts', 'explain enableAutoload'),
  }),
  rule('R-001-11', ['RG', 'PV'], ['REG'], "A bank that links a card sends the holder's data to the issuer.", {
    N: notHere('between bank and issuer; the kiosk never sees these data'),
  }),
  rule('R-001-12', ['RG', 'AE'], ['REG'], "Linking somebody else's card needs its registration first.", {
    R: routed('the issuer: registration on its website; explain linkCard refuses by it'),
  }),
  rule('R-001-13', ['AE'], ['REG'], 'One holder links at most 20 cards to wallets.', {
    R: routed('the issuer host, which counts; explain linkCard refuses by its count'),
  }),
  rule('R-001-14', ['AE'], ['REG'], 'One holder links at most 30 cards to wallets and banks together.', {
    R: routed('the issuer host, which counts; explain linkCard refuses by its count'),
  }),
  rule('R-001-15', ['AE'], ['REG'], 'One card is linked to one account.', {
    R: routed('the issuer host; explain linkCard refuses a second account'),
  }),
  rule('R-001-16', ['AE'], ['REG'], "One holder has at most one card on somebody else's wallet.", {
    R: routed('the issuer host, which counts; explain linkCard refuses by its count'),
  }),
  rule('R-001-17', ['RG'], ['ORD', 'STU', 'CONC', 'SPEC', 'DEP'], "Registration happens on the issuer's website.", {
    S: shown('service.not-registered', 'help.registration.where', 'help.autoload.register'),
  }),
  rule(
    'R-001-18',
    ['RG', 'AE'],
    ['TEL', 'SEN', 'STU', 'CHA', 'CMP', 'CIT'],
    'Telecom, welfare, citizen and digital student cards have their holder verified on the website first.',
    {
      S: shown('service.verify-first', 'help.registration.verify'),
    },
  ),
  rule('R-001-19', ['AE'], ['REG'], 'The link is asked for in the app or at the bank, not at the machine.', {
    S: shown('service.link-where', 'refused.help-link', 'help.autoload.link'),
  }),
  rule('R-001-20', ['AE'], ['REG'], 'Enabling stands in two menus whose names are given.', {
    E: enforced('machines/flows/cardAct/serviceOffers.ts'),
    S: shown('service.enable-easy-wallet', 'service.enable-bank-account', 'help.autoload.enable'),
  }),
  rule('R-001-21', ['AX'], ['REG linked'], 'A period ticket may be paid with the help of autoload, NT$500 or a multiple.', {
    C: computed('explain purchaseAutoload', 'machines/rules/buyPass.ts', 'machines/flows/cardAct/passOffers.ts'),
  }),
  rule('R-001-22', ['AX'], ['REG linked'], 'At this kind of machine a balance below NT$100 is loaded with exactly NT$500.', {
    E: enforced('machines/flows/cardAct/serviceOffers.ts', 'explain autoload'),
    C: computed('explain autoload'),
  }),
  rule('R-001-23', ['PU'], ['REG linked'], 'In shops, offices and hospitals a short balance is loaded with NT$500 or a multiple.', {
    N: notHere('spending happens elsewhere'),
  }),
  rule('R-001-24', ['AX'], ['REG linked'], 'Gates, gondola, railway and car parks do not autoload.', {
    S: shown('autoload.not-at-gates', 'printed.autoload.where'),
  }),
  rule('R-001-25', ['AX'], ['ANY'], 'No autoload for a card that is not linked.', {
    E: enforced('machines/flows/cardAct/serviceOffers.ts', 'explain autoload', 'explain purchaseAutoload', 'explain enableAutoload'),
  }),
  rule('R-001-26', ['AX', 'AE'], ['REG'], 'No autoload before the tap that enables it; enabling is offered.', {
    E: enforced('machines/flows/cardAct/serviceOffers.ts', 'explain autoload', 'explain purchaseAutoload'),
  }),
  rule('R-001-27', ['AX', 'EX'], ['ANY'], 'No autoload for an expired card; extension is offered.', {
    E: enforced('machines/flows/cardAct/serviceOffers.ts', 'explain autoload', 'explain purchaseAutoload'),
  }),
  rule('R-001-28', ['AX'], ['ANY'], 'No autoload for a refunded card.', {
    E: enforced('machines/flows/cardAct/serviceOffers.ts', 'explain autoload', 'explain purchaseAutoload'),
  }),
  rule('R-001-29', ['AX', 'FH'], ['ANY'], 'A card on the lock list gets no service and is locked at once.', {
    E: enforced(
      'station/issuer/lockList.ts',
      'machines/flows/visit/visitDecisions.ts',
      'station/effects/lockDesk.ts',
      'explain topUp',
      'explain autoload',
    ),
    L: recorded(['act.intent', 'card-change.intent', 'card-change.outcome']),
  }),
  rule('R-001-30', ['AX'], ['REG linked'], 'Autoload is limited to NT$3,000 each time and NT$3,000 a day for one card.', {
    E: enforced(
      'machines/flows/cardAct/serviceOffers.ts',
      'station/effects/actRequest.ts',
      'explain autoload',
      'explain purchaseAutoload',
      'explain setAutoloadLimit',
    ),
  }),
  rule('R-001-31', ['AX'], ['REG'], "One's own account is limited by what is available on it.", {
    R: routed('the account, which answers through the issuer host'),
  }),
  rule('R-001-32', ['AX'], ['REG'], "From one account at most NT$30,000 a month go to other people's cards.", {
    R: routed('the issuer host, which counts; explain autoload refuses by its count'),
  }),
  rule('R-001-33', ['AX'], ['REG'], 'An owner may agree lower limits, in steps of NT$500.', {
    E: [
      enforced('machines/flows/cardAct/serviceOffers.ts', 'station/effects/actRequest.ts', 'explain setAutoloadLimit', 'explain autoload'),
      notHere('limits are agreed with EasyCard Corporation, as the enabling screen says; the machine takes no such wish'),
    ],
  }),
  rule(
    'R-001-34',
    ['AX'],
    ['REG'],
    'Where balance and autoload together do not pay the purchase, nothing is loaded and the whole purchase is refused.',
    {
      E: enforced('explain purchaseAutoload', 'machines/rules/buyPass.ts', 'machines/flows/cardAct/passOffers.ts'),
      C: computed('explain purchaseAutoload'),
    },
  ),
  rule('R-001-35', ['PU'], ['REG linked'], 'Linked cards cannot ride the high speed railway.', {
    S: shown('autoload.no-hsr'),
  }),
  rule('R-001-36', ['TU', 'AX'], ['ANY'], 'A card holds at most NT$10,000.', {
    E: enforced('machines/flows/topUp/topUpOffer.ts', 'explain topUp'),
  }),
  rule('R-001-37', ['LC'], ['REG'], 'A lost card is reported at once; autoload then ends.', {
    S: shown('help.lost.report'),
  }),
  rule(
    'R-001-38',
    ['LC'],
    ['REG'],
    "For three hours after the report misuse is the holder's, later the issuer's; newer terms are kinder.",
    { C: computed('explain lossLiability'), S: shown('help.lost.offline') },
  ),
  rule('R-001-39', ['LC', 'RF'], ['REG'], 'The balance of a lost card may go back to the linked account.', {
    S: shown('help.lost.linked'),
  }),
  rule('R-001-40', ['AE'], ['REG'], 'The link is cancelled in the app or at the bank; the card works on.', {
    S: shown('enable.can-stop', 'printed.stop.easy-wallet', 'printed.stop.bank-account'),
  }),
  rule('R-001-41', ['RF'], ['REG'], 'A linked card is refunded like any registered one.', {
    R: routed('the counter; explain refund answers alike for both'),
  }),
  rule('R-001-42', ['AE'], ['REG'], 'Before its first use the link is applied for and opened at a device.', {
    E: enforced('machines/flows/cardAct/serviceOffers.ts', 'explain enableAutoload', 'explain autoload'),
  }),
];
