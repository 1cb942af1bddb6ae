import type { z } from 'zod';
import {
  activationAnswer,
  activationRequest,
  advice,
  adviceAnswer,
  authorisationAnswer,
  authorisationRequest,
  collectionAnswer,
  collectionRequest,
  extensionAnswer,
  extensionRequest,
  passAnswer,
  passRequest,
  refundAnswer,
  refundRequest,
  reversal,
  reversalAnswer,
} from './acts.ts';
import { lockListAnswer, lockListRequest, lookupAnswer, lookupRequest, uploadAnswer, uploadRequest } from './cards.ts';

/** One thing a machine may ask of the issuer. All of them are `POST /v1/<operation>` with a JSON body. */
interface Operation {
  readonly says: string;
  readonly request: z.ZodType;
  readonly answer: z.ZodType;
}

export const OPERATIONS = {
  lookup: { says: 'What is known of a card', request: lookupRequest, answer: lookupAnswer },
  activation: { says: 'Enable autoload on a card that is linked', request: activationRequest, answer: activationAnswer },
  authorisation: {
    says: 'Take the amount of an autoload from the linked account',
    request: authorisationRequest,
    answer: authorisationAnswer,
  },
  refund: { says: 'Register the refund of a co-branded card', request: refundRequest, answer: refundAnswer },
  extension: { says: 'Extend the validity of a card', request: extensionRequest, answer: extensionAnswer },
  collection: { says: 'Hand out or take back what is pending on a card', request: collectionRequest, answer: collectionAnswer },
  pass: { says: 'Sell a period ticket', request: passRequest, answer: passAnswer },
  advice: { says: 'The card carries what was approved', request: advice, answer: adviceAnswer },
  reversal: { says: 'The card does not carry what may have been approved', request: reversal, answer: reversalAnswer },
  'lock-list': { says: 'Changes of the lock list', request: lockListRequest, answer: lockListAnswer },
  upload: { says: 'Keep journal records of a machine', request: uploadRequest, answer: uploadAnswer },
} as const satisfies Record<string, Operation>;

export type OperationName = keyof typeof OPERATIONS;
export type RequestOf<Name extends OperationName> = z.infer<(typeof OPERATIONS)[Name]['request']>;
export type AnswerOf<Name extends OperationName> = z.infer<(typeof OPERATIONS)[Name]['answer']>;

export const OPERATION_NAMES = Object.keys(OPERATIONS) as readonly OperationName[];

/** The acts: what is held until it is settled or reversed. */
export const ACTS = ['activation', 'authorisation', 'refund', 'extension', 'collection', 'pass'] as const;
export type ActName = (typeof ACTS)[number];
