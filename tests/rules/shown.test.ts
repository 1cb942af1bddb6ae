import { describe, expect, it, vi } from 'vitest';
import { readdirSync, readFileSync } from 'node:fs';
import { CardNumber } from '../../hardware/ports/cardNumber.ts';
import { dollars } from '../../hardware/ports/dollars.ts';
import { SeededRandom } from '../../lab/devices/seededRandom.ts';
import { someCard } from '../support/testVisit.ts';
import { transactionId } from '../../machines/flows/transactionId.ts';
import { formatMessage } from '../../machines/messages/format.ts';
import { ruleRegister } from '../../machines/rules/register/ruleRegister.ts';
import { standingsOf } from '../../machines/rules/register/registeredRule.ts';
import type { Picture } from '../../machines/view/project.ts';
import { type Language, passengerLanguages } from '../../machines/messages/languages.ts';
import { claimQr, claimSlip } from '../../station/effects/claimSlip.ts';
import { receiptSlip } from '../../station/effects/receiptSlip.ts';
import { statementSlip } from '../../station/effects/statementSlip.ts';
import type { IssuerAct } from '../../station/journal/actLedger.ts';
import { createCardSeal } from '../../station/journal/cardSeal.ts';
import type { LedgerTransaction } from '../../station/journal/ledger.ts';
import { walkEverything } from '../support/passengerWalks.ts';

// Every text that is put into words, by screens, slips and the walks below: `en added.check`.
const said = vi.hoisted(() => new Set<string>());
vi.mock(import('../../machines/messages/format.ts'), async (original) => {
  const real = await original();
  return {
    formatMessage: (language, id, params) => {
      said.add(`${language} ${id}`);
      return real.formatMessage(language, id, params);
    },
  };
});

const site = { station: '市政府', machine: 'BL18-03' };
const seal = createCardSeal(new Uint8Array(32).fill(7), new SeededRandom(1));
const atMs = Date.parse('2026-11-21T13:05:09+08:00');
const serviceScreens: ReadonlySet<string> = new Set(['service', 'asking-issuer', 'service-done', 'service-refused']);

const top: LedgerTransaction = {
  id: transactionId('T1'),
  card: seal.sealCard(new CardNumber('0123456789')),
  value: dollars(500),
  openedAtMs: atMs,
  countersBefore: null,
  accepted: true,
  counted: 'not-looked',
  traceable: false,
  caseOpen: false,
  withStaff: false,
  note: 'kept',
  plan: null,
  write: 'written',
  balanceAfter: dollars(820),
  claimCode: null,
  claimShown: false,
};

function act(order: IssuerAct['order'], approval: IssuerAct['approval'], balance = 60): IssuerAct {
  const { id, card, openedAtMs } = top;
  const ended = { answer: 'approved', plan: null, write: 'written', balanceAfter: null, released: null, closed: null } as const;
  return {
    id,
    seq: 1,
    card,
    openedAtMs,
    order,
    approval,
    balance: dollars(balance),
    sequence: 7,
    key: 'k',
    claimCode: null,
    claimShown: false,
    ...ended,
  };
}

const enabled = { act: 'enable-autoload', perTimeLimit: dollars(500), perDayLimit: dollars(3_000) } as const;

const sold = { product: 1, area: 1, validFrom: '2026-11-21', firstDay: '2026-11-21', lastDay: '2026-12-20', price: dollars(1_200) };

/** Every sort of slip that the machine prints. */
function printEverything(language: Language): void {
  const facts = {
    transaction: top.id,
    code: 'K15-T1',
    amount: dollars(500),
    card: '****6789',
    atMs,
    cause: 'card-away',
    issuer: 'easycard',
    balance: null,
  } as const;
  const claimed = { ...facts, qr: claimQr(facts, site) };
  claimSlip(claimed, 'top-up', language, site);
  claimSlip({ ...claimed, cause: 'changed-elsewhere' }, 'top-up', language, site);
  claimSlip(claimed, 'autoload', language, site);
  claimSlip({ ...claimed, cause: 'pass-unfinished' }, 'buy-pass', language, site);
  statementSlip(someCard(), true, atMs, language, site);
  const autoloaded = { act: 'autoload', amount: dollars(500) } as const;
  const refund = (transfer: number) =>
    act({ act: 'refund' }, { act: 'refund', transfer: dollars(transfer), fee: dollars(20), days: 40 }, transfer);
  const acts = [
    act(autoloaded, autoloaded),
    ...(['easy-wallet', 'bank-account', 'cobranded'] as const).map((menu) => act({ ...enabled, menu }, enabled)),
    refund(380),
    refund(-18),
    act(
      { act: 'buy-pass', pass: sold, autoload: dollars(1_500) },
      { act: 'buy-pass', lastDay: sold.lastDay, price: sold.price, autoload: dollars(1_500) },
    ),
    act({ act: 'extend', expiresOn: '2026-12-01' }, { act: 'extend', expiresOn: '2031-11-30', concessionEnds: true }),
  ];
  for (const entry of [top, ...acts]) receiptSlip([entry], 'easycard', language, site);
  receiptSlip([top], 'ipass', language, site);
}

/** Words that a screen has of its own, whatever the View says: labels beside figures. */
function ownWordsOfScreens(): Set<string> {
  const rooms = ['renderer/screens', 'renderer/components'].map((room) => new URL(`../../${room}/`, import.meta.url));
  const sources = rooms.flatMap((room) =>
    readdirSync(room)
      .filter((file) => /(?<!\.test)\.tsx?$/.test(file))
      .map((file) => readFileSync(new URL(file, room), 'utf8')),
  );
  return new Set(sources.flatMap((source) => [...source.matchAll(/'([a-z-]+\.[\w.-]+)'/g)].map(([, id = '']) => id)));
}

const seen: Picture[] = [];

walkEverything((picture) => seen.push(picture));
for (const language of passengerLanguages) {
  printEverything(language);
  for (const { prompts, controls, service } of seen) {
    const facts = service?.facts.flatMap(({ label, value }) => [label, value]) ?? [];
    for (const { id, params } of [
      ...prompts,
      ...facts,
      ...controls.flatMap(({ label, about }) => (about === undefined ? [label] : [label, about])),
    ])
      formatMessage(language, id, params);
  }
}

const shown = ruleRegister.flatMap((one) =>
  standingsOf(one).flatMap(({ standing }) => (standing.status === 'shown' ? [{ id: one.id, texts: standing.texts }] : [])),
);

/** How much room a line takes, in letters: a character of Han, kana or hangul fills its square, which is as wide as two. */
const width = (line: string): number =>
  line.length + (line.match(/[\p{Script=Han}\p{Script=Hira}\p{Script=Kana}\p{Script=Hangul}\u3000-\u303F\uFF00-\uFFEF]/gu)?.length ?? 0);

describe.each(passengerLanguages)('what passengers are told in %s', (language) => {
  const own = ownWordsOfScreens();

  it.each(shown)('$id is said on a screen or a slip', ({ texts }) => {
    expect(texts.filter((id) => !said.has(`${language} ${id}`) && !own.has(id))).toEqual([]);
  });
});

describe('every screen of every walk', () => {
  it('fits into a frame', () => {
    for (const picture of seen) expect(Buffer.byteLength(JSON.stringify(picture)), picture.screen).toBeLessThan(4_000);
  });

  it('that is about a service says at most six things', () => {
    // Whom to call stands beside.
    const long = seen.filter(
      ({ screen, prompts }) => serviceScreens.has(screen) && prompts.filter(({ part }) => part !== 'help').length > 6,
    );
    expect(long.map(({ service, prompts }) => [service?.service, service?.step, prompts.map(({ id }) => id)])).toEqual([]);
  });

  it('says nothing twice', () => {
    for (const { screen, prompts } of seen) expect(new Set(prompts.map(({ id }) => id)).size, screen).toBe(prompts.length);
  });

  it.each(passengerLanguages)('that is a page of help has at most ten lines in %s, none of them long', (language) => {
    const pages = seen.filter(({ screen }) => screen === 'help');
    expect(pages.length).toBeGreaterThan(100);
    for (const { prompts, help } of pages) {
      const lines = prompts.slice(2).map(({ id, params }) => formatMessage(language, id, params));
      expect(lines.length, help?.topic).toBeLessThanOrEqual(10);
      expect(lines.length, help?.topic).toBeGreaterThan(0);
      expect(lines.filter((line) => width(line) > 100)).toEqual([]);
    }
  });
});
