import type { Basis } from './basis.ts';
import { HOUR_MS } from './calendar.ts';
import type { LossLiabilityQuestion } from './question.ts';
import type { LossLiabilityRuling } from './ruling.ts';

const hours = (count: number): number => count * HOUR_MS;

/**
 * Who bears the misuse of a lost card, by the terms in force on the day of the misuse. A card without a name is like cash; only
 * the autoload that a bank stands behind is the bank's, name or not. Exactly at a limit the reading that favours the holder
 * counts (R-003-90): a span of hours begins with its first instant and no longer holds at its last, and the issuer is better
 * than the bank, which takes its loss from the balance that comes back (R-002-24).
 */
export function lossLiability(question: LossLiabilityQuestion, basis: Basis): LossLiabilityRuling {
  const { card, channel } = question;
  /** From the report to the misuse. */
  const elapsedMs = question.misuseAtMs - question.reportedAtMs;
  if (channel === 'autoload') {
    const before = basis.find('bankHoursBefore');
    if (before !== undefined) return { bearer: byBank(elapsedMs, before, basis) };
  }
  if (!card.registered && basis.take('lossNeedsRegistration')) return { bearer: 'holder' };
  switch (channel) {
    case 'offline':
      return { bearer: afterReport(elapsedMs, basis.take('offlineHolderHours'), basis) };
    case 'online':
      return { bearer: online(elapsedMs, basis) };
    case 'autoload':
      return { bearer: afterReport(elapsedMs, basis.take('autoloadHolderHours'), basis) };
  }
}

function afterReport(elapsedMs: number, holderHours: number, basis: Basis): 'holder' | 'issuer' {
  if (elapsedMs < hours(holderHours)) return 'holder';
  if (holderHours > 0) basis.mention('issuerBearsAfter');
  return 'issuer';
}

/**
 * The bank's terms make no difference between online and offline. Where kinder terms prevail (C-11) they are still named: they
 * speak of the same misuse, and outside their span of hours they say the same.
 */
function online(elapsedMs: number, basis: Basis): 'holder' | 'issuer' {
  const bearer = afterReport(elapsedMs, basis.take('onlineHolderHours'), basis);
  const withinSpan = elapsedMs < hours(basis.peek('offlineHolderHours') ?? 0);
  basis.mention(withinSpan ? 'bankTermsOnline' : 'issuerBearsAfter');
  return bearer;
}

/** Where a bank stands behind the autoload it bears a span around the report, which for a card without a name has no end. */
function byBank(elapsedMs: number, hoursBefore: number, basis: Basis): LossLiabilityRuling['bearer'] {
  if (elapsedMs < -hours(hoursBefore)) return 'holder';
  return elapsedMs < hours(basis.find('bankHoursAfter') ?? Infinity) ? 'bank' : 'issuer';
}
