import { taipeiTimestamp } from '../../hardware/ports/clock.ts';
import type { Slip } from '../../hardware/ports/receiptPrinter.ts';
import { errorCatalogue } from '../../machines/errors/errorCatalogue.ts';
import type { ClaimFacts } from '../../machines/flows/events.ts';
import type { TransactionPurpose } from '../../machines/flows/openTransaction.ts';
import { claimLines } from '../../machines/view/failureLines.ts';
import type { Site } from '../../machines/view/site.ts';
import { type Language, wholly } from '../../machines/messages/languages.ts';
import { partLines } from './partLines.ts';
import { printedTime, slipWriter } from './slipWriter.ts';

/** The claim slip: the evidence that customer service asks for, and what to do (R-000-09, R-000-10, R-000-13, R-000-14). */
export function claimSlip(claim: ClaimFacts, purpose: TransactionPurpose, language: Language, site: Site): Slip {
  const cash = purpose === 'top-up';
  const writer = slipWriter(cash ? language : wholly(language), site);
  const { font, text, title, line, pair, money, place } = writer;
  const amount = claim.amount === null ? text('printed.unknown-amount') : money(claim.amount);
  return {
    id: `claim-${claim.transaction}`,
    font,
    lines: [
      title(cash ? 'printed.claim.title' : 'printed.claim.title-act'),
      pair('printed.code', claim.code),
      pair('printed.message', text(errorCatalogue.K15.text)),
      ...place,
      pair('printed.channel', text(cash ? 'printed.channel.cash' : 'printed.channel.issuer')),
      pair('printed.purpose', text(`printed.purpose.${purpose}`)),
      pair('printed.time', printedTime(claim.atMs)),
      pair('printed.transaction', claim.transaction),
      pair('printed.card', claim.card ?? '-'),
      // An act that leaves the purse alone has no amount that anybody could find out.
      ...(cash || claim.amount !== null ? [pair('printed.amount', amount)] : []),
      { kind: 'rule' },
      ...partLines(writer, claimLines(claim, purpose)),
      line('printed.claim.keep'),
      { kind: 'qr', text: claim.qr },
    ],
  };
}

/** What the claim's QR holds: the same evidence, for a telephone. No address to visit, nothing personal. */
export function claimQr(claim: Omit<ClaimFacts, 'qr'>, site: Site): string {
  return [
    'CLAIM',
    claim.code,
    claim.transaction,
    site.machine,
    taipeiTimestamp(claim.atMs),
    claim.card ?? '-',
    claim.amount === null ? '-' : `TWD${claim.amount}`,
  ].join(' ');
}
