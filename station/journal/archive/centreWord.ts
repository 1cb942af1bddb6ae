import { type KeyObject, sign, verify } from 'node:crypto';
import type { JournalHead } from '../../../hardware/ports/anchor.ts';
import { canonicalJson } from '../canonicalJson.ts';

/** What the centre says of one life of a machine's journal: it keeps everything up to this record, whose hash there is this. */
export interface CentreWord {
  readonly machine: string;
  readonly epoch: number;
  readonly upto: JournalHead;
}

/** Nothing else that the centre may sign one day can be taken for this. */
const FORMAT = 'kiosk-centre-keeps-1';

const textOf = ({ machine, epoch, upto: { seq, hash } }: CentreWord): Buffer =>
  Buffer.from(canonicalJson({ format: FORMAT, machine, epoch, seq, hash }));

/** The centre's signature (Ed25519) over its word, base64. */
export function signCentreWord(word: CentreWord, privateKey: KeyObject): string {
  return sign(null, textOf(word), privateKey).toString('base64');
}

/** Did whoever has the centre's key say this? */
export function isCentreWord(word: CentreWord, signature: string | null, publicKey: KeyObject): boolean {
  return signature !== null && verify(null, textOf(word), publicKey, Buffer.from(signature, 'base64'));
}
