import type { ReactNode } from 'react';
import { Amount } from '../components/Amount.tsx';
import { ControlButton } from '../components/ControlButton.tsx';
import { FourLines } from '../components/FourLines.tsx';
import { Headline } from '../components/Headline.tsx';
import { HistoryList } from '../components/HistoryList.tsx';
import { Layout } from '../components/Layout.tsx';
import { Notices } from '../components/Notices.tsx';
import { NotesAccepted } from '../components/NotesAccepted.tsx';
import { noticesOf } from '../components/notices.ts';
import { Reason } from '../components/Reason.tsx';
import { sayPrompt } from '../components/say.ts';
import { ServiceButton } from '../components/ServiceButton.tsx';
import { controlTestId } from '../components/TouchButton.tsx';
import { Scene } from '../pictures/Scene.tsx';
import { SlotScene } from '../pictures/SlotScene.tsx';
import style from './BalanceScreen.module.css';
import type { ScreenProps } from './screenProps.ts';
import words from './words.module.css';

const always = ['balance.title', 'balance.amount', 'balance.history', 'balance.no-history', 'balance.expires', 'balance.owed'] as const;
const closed = new Set(always);
/** With cash these stand in places of their own too. */
const open = new Set([...always, 'balance.headroom', 'balance.no-change', 'balance.insert', 'balance.wait-cash'] as const);

/** Beside more than three notes there is no room for it. Where no note is taken there is, and it says whether the card is the reason. */
function pictureOf({ cash, prompts }: ScreenProps['view'], crowded: boolean): ReactNode {
  if (cash === null) return <Scene card="resting" {...(prompts.some(({ id }) => id.startsWith('refused.K')) ? { mark: 'no' } : {})} />;
  const [smallest] = cash.accepts;
  return smallest === undefined || cash.accepts.length > 3 || crowded ? undefined : <SlotScene note={smallest} />;
}

/** Balance, what can be added and the last six. Notes are taken right away: nothing has to be chosen first. */
export function BalanceScreen({ view, say, press }: ScreenProps) {
  const { card, cash } = view;
  const accepts = cash?.accepts ?? [];
  const smallest = accepts[0];
  const notices = noticesOf(view, cash === null ? closed : open);
  const waits = view.prompts.some(({ id }) => id === 'balance.wait-cash');
  const owed = view.prompts.find(({ id }) => id === 'balance.owed');
  const print = view.controls.find(({ verb }) => verb === 'print-slip');
  const urgent = view.controls.filter(({ verb }) => verb === 'choose-service');
  // Where no cash is taken there is room beside the balance; otherwise the list makes room, down to its oldest rows.
  const crowd = (cash === null ? 0 : notices.length) + (view.deadline === null ? 0 : 1) + (urgent.length === 0 ? 0 : 2);
  const crowded = crowd > 1;
  return (
    <Layout
      arrangement="ledger"
      words={
        <>
          <div className={style.top}>
            <h1>{say('balance.title')}</h1>
            {card !== null && (
              <p className={style.card}>
                <span>{say(`issuer.${card.issuer}`)}</span> <span>{card.number}</span>
              </p>
            )}
          </div>
          {card !== null && card.balance !== null && (
            <p className={words.figure} data-crowded={crowded}>
              <Amount text={say('balance.amount', { balance: card.balance })} testId="balance-amount" />
            </p>
          )}
          {owed !== undefined && <p className={style.owed}>{sayPrompt(say, owed)}</p>}
          {cash !== null && <p className={style.headroom}>{say('balance.headroom', { headroom: cash.headroom })}</p>}
          {cash !== null && (
            <div className={style.insert} data-crowded={crowded}>
              {(waits || smallest !== undefined) && (
                <h2 className={words.numbered}>
                  <span className={words.sticker} aria-hidden="true">
                    2
                  </span>
                  {say(waits ? 'balance.wait-cash' : 'balance.insert')}
                </h2>
              )}
              {smallest === undefined ? <div className={style.later} /> : <NotesAccepted accepts={accepts} say={say} />}
              {/* Said before the first note, and so before the slot opens. */}
              <p className={style.rule}>
                <Headline text={say('balance.no-change')} />
              </p>
            </div>
          )}
        </>
      }
      notices={
        cash === null || card === null ? (
          <>
            <Reason prompts={notices.filter(({ part }) => part === undefined)} say={say} />
            <FourLines prompts={view.prompts} say={say} parts={['happened', 'money']} />
          </>
        ) : null
      }
      picture={pictureOf(view, crowded)}
      sheet={
        card === null ? undefined : (
          <div className={style.sheet}>
            {cash !== null && <Notices notices={notices} say={say} />}
            <div className={style.help}>
              <FourLines prompts={view.prompts} say={say} parts={['now', 'help']} />
              {print !== undefined && <ControlButton control={print} say={say} press={press} />}
            </div>
            {urgent.length > 0 && (
              <div className={style.urgent} data-count={urgent.length}>
                {urgent.map((control) => (
                  <ServiceButton key={controlTestId(control)} control={control} explained={false} say={say} press={press} />
                ))}
              </div>
            )}
            <HistoryList card={card} placesControl={view.controls.find(({ verb }) => verb === 'toggle-places')} say={say} press={press} />
          </div>
        )
      }
    />
  );
}
