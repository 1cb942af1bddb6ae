import { createContext } from 'react';
import { noPointers, type RestingPointers } from './restingPointers.ts';

/** What a control must know of the screen around it to tell a press. */
export interface PressGround {
  /** `questionOf` the View that is drawn. */
  readonly question: string;
  readonly pointers: RestingPointers;
}

export const PressGroundContext = createContext<PressGround>({ question: '', pointers: noPointers });
