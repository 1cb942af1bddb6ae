import { fromHex } from '../../ports/hex.ts';
import { type CardLayout, field, invented, known } from '../cardLayout.ts';

/** The only place that knows where an EasyCard on MIFARE Classic 1K keeps what. */

const issue = known(1, 0);
const purseLimits = known(1, 1);
const counters = known(3, 0);
const lastMetroExit = known(7, 1);
const lastMetroEntry = known(7, 2);
const dayQuota = known(15, 2);

export const LAYOUT = {
  /** Manufacturer block, UID first. */
  manufacturer: known(0, 0),
  /** Card directory: a constant, by which the card is recognised. */
  directory: known(0, 1),
  /** Issue and expiry, seconds of Taiwan's wall clock; check byte. */
  issue,
  issuedAt: field(issue, 5, 4),
  expiresAt: field(issue, 9, 4),
  /** Purse maxima in NT$ and expiry as a DOS date; check byte. */
  purseLimits,
  purseMaximum: field(purseLimits, 3, 2),
  secondPurseMaximum: field(purseLimits, 5, 2),
  expiryDate: field(purseLimits, 8, 2),
  /** The purse and its backup: value blocks. */
  purse: known(2, 0),
  backupPurse: known(2, 1),
  /** Record of the last add-value. */
  lastAddValue: known(2, 2),
  useCounter: field(counters, 0, 2),
  /** Copies of the newest exit and entry record. */
  latestExit: known(3, 1),
  latestEntry: known(3, 2),
  /** Ring of the six last records (add-values are not among them). */
  ring: [known(4, 0), known(4, 1), known(4, 2), known(5, 0), known(5, 1), known(5, 2)],
  metroExitStation: field(lastMetroExit, 4, 1),
  metroExitAt: field(lastMetroExit, 9, 4),
  metroInside: field(lastMetroEntry, 3, 1),
  metroEntryStation: field(lastMetroEntry, 4, 1),
  metroEntryAt: field(lastMetroEntry, 9, 4),
  /** Shop purchases of one day: date and total in NT$. */
  quotaDate: field(dayQuota, 11, 2),
  quotaTotal: field(dayQuota, 13, 2),

  /** Present only on cards made by this project. */
  marker: invented(14, 2),
  attributes: invented(14, 0),
  attributesMirror: invented(13, 0),
  autoload: invented(14, 1),
  autoloadMirror: invented(13, 1),
  pass: invented(11, 0),
  passMirror: invented(12, 0),
  passReceipt: invented(11, 1),
  passReceiptMirror: invented(12, 1),
} as const;

/** The constant of the directory block. Its first byte is no check value of a MAD: compare it, do not verify it. */
export const DIRECTORY_CONSTANT = '0e140001070208030904081000000000';

/** This image was made by this project. */
const SYNTHETIC_MARKER = 'SYNTH-EZCRD-0001';

export const EASYCARD_CLASSIC: CardLayout = {
  profile: 'easycard-classic',
  version: 1,
  issuer: 'easycard',
  recognition: { place: LAYOUT.directory, content: fromHex(DIRECTORY_CONSTANT) },
  purse: LAYOUT.purse,
  backupPurse: LAYOUT.backupPurse,
  lastAddValue: LAYOUT.lastAddValue,
  ring: LAYOUT.ring,
  recordCopies: [
    { place: LAYOUT.latestExit, kind: 'exit' },
    { place: LAYOUT.latestEntry, kind: 'entry' },
  ],
  term: {
    issue: LAYOUT.issue,
    issuedAt: LAYOUT.issuedAt,
    expiresAt: LAYOUT.expiresAt,
    limits: LAYOUT.purseLimits,
    expiryDate: LAYOUT.expiryDate,
  },
  issuerData: {
    marker: { place: LAYOUT.marker, content: new TextEncoder().encode(SYNTHETIC_MARKER) },
    attributes: { main: LAYOUT.attributes, mirror: LAYOUT.attributesMirror },
    autoload: { main: LAYOUT.autoload, mirror: LAYOUT.autoloadMirror },
    pass: { main: LAYOUT.pass, mirror: LAYOUT.passMirror },
    passReceipt: { main: LAYOUT.passReceipt, mirror: LAYOUT.passReceiptMirror },
    /** The operator's own codes are not public; these are this project's, in the order of the rulebook's products. */
    products: [
      'ordinary',
      'student',
      'concession',
      'senior',
      'charity',
      'companion',
      'citizen',
      'telecom',
      'debit',
      'cobranded',
      'special',
    ],
  },
};
