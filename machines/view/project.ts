import { isAnnounced } from '../flows/serviceState.ts';
import type { CardFacts, Issuer } from '../../hardware/ports/cardFacts.ts';
import { taipeiTimestamp } from '../../hardware/ports/clock.ts';
import { dollars } from '../../hardware/ports/dollars.ts';
import { hallLanguage, type Language, languageFor } from '../messages/languages.ts';
import type { ErrorName } from '../errors/errorCatalogue.ts';
import type { CardActSnapshot } from '../flows/cardAct/cardActFlow.ts';
import type { StaffSnapshot } from '../flows/staff/staffFlow.ts';
import { limits } from '../flows/limits.ts';
import { type ResolveSnapshot, triesLeft } from '../flows/resolve/resolve.ts';
import { acceptedNow, creditIsUsedUp, headroomOf, type TopUpSnapshot } from '../flows/topUp/topUp.ts';
import { topUpTerms } from '../flows/topUp/topUpOffer.ts';
import { type CalendarDate, taipeiDay } from '../rules/calendar.ts';
import { passNameOf } from '../rules/passNames.ts';
import { contactOn } from '../rules/contacts.ts';
import { journalErrors } from '../errors/journalErrors.ts';
import { isEnabled } from '../flows/ruleCard.ts';
import { tellsRefusal, type VisitSnapshot } from '../flows/visit/visit.ts';
import type { VisitContext } from '../flows/visit/visitContext.ts';
import { controlsOf } from './controls.ts';
import { helpPrompts, helpView } from './helpView.ts';
import { claimLines, inPart, whoHelps } from './failureLines.ts';
import { explained, named, prompt, told } from './prompts.ts';
import { returnedPrompts, returnedView, tellsReturned } from './returnedView.ts';
import { noNotesLines, refusedLines } from './refusalPrompts.ts';
import { servicePrompts } from './servicePrompts.ts';
import { serviceScreen, serviceView } from './serviceView.ts';
import { refusalScreens, type ScreenName, screens } from './screens.ts';
import { type Site, stationIn } from './site.ts';
import { staffPage, staffView } from './staffView.ts';
import type { CardView, CashView, ClaimView, HistoryRow, MoneyView, Prompt, SameCardView, View } from './view.ts';

/** A time-out that the passenger should see. The station turns it into what remains. */
export interface Deadline {
  /** Changes whenever the time starts anew. */
  readonly key: string;
  readonly totalMs: number;
}

/** The View but for what only its sender knows: number, boot and the time that remains. */
export interface Picture extends Omit<View, 'bootId' | 'seq' | 'deadline'> {
  readonly deadline: Deadline | null;
}

function topUpOf(snapshot: VisitSnapshot): TopUpSnapshot | undefined {
  return snapshot.children.topUp?.getSnapshot();
}

function resolveOf(snapshot: VisitSnapshot): ResolveSnapshot | undefined {
  return snapshot.children.resolve?.getSnapshot();
}

function cardActOf(snapshot: VisitSnapshot): CardActSnapshot | undefined {
  return snapshot.children.cardAct?.getSnapshot();
}

function staffOf(snapshot: VisitSnapshot): StaffSnapshot | undefined {
  return snapshot.children.staff?.getSnapshot();
}

/** Nobody is in: the machine is closed to everybody who passes by. */
function closedScreen(snapshot: VisitSnapshot): ScreenName {
  const flow = staffOf(snapshot);
  return flow === undefined || staffPage(flow) === null ? 'out-of-service' : 'staff';
}

/** A top-up that was cut off has just arrived on the card, which still holds what it left there: that is done, and told as such. */
function hasArrived({ settled, added, balance }: VisitContext): boolean {
  return settled?.done === true && added !== null && added.after === balance;
}

function topUpScreen(flow: TopUpSnapshot | undefined, arrived: boolean): ScreenName {
  if (flow === undefined) return 'balance';
  switch (flow.value) {
    case 'seen':
    case 'checking':
    case 'keeping':
      return 'note-seen';
    case 'writing':
      return 'writing';
    case 'deciding':
    case 'opening':
    case 'inviting':
    case 'full':
    case 'closing':
    case 'ended':
      return flow.context.added === null && !arrived ? 'balance' : 'added';
  }
}

function resolveScreen(flow: ResolveSnapshot | undefined): ScreenName {
  return flow !== undefined && (flow.matches('claiming') || flow.matches('claimed')) ? 'claim' : 'same-card';
}

function screenOf(snapshot: VisitSnapshot): ScreenName {
  const { service } = snapshot.value;
  switch (service) {
    case 'starting':
      return 'out-of-service';
    case 'outOfService':
      return closedScreen(snapshot);
    case 'attract':
      return 'attract';
    case 'reading':
      return 'reading';
    case 'refused':
      return 'card-refused';
    case 'topUp':
      return topUpScreen(topUpOf(snapshot), hasArrived(snapshot.context));
    case 'query':
      return 'balance';
    case 'menu':
      return 'menu';
    case 'passes':
      return 'passes';
    case 'cardAct':
      return serviceScreen(cardActOf(snapshot));
    case 'help':
      return 'help';
    case 'resolving':
      return resolveScreen(resolveOf(snapshot));
    case 'takeCard':
      return 'take-card';
    case 'result':
      return 'result';
    case 'locking':
    case 'lateNote':
    case 'onward':
    case 'settled':
    case 'claimed':
    case 'leaving':
      return 'reading';
  }
}

/** Why the machine takes nobody. */
function outOfServiceCause({ value, context: { facts } }: VisitSnapshot): ErrorName {
  if (facts.software === 'faulty') return 'software-fault';
  if (facts.journal !== 'writable') return facts.journal;
  if (value.service === 'starting') return 'starting';
  if (facts.doorAlarm) return 'door-open';
  if (value.operator !== 'none') return 'under-maintenance';
  if (facts.clock === 'wrong') return 'clock-wrong';
  if (facts.outside !== null) return 'outside-hours';
  // Neither there nor away: nobody has heard of the reader yet.
  return facts.readerCondition ?? 'starting';
}

/** Somebody's money may hang on it: on a journal that cannot be opened or written, or on software that broke while it served. */
function mayHoldMoney(cause: ErrorName): boolean {
  return Object.hasOwn(journalErrors, cause) || cause === 'journal-failed' || cause === 'software-fault';
}

/** The machine closed under somebody's hands: the same four things as every failure, and where to go. */
function stakeLines(cause: ErrorName, issuer: Issuer | null, today: CalendarDate): Prompt[] {
  return [
    ...inPart('happened', ...named(cause)),
    ...inPart('money', prompt('out-of-service.money')),
    ...inPart('now', prompt('out-of-service.stop'), prompt('out-of-service.ask')),
    ...inPart('help', prompt('out-of-service.elsewhere'), ...whoHelps(issuer, today)),
  ];
}

function outOfServicePrompts(snapshot: VisitSnapshot, today: CalendarDate): Prompt[] {
  const cause = outOfServiceCause(snapshot);
  if (mayHoldMoney(cause)) return stakeLines(cause, snapshot.context.card?.issuer ?? null, today);
  // Nothing is wrong: there is nothing to report to anybody.
  return cause === 'outside-hours'
    ? [told(cause, { ...snapshot.context.facts.outside }), prompt('out-of-service.elsewhere')]
    : [...explained(cause), ...staffPrompts(snapshot)];
}

/** What whoever turned the key is to do now. */
function staffPrompts(snapshot: VisitSnapshot): Prompt[] {
  const flow = staffOf(snapshot);
  if (flow === undefined) return [];
  return [prompt(flow.context.notice === 'card-unreadable' ? 'staff.notice.card-unreadable' : 'staff.lay-card')];
}

/** What the hall is told of the notes: nothing is asked for that could not be taken. */
function attractPrompts({ facts }: VisitContext, today: CalendarDate): Prompt[] {
  const work = workPrompts(facts, today);
  if (facts.cash === 'ready') return [prompt('attract.place-card'), prompt('attract.no-change'), ...work, ...termsPrompts(today)];
  const cause = facts.cashCondition === null ? [] : named(facts.cashCondition);
  return [prompt('attract.place-card'), prompt('attract.cash-closed'), ...cause, ...work];
}

/** Planned work is announced seven days before (R-003-78). */
function workPrompts({ service: { work } }: VisitContext['facts'], today: CalendarDate): Prompt[] {
  return work !== null && isAnnounced(work, today) ? [prompt('service.planned-work', { date: work })] : [];
}

/** The terms can be read before they bind: which they are, and where they stand (R-003-01). */
function termsPrompts(today: CalendarDate): Prompt[] {
  const contact = contactOn('easycard', today);
  return contact?.terms === undefined ? [] : [prompt('attract.terms', { version: contact.terms, website: contact.website })];
}

function balancePrompts(snapshot: VisitSnapshot, flow: TopUpSnapshot | undefined, today: CalendarDate): Prompt[] {
  const { context } = snapshot;
  const prompts: Prompt[] = [];
  if (context.settled !== null) {
    prompts.push(earlierPrompt(context.settled));
  }
  prompts.push(...correctionOf(context), ...missingForPass(context), ...runningPass(context));
  if (context.balance !== null && context.balance < 0 && !context.amountsHidden)
    prompts.push(prompt('balance.owed', { amount: Math.abs(context.balance) }));
  const pending = pendingOf(context);
  if (pending > 0) prompts.push(prompt('balance.pending', { amount: pending }));
  const takenBack = takenBackOf(context);
  if (takenBack > 0) prompts.push(prompt('balance.take-back', { amount: takenBack }));
  if (flow === undefined) {
    const lines = context.refusal === null ? noNotesLines(context, today) : refusedLines(context, today);
    // The balance stands large beside them.
    return [...prompts, ...lines.filter(({ id }) => id !== 'take-card.balance')];
  }
  const headroom = headroomOf(flow.context);
  prompts.push(prompt('balance.no-change'));
  if (!context.amountsHidden) prompts.push(prompt('balance.headroom', { headroom }));
  prompts.push(prompt(flow.matches('inviting') ? 'balance.insert' : 'balance.wait-cash'));
  return prompts;
}

/** The balance stood there before the whole card was read, and is another one. */
function correctionOf({ shownBefore, writtenSinceRead, amountsHidden }: VisitContext): Prompt[] {
  return shownBefore === null || writtenSinceRead || amountsHidden ? [] : [prompt('balance.shown-before', { amount: shownBefore })];
}

/** How something ended that was begun at an earlier visit. */
function earlierPrompt(settled: NonNullable<VisitContext['settled']>): Prompt {
  if (!settled.done) return prompt('balance.earlier-undone');
  return settled.amount === null ? prompt('balance.earlier-finished') : prompt('balance.earlier-settled', { amount: settled.amount });
}

/** What waits for the card, NT$ together. */
function pendingOf({ host }: VisitContext): number {
  return host.state === 'known' ? host.facts.adjustments.reduce((sum, { amount }) => sum + Math.max(0, amount), 0) : 0;
}

/** What was credited by error and is to be taken back, NT$: staff does it, and the passenger is told (R-003-11). */
function takenBackOf({ host }: VisitContext): number {
  return host.state === 'known' ? host.facts.adjustments.reduce((sum, { amount }) => sum - Math.min(0, amount), 0) : 0;
}

function autoloadOf({ card, host }: VisitContext): CardView['autoload'] {
  if (card === null || host.state !== 'known') return card?.attributes?.autoload?.enabled === true ? 'on' : null;
  if (host.facts.link === null) return 'off';
  return isEnabled(card, host.facts) ? 'on' : 'linked';
}

/** The period ticket that a card carries, while it runs. */
function runningPass({ card, readAtMs, language }: VisitContext): Prompt[] {
  const pass = card?.pass ?? null;
  if (pass === null || pass.lastDay < taipeiDay(readAtMs)) return [];
  return [prompt('pass.running', { name: passNameOf(pass.product, language).name, date: pass.lastDay })];
}

/** What the purse is filled for, and what is still missing. */
function missingForPass({ wantedPass, balance }: VisitContext): Prompt[] {
  const price = wantedPass?.price ?? null;
  if (price === null || balance === null) return [];
  const missing = price - balance;
  return [missing > 0 ? prompt('pass.missing', { amount: missing }) : prompt('pass.enough')];
}

function passesPrompts(context: VisitContext, sold: boolean): Prompt[] {
  const { card, wantedPass } = context;
  if (card === null) return [prompt(wantedPass === null ? 'pass.title' : 'pass.place-card')];
  // The one that was chosen stands out; it waits for the issuer's word.
  const asking = wantedPass === null ? [] : [prompt('menu.asking')];
  return [prompt(sold ? 'pass.title' : 'pass.none-now'), ...runningPass(context), ...asking];
}

function menuPrompts({ host, mayBeHeld }: VisitContext): Prompt[] {
  const title = prompt('menu.title');
  switch (host.state) {
    case 'asking':
      return [title, prompt('menu.asking')];
    case 'unreachable':
      return [title, prompt('menu.unreachable'), ...(mayBeHeld ? named('K14').filter(({ id }) => id !== 'refused.K14') : named('K14'))];
    case 'none':
    case 'known':
    case 'unknown-card':
      return [title];
  }
}

/** What can follow a note that was added. */
function whatNext(flow: TopUpSnapshot): Prompt {
  if (!flow.matches('full')) return prompt('added.next');
  return creditIsUsedUp(flow.context) ? told('cash-closed') : prompt('added.full');
}

/** The card is gone without a flow: nothing can follow. */
function addedPrompts(snapshot: VisitSnapshot, flow: TopUpSnapshot | undefined): Prompt[] {
  const { settled } = snapshot.context;
  const prompts = [prompt('added.check'), ...(settled === null ? [] : [earlierPrompt(settled)]), ...missingForPass(snapshot.context)];
  if (flow !== undefined) prompts.push(whatNext(flow));
  if (snapshot.context.completed.length > 1) prompts.push(prompt('added.total', { total: snapshot.context.visitTotal }));
  return prompts;
}

function sameCardPrompts(sameCard: SameCardView): Prompt[] {
  if (sameCard.phase === 'settling') return [prompt('same-card.settling'), prompt('same-card.promise')];
  return [
    told(sameCard.phase === 'other-card' ? 'other-card' : 'write-undecided', { number: sameCard.number }),
    prompt('same-card.promise'),
    sameCard.amount === null ? prompt('same-card.change') : prompt('same-card.amount', { amount: sameCard.amount }),
    prompt('same-card.attempts', { attempts: sameCard.attemptsLeft }),
  ];
}

function slipPrompt(slip: ClaimView['slip']): Prompt {
  switch (slip) {
    case 'printing':
      return prompt('claim.printing');
    case 'printed':
      return prompt('claim.printed');
    case 'not-printed':
      return told('claim-not-printed');
  }
}

/** The same four things as on the slip, and where the slip is. */
function claimPrompts(flow: ResolveSnapshot | undefined): Prompt[] {
  const { claim = null, purpose, slip } = flow?.context ?? {};
  if (claim === null || purpose === undefined || slip === undefined) {
    return [prompt('claim.title'), prompt('claim.keep'), prompt('claim.stay'), prompt('claim.printing')];
  }
  // Without paper there is no slip to keep.
  const keep = slip === 'not-printed' ? [] : [prompt('claim.keep')];
  const stay: Prompt = { id: 'claim.stay', part: 'now' };
  return [prompt('claim.title'), stay, ...claimLines(claim, purpose), ...keep, slipPrompt(slip)];
}

function promptsOf(snapshot: VisitSnapshot, screen: ScreenName, sameCard: SameCardView | null, today: CalendarDate): Prompt[] {
  const { context } = snapshot;
  const flow = topUpOf(snapshot);
  switch (screen) {
    case 'attract':
      return attractPrompts(context, today);
    case 'reading':
      return [prompt('reading.title'), prompt('reading.keep')];
    case 'balance':
      return balancePrompts(snapshot, flow, today);
    case 'note-returned':
      return returnedPrompts(snapshot);
    case 'note-seen':
      return [prompt('note-seen.title'), prompt('note-seen.keep')];
    case 'menu':
      return menuPrompts(context);
    case 'passes':
      return passesPrompts(
        context,
        controlsOf(snapshot, screen, today).some(({ verb }) => verb === 'choose-pass'),
      );
    case 'service':
    case 'asking-issuer':
    case 'service-done':
    case 'service-refused':
      return servicePrompts(cardActOf(snapshot), context.language);
    case 'help':
      return helpPrompts(context, today);
    case 'writing':
      if (flow === undefined) return servicePrompts(cardActOf(snapshot), context.language);
      return [prompt('writing.title'), prompt('writing.amount', { amount: flow.context.note ?? 0 })];
    case 'added':
    case 'result':
      return addedPrompts(snapshot, flow);
    case 'same-card':
      return sameCard === null ? [] : sameCardPrompts(sameCard);
    case 'claim':
      return claimPrompts(resolveOf(snapshot));
    case 'card-refused':
      return [...refusedLines(context, today), ...inPart('money', ...correctionOf(context))];
    case 'take-card':
      if (context.cardForgotten) return [prompt('take-card.title'), prompt('take-card.forgotten')];
      return context.balance === null
        ? [prompt('take-card.title')]
        : [prompt('take-card.title'), prompt('take-card.balance', { balance: context.balance })];
    case 'staff': {
      const view = staffView(staffOf(snapshot), context.facts);
      return view === null ? [] : [view.title, ...(view.notice === null ? [] : [view.notice])];
    }
    case 'out-of-service':
      return outOfServicePrompts(snapshot, today);
  }
}

function historyOf(card: CardFacts, placesShown: boolean): HistoryRow[] {
  return card.transactions.map((row) => ({
    sequence: row.sequence,
    at: taipeiTimestamp(row.atMs),
    kind: row.kind,
    amount: row.amount,
    balanceAfter: row.balanceAfter,
    ...(placesShown ? { place: row.place } : {}),
  }));
}

/** While the card is being read: its balance, as soon as its purse is, and nothing else. */
function purseOf({ value, context: { purse, amountsHidden } }: VisitSnapshot): CardView | null {
  if (value.service !== 'reading' || purse === null) return null;
  return {
    number: purse.number.toString(),
    issuer: purse.issuer,
    balance: purse.balance,
    cap: null,
    expiresOn: null,
    autoload: null,
    pending: 0,
    history: null,
    placesShown: false,
    amountsHidden,
  };
}

/** The card is on the screen only while its visit is: nothing of the last passenger stays. */
function cardOf(snapshot: VisitSnapshot, screen: ScreenName): CardView | null {
  const { context } = snapshot;
  if (screen === 'reading') return purseOf(snapshot);
  if (!screens[screen].card || context.card === null || context.cardForgotten) return null;
  return {
    number: context.card.number.toString(),
    issuer: context.card.issuer,
    balance: context.balance,
    cap: topUpTerms(context.card, context.readAtMs)?.cap ?? null,
    expiresOn: context.card.expiresOn,
    autoload: autoloadOf(context),
    pending: pendingOf(context),
    history: screen === 'balance' && context.historyShown ? historyOf(context.card, context.placesShown) : null,
    placesShown: context.placesShown,
    amountsHidden: screen === 'balance' && context.amountsHidden,
  };
}

function cashOf(snapshot: VisitSnapshot, screen: ScreenName): CashView | null {
  const { facts, card } = snapshot.context;
  if (screen === 'attract') return facts.cash === 'ready' ? { accepts: facts.denominations, headroom: 0 } : null;
  const flow = topUpOf(snapshot);
  if (flow === undefined || card === null) return null;
  const open = flow.matches('inviting');
  return { accepts: open ? acceptedNow(flow.context) : [], headroom: headroomOf(flow.context) };
}

function moneyOf(snapshot: VisitSnapshot, screen: ScreenName): MoneyView | null {
  const { visitTotal, added } = snapshot.context;
  if (screen === 'result' && added !== null) return { ...added, visitTotal };
  const flow = topUpOf(snapshot);
  if (flow === undefined) return null;
  const arrived = flow.context.added ?? added;
  if (screen === 'added' && arrived !== null) return { ...arrived, visitTotal };
  if ((screen === 'note-seen' || screen === 'writing') && flow.context.note !== null) {
    const before = flow.context.balance;
    return { note: flow.context.note, before, after: dollars(before + flow.context.note), visitTotal };
  }
  return null;
}

function sameCardOf(flow: ResolveSnapshot | undefined): SameCardView | null {
  if (flow === undefined) return null;
  const phase = flow.matches({ asking: 'otherCard' }) ? 'other-card' : flow.matches('asking') ? 'waiting' : 'settling';
  return { number: flow.context.card, amount: flow.context.amount, phase, attemptsLeft: triesLeft(flow.context) };
}

function claimOf(flow: ResolveSnapshot | undefined, site: Site, language: Language): ClaimView | null {
  const claim = flow?.context.claim;
  if (flow === undefined || claim === null || claim === undefined) return null;
  return {
    code: claim.code,
    transaction: claim.transaction,
    number: claim.card,
    amount: claim.amount,
    at: taipeiTimestamp(claim.atMs),
    machine: site.machine,
    station: stationIn(site, language),
    slip: flow.context.slip,
    qr: claim.qr,
  };
}

function deadlineOf(snapshot: VisitSnapshot): Deadline | null {
  const flow = resolveOf(snapshot);
  if (flow?.matches('asking') === true)
    return { key: `same-card-${flow.context.tries}-${flow.context.extensions}`, totalMs: limits.sameCardMs };
  if (snapshot.matches({ attention: 'warning' })) return { key: 'idle', totalMs: limits.idleWarningMs };
  return null;
}

/** Where a slip of this visit stands; offered where the visit's money is shown. */
function slipOf(snapshot: VisitSnapshot, screen: ScreenName): View['slip'] {
  const { context } = snapshot;
  if (context.cardForgotten) return null;
  if (context.slip !== null) return context.slip;
  const receipt = screens[screen].slip && context.completed.length > 0;
  return receipt || (refusalScreens.has(screen) && tellsRefusal(snapshot)) ? 'offered' : null;
}

/** Staff knows already: what still tells to call them says that instead. */
function onceCalled(each: Prompt): Prompt {
  return each.id === 'claim.stay' ? { ...each, id: 'claim.stay-called' } : each;
}

/**
 * The picture for the passenger: a pure function of where the machines stand, and of the day. Texts are ids, amounts NT$.
 * A journal that cannot be written or a software fault closes the machine for everybody, whatever was on the screen -
 * but for a claim, which the passenger still needs, and for staff, who look into it.
 */
export function project(snapshot: VisitSnapshot, site: Site, today: CalendarDate): Picture {
  const { context } = snapshot;
  // Staff is not spoken to in a language that it does not work in, whoever stood here before.
  const chosen = staffOf(snapshot) === undefined ? context.language : (hallLanguage(context.language) ?? context.ownLanguage);
  const flowScreen = screenOf(snapshot);
  const broken = context.facts.journal !== 'writable' || context.facts.software === 'faulty';
  const shown = tellsReturned(snapshot, flowScreen) ? 'note-returned' : flowScreen;
  const screen = broken && flowScreen !== 'claim' && flowScreen !== 'staff' ? 'out-of-service' : shown;
  const sameCard = screen === 'same-card' ? sameCardOf(resolveOf(snapshot)) : null;
  const prompts = promptsOf(snapshot, screen, sameCard, today).map((each) => (context.staffCalled ? onceCalled(each) : each));
  const controls = controlsOf(snapshot, screen, today);
  const said = [...prompts, ...controls.flatMap(({ label, about }) => (about === undefined ? [label] : [label, about]))];
  const language = languageFor(
    chosen,
    said.map(({ id }) => id),
  );
  return {
    screen,
    controls,
    prompts,
    chrome: {
      language,
      chosen,
      station: stationIn(site, language),
      machine: site.machine,
      hotlines: whoHelps(null, today),
      staffCalled: context.staffCalled,
    },
    card: cardOf(snapshot, screen),
    cash: cashOf(snapshot, screen),
    money: moneyOf(snapshot, screen),
    returned: screen === 'note-returned' ? returnedView(snapshot) : null,
    sameCard,
    claim: screen === 'claim' ? claimOf(resolveOf(snapshot), site, language) : null,
    service: screens[screen].card ? serviceView(cardActOf(snapshot), context.language) : null,
    help: screen === 'help' ? helpView(context, today) : null,
    staff: screen === 'staff' ? staffView(staffOf(snapshot), context.facts) : null,
    deadline: broken ? null : deadlineOf(snapshot),
    slip: slipOf(snapshot, screen),
    speech: prompts,
  };
}
