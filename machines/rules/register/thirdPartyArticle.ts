import { type RegisteredRule, rule } from './registeredRule.ts';
import { enforced, notHere, recorded, shown } from './standing.ts';

/** Document 000: a third-party article on failing add-values, undated. Hints for screens of failure only: it decides nothing. */
export const thirdPartyArticle: readonly RegisteredRule[] = [
  rule(
    'R-000-01',
    ['FH'],
    ['ANY'],
    'When an add-value fails, card and machine are checked first, then balance and last transactions, then another channel or staff.',
    { S: shown('refused.help-replace', 'balance.history', 'refused.help-still', 'out-of-service.elsewhere') },
  ),
  rule(
    'R-000-02',
    ['TU', 'AX', 'FH'],
    ['ANY'],
    'A top-up above what the card may hold is refused as a whole; there is no daily limit for cash.',
    { E: enforced('machines/flows/topUp/topUpOffer.ts', 'explain topUp'), S: shown('balance.headroom') },
  ),
  rule('R-000-03', ['AX', 'FH'], ['CO', 'REG linked'], 'A refused funding source is named as such: the card is not blamed.', {
    S: shown('refused.K08', 'refused.help-bank'),
  }),
  rule('R-000-04', ['FH', 'MT'], ['ANY'], 'A machine whose clock is wrong must notice it by itself.', {
    E: enforced('station/clockWatch.ts', 'machines/flows/visit/visitSetup.ts'),
  }),
  rule('R-000-05', ['TU', 'AX', 'FH'], ['ANY'], 'Without a connection an online act fails before money is taken, and the screen says so.', {
    E: enforced('machines/flows/cardAct/serviceOffers.ts', 'station/effects/issuerDesk.ts'),
    S: shown('refused.K14', 'service.nothing-taken', 'menu.unreachable'),
  }),
  rule('R-000-06', ['FH'], ['ANY'], 'A card that is read badly is asked to be laid down again.', {
    S: shown('refused.K11', 'refused.help-replace'),
  }),
  rule('R-000-07', ['TU', 'FH'], ['ANY'], 'Where a limit is the cause, smaller steps are advised: the machine says how much still fits.', {
    S: shown('balance.headroom', 'refused.K09'),
  }),
  rule('R-000-08', ['FH'], ['ANY'], 'Other places to add value are named when this machine cannot.', {
    S: shown('out-of-service.elsewhere', 'failure.elsewhere.easycard'),
  }),
  rule(
    'R-000-09',
    ['FH', 'RC'],
    ['ANY'],
    'A failure has a short code that is shown and printed, with the advice not to keep trying blindly.',
    { S: shown('refused.code', 'claim.code', 'printed.code', 'claim.now.stop'), L: recorded(['claim', 'case']) },
  ),
  rule('R-000-10', ['FH', 'RC'], ['ANY'], 'Customer service is given time, machine, channel and what went wrong.', {
    S: shown(
      'printed.time',
      'printed.machine',
      'printed.channel',
      'claim.happened.card-away',
      'claim.happened.not-yet-added',
      'claim.happened.note-in-doubt',
      'claim.happened.note-unknown',
      'claim.happened.changed-elsewhere',
      'claim.happened.pass-unfinished',
    ),
    L: recorded(['boot', 'note-keep.outcome', 'card-write.outcome', 'claim', 'case']),
  }),
  rule('R-000-11', ['FH'], ['ANY'], 'Every cause has a message of its own; an empty balance is no cause of a failed top-up.', {
    S: shown('refused.K01', 'refused.K09', 'refused.K12', 'refused.not-activated'),
  }),
  rule(
    'R-000-12',
    ['FH'],
    ['ANY'],
    'Whoever met a failure is told to stop, not to try on; the machine itself tries a limited number of times.',
    { S: shown('claim.now.stop', 'claim.now.stop-act', 'same-card.attempts'), E: enforced('machines/flows/resolve/resolve.ts') },
  ),
  rule(
    'R-000-13',
    ['FH', 'RC'],
    ['ANY'],
    'For staff and hotline the passenger holds card number (masked), time, place, machine and transaction.',
    { S: shown('printed.card', 'printed.time', 'printed.station', 'printed.machine', 'printed.transaction', 'claim.transaction') },
  ),
  rule('R-000-14', ['FH', 'RC'], ['ANY'], 'The evidence of a claim holds the amount too, and is kept.', {
    S: shown('printed.amount', 'claim.amount'),
    L: recorded(['claim']),
  }),
  rule('R-000-15', ['FH'], ['ANY'], 'A fault of the machine is made good, but no time is promised.', {
    S: shown('claim.title', 'claim.money.recorded', 'claim.now.staff'),
  }),
  rule('R-000-16', ['TU'], ['ANY'], 'Nobody should hurry through many operations in the rush hour.', {
    N: notHere('advice to passengers; the machine is simply fast and needs no touch'),
  }),
  rule(
    'R-000-17',
    ['MT', 'PV'],
    [],
    'Restricted access needs more than one proof, personal data is the least possible and lies encrypted.',
    { E: enforced('station/journal/cardSeal.ts', 'station/staff/staffRegister.ts') },
  ),
  rule('R-000-18', ['RF', 'AE', 'MT'], ['ANY'], 'What cannot be taken back is confirmed twice.', {
    E: [
      enforced(
        'machines/flows/cardAct/cardActFlow.ts',
        'machines/flows/cardAct/serviceOffer.ts',
        'station/effects/staffDesk.ts',
        'station/effects/boxDesk.ts',
        'explain enableAutoload',
      ),
    ],
  }),
  rule('R-000-19', ['MT'], [], 'Incidents are rehearsed.', {
    N: notHere('an organisational duty; the simulated world rehearses power cuts and faults of parts'),
  }),
  rule('R-000-20', ['RC'], ['ANY'], 'Passengers are told to keep their proof; nobody is told to clean a magnetic stripe.', {
    S: shown('claim.keep', 'printed.claim.keep'),
  }),
];
