import { taipeiTimestamp } from '../../hardware/ports/clock.ts';
import type { ErrorName } from '../errors/errorCatalogue.ts';
import { CASES_SHOWN, casesFound, chosenCase, notesCounted, type StaffContext } from '../flows/staff/staffContext.ts';
import type { StaffSnapshot } from '../flows/staff/staffFlow.ts';
import {
  type BoxCounted,
  type BoxTaken,
  type DayStatement,
  type Evidence,
  FOUND_NOTES,
  type OpenCase,
  reasonsFor,
  statementKinds,
  sumOf,
  type Today,
} from '../flows/staff.ts';
import type { Facts } from '../flows/visit/visitContext.ts';
import type { MessageId } from '../messages/messages.ts';
import { prompt, told } from './prompts.ts';
import type { Control, Prompt, StaffRow, StaffView } from './view.ts';

/** The pages of the staff. `busy`: something is being read or written down, and nothing may be pressed. */
export function staffPage({ value }: StaffSnapshot): StaffView['page'] | null {
  switch (value) {
    case 'beginning':
    case 'resting':
    case 'reading':
    case 'ended':
      return null;
    case 'typingPin':
      return 'pin';
    case 'checkingPin':
      return 'busy';
    case 'lockedOut':
      return 'locked';
  }
  const { inside } = value;
  switch (inside) {
    case 'choosingPin':
      return 'choose-pin';
    case 'repeatingPin':
      return 'repeat-pin';
    case 'today':
    case 'cases':
    case 'case':
    case 'reason':
    case 'found':
    case 'exchange':
    case 'boxes':
    case 'counted':
    case 'statements':
    case 'stated':
    case 'service':
      return inside;
    case 'workDay':
      return 'work-day';
    case 'searching':
      return 'search';
    case 'confirming':
      return 'confirm';
    case 'confirmingFound':
      return 'confirm-found';
    case 'boxSerial':
      return 'box-serial';
    case 'boxSeal':
      return 'box-seal';
    case 'confirmingOut':
      return 'confirm-out';
    case 'newBox':
      return 'new-box';
    case 'counting':
      return 'count';
    case 'confirmingCount':
      return 'confirm-count';
    case 'confirmingStatement':
      return 'confirm-statement';
    case 'notesOff':
    case 'notesOn':
    case 'withoutWork':
    case 'planningWork':
    case 'stating':
    case 'takingOut':
    case 'puttingIn':
    case 'printing':
    case 'closing':
    case 'printingTest':
    case 'recordingCount':
    case 'printingCount':
    case 'arriving':
    case 'looking':
    case 'savingPin':
    case 'signing':
    case 'withdrawing':
    case 'recordingFound':
      return 'busy';
  }
}

function row(label: Prompt, value: Prompt | null, tone: StaffRow['tone'] = 'plain', stands?: string): StaffRow {
  return { label, value, tone, ...(stands === undefined ? {} : { choice: stands }) };
}

/** A part that is out of order, in the words of the catalogue of errors. */
function conditionRow(part: Prompt, condition: ErrorName): StaffRow {
  return row(part, told(condition), 'wrong');
}

/** What is wrong, in the order in which it harms passengers: money first, then what nobody can be served without. */
function todayRows(facts: Facts, today: Today): StaffRow[] {
  const { cases, paper, box, exchange, waiting } = today;
  const rows: StaffRow[] = [];
  const unsigned = cases.filter(({ signed }) => signed === null).length;
  const half = cases.length - unsigned;
  rows.push(
    row(
      prompt('staff.row.cases'),
      cases.length === 0 ? prompt('staff.value.none') : prompt('staff.value.cases', { open: unsigned, half }),
      cases.length === 0 ? 'good' : 'wrong',
    ),
  );
  if (facts.journal !== 'writable') rows.push(conditionRow(prompt('staff.row.journal'), facts.journal));
  else rows.push(row(prompt('staff.row.journal'), prompt('staff.value.records', { count: today.records }), 'good'));
  if (facts.readerCondition !== null) rows.push(conditionRow(prompt('staff.row.reader'), facts.readerCondition));
  else rows.push(row(prompt('staff.row.reader'), prompt('staff.value.well'), 'good'));
  if (facts.cashCondition === 'notes-not-taken') rows.push(row(prompt('staff.row.notes'), prompt('staff.service.not-taken'), 'watch'));
  else if (facts.cashCondition !== null) rows.push(conditionRow(prompt('staff.row.notes'), facts.cashCondition));
  else rows.push(row(prompt('staff.row.notes'), prompt('staff.value.well'), 'good'));
  if (facts.auxiliariesCondition !== null) rows.push(conditionRow(prompt('staff.row.auxiliaries'), facts.auxiliariesCondition));
  if (exchange !== null) rows.push(row(prompt('staff.row.exchange'), prompt('staff.value.exchange-open'), 'wrong'));
  rows.push(boxRow(box));
  if (waiting.length > 0) rows.push(row(prompt('staff.row.waiting'), prompt('staff.value.waiting', { count: waiting.length }), 'watch'));
  rows.push(
    row(prompt('staff.row.paper'), prompt(`staff.paper.${paper}`), paper === 'full' ? 'good' : paper === 'low' ? 'watch' : 'wrong'),
  );
  rows.push(
    facts.clock === 'right'
      ? row(prompt('staff.row.clock'), prompt('staff.value.well'), 'good')
      : conditionRow(prompt('staff.row.clock'), 'clock-wrong'),
  );
  if (today.service.work !== null) rows.push(textRow('staff.row.work', today.service.work, 'watch'));
  rows.push(row(prompt('staff.row.versions'), prompt('staff.value.versions', { software: today.software, roster: today.rosterVersion })));
  // What is wrong stands above what is well; each keeps its rank.
  const rank = { wrong: 0, watch: 1, good: 2, plain: 3 } as const;
  return folded(rows.toSorted((one, other) => rank[one.tone] - rank[other.tone]));
}

/** Rows that a lying screen holds over its keys, some of two lines. */
const ROWS_SHOWN = 10;

/** Everything that needs somebody stands there. Where that is much, nothing else does: what is not named is in order. */
function folded(rows: readonly StaffRow[]): StaffRow[] {
  const needed = rows.filter(({ tone }) => tone === 'wrong' || tone === 'watch');
  return rows.length > ROWS_SHOWN && needed.length > ROWS_SHOWN / 2 ? needed : [...rows];
}

function boxRow({ notes, status, serial }: Today['box']): StaffRow {
  const label = serial === null ? prompt('staff.row.box') : prompt('staff.row.box-named', { serial });
  if (status === 'full' || status === 'missing') return row(label, prompt(`staff.box.${status}`), 'wrong');
  return row(label, prompt('staff.value.notes', { count: notes }), status === 'ok' ? 'good' : 'plain');
}

/** Last four digits, code, amount and time: enough to know a case again. */
function caseRow(each: OpenCase): StaffRow {
  const { id, claimCode, card, amount, sinceMs, signed } = each;
  const parts = [claimCode ?? id, amount === null ? null : `NT$${amount.toLocaleString('en')}`, card, timeOf(sinceMs)];
  const named = prompt('staff.value.text', { text: parts.filter((part) => part !== null).join(' · ') });
  if (signed !== null) return row(named, prompt('staff.case.half-signed', { person: signed.person }), 'watch', id);
  return row(named, prompt(`staff.case.${each.kind}`), 'wrong', id);
}

/** Day and time in Taiwan, without the year: cases are of these days. */
function timeOf(ms: number): string {
  const [day = '', time = ''] = taipeiTimestamp(ms).split('T');
  return `${day.slice(5)} ${time.slice(0, 5)}`;
}

function evidenceRow(each: Evidence): StaffRow {
  const value = 'value' in each ? { value: each.value } : undefined;
  return row(prompt(`staff.evidence.${each.says}`, value), null);
}

function caseRows(each: OpenCase): StaffRow[] {
  const { signed, doubtedBy, amount, card, claimCode, id, sinceMs, found } = each;
  return [
    row(prompt('staff.row.what'), prompt(`staff.case.${each.kind}`), 'wrong'),
    row(prompt('staff.row.amount'), amount === null ? prompt('staff.value.unknown') : prompt('staff.value.amount', { amount })),
    row(prompt('staff.row.card'), prompt('staff.value.text', { text: card ?? '-' })),
    row(prompt('staff.row.code'), prompt('staff.value.text', { text: claimCode ?? id })),
    row(prompt('staff.row.since'), prompt('staff.value.text', { text: timeOf(sinceMs) })),
    ...each.evidence.map(evidenceRow),
    ...(found > 0 ? [row(prompt('staff.evidence.found', { value: found }), null, 'watch')] : []),
    ...(signed === null
      ? []
      : [
          row(prompt('staff.row.signed', { person: signed.person }), prompt(`staff.decision.${signed.decision}`), 'watch'),
          row(prompt('staff.row.reason'), prompt(`staff.reason.${signed.reason}`)),
        ]),
    ...(doubtedBy === null ? [] : [row(prompt('staff.row.doubted', { person: doubtedBy.person }), null, 'wrong')]),
  ];
}

function textRow(label: MessageId, text: string, tone?: StaffRow['tone']): StaffRow {
  return row(prompt(label), prompt('staff.value.text', { text }), tone);
}

/** What the journal knows of the box that stands there, where it is another one than was typed. */
function knownBoxRow({ today, boxSerial }: StaffContext): StaffRow[] {
  const known = today?.box.serial ?? null;
  return known === null || known === boxSerial ? [] : [textRow('staff.row.box-known', known, 'watch')];
}

function exchangeRows({ exchange, serial, seal, atMs, next, prints }: BoxTaken): StaffRow[] {
  return [
    textRow('staff.row.number', `X-${exchange}`),
    textRow('staff.row.since', timeOf(atMs)),
    textRow('staff.row.box-out', serial, 'good'),
    textRow('staff.row.seal', seal, 'good'),
    next === null ? row(prompt('staff.row.box-in'), prompt('staff.value.none'), 'wrong') : textRow('staff.row.box-in', next, 'good'),
    row(prompt('staff.row.statements'), prompt('staff.value.statements', { count: prints }), prints < 2 ? 'watch' : 'good'),
  ];
}

/** Boxes that fit on one page: more do not wait in a station. */
const BOXES_SHOWN = 4;

function boxWaitingRow({ exchange, serial, seal, atMs }: BoxTaken): StaffRow {
  const text = [serial, `X-${exchange}`, seal, timeOf(atMs)].join(' · ');
  return row(prompt('staff.value.text', { text }), prompt('staff.value.to-count'), 'watch', String(exchange));
}

function countRow(value: number, count: number): StaffRow {
  return row(prompt('staff.value.amount', { amount: value }), prompt('staff.value.notes-counted', { count }));
}

function countedRows({ exchange, serial, expected, counted, difference }: BoxCounted): StaffRow[] {
  return [
    textRow('staff.row.number', `X-${exchange}`),
    textRow('staff.row.box-out', serial),
    row(prompt('staff.row.counted'), prompt('staff.value.counted', { amount: counted.value, count: counted.notes })),
    row(prompt('staff.row.expected'), prompt('staff.value.counted', { amount: expected.value, count: expected.notes })),
    ...(expected.unvalued === 0
      ? []
      : [row(prompt('staff.row.unvalued'), prompt('staff.value.notes-counted', { count: expected.unvalued }), 'watch')]),
    ...(expected.inDoubt.notes === 0
      ? []
      : [
          row(
            prompt('staff.row.in-doubt'),
            prompt('staff.value.counted', { amount: expected.inDoubt.value, count: expected.inDoubt.notes }),
            'watch',
          ),
        ]),
    row(prompt('staff.row.difference'), prompt('staff.value.amount', { amount: difference }), difference === 0 ? 'good' : 'wrong'),
  ];
}

function serviceRows({ service: { notes, work } }: Today): StaffRow[] {
  return [
    row(prompt('staff.row.notes'), prompt(`staff.service.${notes}`), notes === 'taken' ? 'good' : 'watch'),
    work === null ? row(prompt('staff.row.work'), prompt('staff.value.none')) : textRow('staff.row.work', work, 'watch'),
  ];
}

const EXPORT_TONES = { verified: 'good', failed: 'wrong', off: 'plain' } as const;

function statedRows(stated: DayStatement): StaffRow[] {
  const { number, what, from, to, notes, unvalued, kept, written, issued, inBox, difference, openCases, exported } = stated;
  const money = (label: MessageId, amount: number): StaffRow => row(prompt(label), prompt('staff.value.amount', { amount }));
  const pieces = (label: MessageId, count: number): StaffRow => row(prompt(label), prompt('staff.value.notes-counted', { count }));
  const known = difference !== null;
  return [
    row(prompt(`staff.statement.${what}`), prompt('staff.value.text', { text: `D-${number} · ${from}–${to}` })),
    money('staff.row.kept', kept),
    money('staff.row.written', written),
    money('staff.row.issued', issued),
    pieces('staff.row.by-journal', notes + unvalued),
    known ? pieces('staff.row.by-unit', notes + unvalued + difference) : row(prompt('staff.row.by-unit'), prompt('staff.value.unknown')),
    row(
      prompt('staff.row.difference'),
      known ? prompt('staff.value.notes-counted', { count: difference }) : prompt('staff.value.unknown'),
      known ? (difference === 0 ? 'good' : 'wrong') : 'watch',
    ),
    pieces('staff.row.in-box', inBox),
    row(prompt('staff.row.cases'), prompt('staff.value.text', { text: String(openCases) }), openCases === 0 ? 'good' : 'watch'),
    row(prompt('staff.row.export'), prompt(`staff.export.${exported}`), EXPORT_TONES[exported]),
  ];
}

function rowsOf(page: StaffView['page'], context: StaffContext, facts: Facts): StaffRow[] {
  const { today, from, decision, reason, foundValue, boxSerial, boxSeal } = context;
  const each = chosenCase(context);
  switch (page) {
    case 'today':
      return today === null ? [] : todayRows(facts, today);
    case 'cases':
      return casesFound(context)
        .slice(from, from + CASES_SHOWN)
        .map(caseRow);
    case 'case':
      return each === null ? [] : caseRows(each);
    case 'confirm':
      return each === null || decision === null || reason === null
        ? []
        : [
            row(prompt('staff.row.code'), prompt('staff.value.text', { text: each.claimCode ?? each.id })),
            row(
              prompt('staff.row.amount'),
              each.amount === null ? prompt('staff.value.unknown') : prompt('staff.value.amount', { amount: each.amount }),
            ),
            row(prompt('staff.row.decision'), prompt(`staff.decision.${decision}`), 'watch'),
            row(prompt('staff.row.reason'), prompt(`staff.reason.${reason}`)),
          ];
    case 'confirm-found':
      return [
        row(prompt('staff.row.amount'), prompt('staff.value.amount', { amount: foundValue ?? 0 }), 'watch'),
        row(prompt('staff.row.code'), prompt('staff.value.text', { text: each === null ? '-' : (each.claimCode ?? each.id) })),
      ];
    case 'confirm-out':
      return [textRow('staff.row.box-out', boxSerial), textRow('staff.row.seal', boxSeal), ...knownBoxRow(context)];
    case 'exchange':
      return today?.exchange === undefined || today.exchange === null ? [] : exchangeRows(today.exchange);
    case 'boxes':
      return (today?.waiting ?? []).slice(0, BOXES_SHOWN).map(boxWaitingRow);
    case 'confirm-count':
      return [
        ...notesCounted(context).map(({ value, count }) => countRow(value, count)),
        row(prompt('staff.row.sum'), prompt('staff.value.amount', { amount: sumOf(notesCounted(context)) }), 'watch'),
      ];
    case 'counted':
      return today?.lastCount === undefined || today.lastCount === null ? [] : countedRows(today.lastCount);
    case 'confirm-statement':
      return context.stating === null ? [] : [row(prompt('staff.row.what'), prompt(`staff.statement.${context.stating}`), 'watch')];
    case 'stated':
      return context.stated === null ? [] : statedRows(context.stated);
    case 'service':
      return today === null ? [] : serviceRows(today);
    case 'work-day':
    case 'statements':
    case 'box-serial':
    case 'box-seal':
    case 'new-box':
    case 'count':
    case 'pin':
    case 'locked':
    case 'choose-pin':
    case 'repeat-pin':
    case 'search':
    case 'reason':
    case 'found':
    case 'busy':
      return [];
  }
}

const KEYPADS: { readonly [Page in StaffView['page']]?: 'pin' | 'code' } = {
  pin: 'pin',
  'choose-pin': 'pin',
  'repeat-pin': 'pin',
  search: 'code',
  'box-serial': 'code',
  'box-seal': 'code',
  'new-box': 'code',
  count: 'pin',
  'work-day': 'pin',
};

function titleOf(page: StaffView['page'], context: StaffContext, facts: Facts): Prompt {
  if (page === 'locked') return prompt('staff.title.locked', { minutes: Math.ceil(context.waitMs / 60_000) });
  if (page === 'count') return prompt('staff.title.count', { value: FOUND_NOTES[context.counts.length] ?? 0 });
  if (page !== 'today' || context.today === null) return prompt(`staff.title.${page}`);
  const wrong = todayRows(facts, context.today).filter(({ tone }) => tone === 'wrong').length;
  return wrong === 0 ? prompt('staff.today.well') : prompt('staff.today.wrong', { count: wrong });
}

/** What staff sees: a pure function of where the staff machine stands. Never a PIN, never more of a card than its last four digits. */
export function staffView(flow: StaffSnapshot | undefined, facts: Facts): StaffView | null {
  const page = flow === undefined ? null : staffPage(flow);
  if (flow === undefined || page === null) return null;
  const { context } = flow;
  const keys = KEYPADS[page];
  return {
    page,
    person: context.person,
    title: titleOf(page, context, facts),
    notice: context.notice === null ? null : prompt(`staff.notice.${context.notice}`),
    typed:
      keys === undefined
        ? null
        : { keys, text: page !== 'count' && page !== 'work-day' && keys === 'pin' ? '●'.repeat(context.typed.length) : context.typed },
    rows: rowsOf(page, context, facts),
  };
}

function key(arg: string): Control {
  return {
    verb: 'staff-key',
    arg,
    label: prompt(arg === 'erase' ? 'staff.key.erase' : 'staff.key'),
    emphasis: 'quiet',
  };
}

function choice(arg: string, label: Prompt, emphasis: Control['emphasis'] = 'secondary'): Control {
  return { verb: 'staff-choose', arg, label, emphasis };
}

const back: Control = { verb: 'cancel', label: prompt('control.back'), emphasis: 'secondary' };
const leave: Control = { verb: 'finish', label: prompt('staff.control.leave'), emphasis: 'secondary' };
/** As on every PIN pad: what erases stands left of the nought. */
const digits = ['1', '2', '3', '4', '5', '6', '7', '8', '9', 'erase', '0'].map(key);
/** Crockford's base 32, in which the codes of claims are written. */
const characters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'.split('').map(key);
const enter = choice('enter', prompt('staff.control.enter'), 'primary');

/** What might be pressed on a page, in reading order; what is not accepted now is left out by who asks. */
export function staffControls(flow: StaffSnapshot): Control[] {
  const page = staffPage(flow);
  const { context } = flow;
  const each = chosenCase(context);
  switch (page) {
    case null:
    case 'busy':
      return [];
    case 'pin':
    case 'choose-pin':
    case 'repeat-pin':
      return [...digits, enter, back, ...(page === 'pin' ? [] : [leave])];
    case 'locked':
      return [back];
    case 'search':
      return [...characters, key('erase'), enter, back, leave];
    case 'today':
      return [
        choice('cases', prompt('staff.control.cases'), 'primary'),
        choice('found', prompt('staff.control.found')),
        choice('exchange', prompt('staff.control.exchange')),
        choice('boxes', prompt('staff.control.boxes')),
        choice('statements', prompt('staff.control.statements')),
        choice('service', prompt('staff.control.service')),
        choice('test-print', prompt('staff.control.test-print')),
        choice('look-again', prompt('staff.control.look-again')),
        leave,
      ];
    case 'box-serial':
    case 'box-seal':
    case 'new-box':
      return [...characters, key('erase'), enter, back, leave];
    case 'count':
    case 'work-day':
      return [...digits, enter, back, leave];
    case 'service':
      return [
        choice('notes-off', prompt('staff.control.notes-off')),
        choice('notes-on', prompt('staff.control.notes-on'), 'primary'),
        choice('plan-work', prompt('staff.control.plan-work')),
        choice('no-work', prompt('staff.control.no-work')),
        back,
        leave,
      ];
    case 'exchange':
      return [
        choice('new-box', prompt('staff.control.new-box'), 'primary'),
        choice('close', prompt('staff.control.close-exchange'), 'primary'),
        choice('print', prompt('staff.control.print')),
        back,
        leave,
      ];
    case 'boxes':
      return [
        ...(context.today?.waiting ?? [])
          .slice(0, BOXES_SHOWN)
          .map(({ exchange, serial }) => choice(String(exchange), prompt('staff.control.case', { code: serial }))),
        choice('last-count', prompt('staff.control.last-count')),
        back,
        leave,
      ];
    case 'statements':
      return [...statementKinds.map((what) => choice(what, prompt(`staff.statement.${what}`))), back, leave];
    case 'stated':
      return [back, leave];
    case 'counted':
      return [choice('print', prompt('staff.control.print')), back, leave];
    case 'cases':
      return [
        ...casesFound(context)
          .slice(context.from, context.from + CASES_SHOWN)
          .map(({ id, claimCode }) => choice(id, prompt('staff.control.case', { code: claimCode ?? id }))),
        choice('search', prompt('staff.control.search')),
        choice('more', prompt('staff.control.more')),
        back,
        leave,
      ];
    case 'case':
      return each === null
        ? []
        : [
            ...(each.signed === null
              ? each.decisions.map((decision) => choice(decision, prompt(`staff.decision.${decision}`)))
              : [
                  { verb: 'confirm', label: prompt('staff.control.countersign'), emphasis: 'primary' } as const,
                  choice(
                    'withdraw',
                    prompt(each.signed.decision === 'paid-at-counter' ? 'staff.control.not-paid' : 'staff.control.withdraw'),
                  ),
                ]),
            choice('found', prompt('staff.control.found')),
            back,
            leave,
          ];
    case 'reason':
      return [
        ...(each === null || context.decision === null
          ? []
          : reasonsFor(each, context.decision).map((reason) => choice(reason, prompt(`staff.reason.${reason}`)))),
        back,
        leave,
      ];
    case 'found':
      return [...FOUND_NOTES.map((value) => choice(String(value), prompt('staff.value.amount', { amount: value }))), back, leave];
    case 'confirm':
    case 'confirm-found':
    case 'confirm-out':
    case 'confirm-count':
    case 'confirm-statement':
      return [{ verb: 'confirm', label: prompt(`staff.control.${page}`), emphasis: 'primary' }, back, leave];
  }
}
