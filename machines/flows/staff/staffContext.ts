import { taipeiTimestamp } from '../../../hardware/ports/clock.ts';
import type { Dollars } from '../../../hardware/ports/dollars.ts';
import {
  type CaseId,
  type DayStatement,
  type Decision,
  FOUND_NOTES,
  type NotesCounted,
  type OpenCase,
  type Reason,
  type StaffEnd,
  type StaffPerson,
  type StatementKind,
  type Today,
} from '../staff.ts';

/** Shortest and longest PIN, digits (the issue of the operator: six at least). */
export const PIN_DIGITS = { least: 6, most: 12 } as const;

/** Characters by which a case is looked for: the end of a claim's code, or the last four digits of a card. */
export const SEARCH_LENGTH = 5;

/** Characters on a box or a seal. */
export const LABEL_DIGITS = { least: 3, most: 12 } as const;

/** Digits of how many notes of one value are counted. */
export const COUNT_DIGITS = 4;

/** Digits of a day: month and day. */
export const DAY_DIGITS = 4;

/** What the page says beside its question. */
export type StaffNotice = StaffEnd | 'not-entered' | 'card-unreadable' | 'pins-differ' | 'not-your-role';

export interface StaffContext {
  /** Counts questions to the station: an answer with another ticket is about an earlier one. */
  readonly ticket: number;
  readonly cardPresent: boolean;
  readonly person: StaffPerson | null;
  readonly mustChoosePin: boolean;
  /** What was typed so far: a PIN, or what is looked for. */
  readonly typed: string;
  /** The new PIN as it was typed first. */
  readonly firstPin: string;
  readonly notice: StaffNotice | null;
  /** Nothing more is looked at for so long, milliseconds. */
  readonly waitMs: number;
  /** The key was turned back, or the door closed: whoever is in leaves as soon as may be. */
  readonly closing: boolean;
  readonly today: Today | null;
  /** What the list of cases is narrowed to. */
  readonly search: string;
  /** First case of the page that is shown. */
  readonly from: number;
  readonly case: CaseId | null;
  readonly decision: Decision | null;
  readonly reason: Reason | null;
  readonly foundValue: Dollars | null;
  /** As it stands on the box that is taken out. */
  readonly boxSerial: string;
  readonly boxSeal: string;
  /** The exchange whose box is counted. */
  readonly counting: number | null;
  /** How many notes there are, in the order of `FOUND_NOTES`, as far as they were counted. */
  readonly counts: readonly number[];
  /** What is asked for, and then what it says. */
  readonly stating: StatementKind | null;
  readonly stated: DayStatement | null;
}

export const nobodyIn = {
  person: null,
  mustChoosePin: false,
  typed: '',
  firstPin: '',
  today: null,
  search: '',
  from: 0,
  case: null,
  decision: null,
  reason: null,
  foundValue: null,
  boxSerial: '',
  boxSeal: '',
  counting: null,
  counts: [],
  stating: null,
  stated: null,
} satisfies Partial<StaffContext>;

/** Cases on one page. */
export const CASES_SHOWN = 4;

/** The cases that are looked for: by the end of the claim's code, the last digits of the card, or the day (MMDD) or time (HHMM) since when. */
export function casesFound({ today, search }: Pick<StaffContext, 'today' | 'search'>): readonly OpenCase[] {
  const cases = today?.cases ?? [];
  if (search === '') return cases;
  return cases.filter(({ card, claimCode, id, sinceMs }) => {
    const [day = '', time = ''] = taipeiTimestamp(sinceMs).replaceAll(/[-:]/g, '').split('T');
    return [card, claimCode, id, day, time.slice(0, 4)].some((text) => text?.endsWith(search) === true);
  });
}

/** The case that is looked at; null: none, or it is over. */
export function chosenCase({ today, case: id }: Pick<StaffContext, 'today' | 'case'>): OpenCase | null {
  return today?.cases.find((each) => each.id === id) ?? null;
}

/** What was counted so far. */
export function notesCounted({ counts }: Pick<StaffContext, 'counts'>): readonly NotesCounted[] {
  return FOUND_NOTES.flatMap((value, index) => {
    const count = counts[index];
    return count === undefined ? [] : [{ value, count }];
  });
}
