import { Balance } from '../components/Balance.tsx';
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
import style from './BalanceScreen.module.css';
import type { ScreenProps } from './screenProps.ts';
import words from './words.module.css';

const always = ['balance.title', 'balance.amount', 'balance.history', 'balance.no-history', 'balance.expires', 'balance.owed'] as const;
const closed = new Set(always);
/** With cash these stand in places of their own too. */
const open = new Set([...always, 'balance.headroom', 'balance.no-change', 'balance.insert', 'balance.wait-cash'] as const);

/** What notes can be put in, and the rule that holds for them: said before the first one, and so before the slot opens. */
function Insert({ view, say }: Pick<ScreenProps, 'view' | 'say'>) {
  const accepts = view.cash?.accepts ?? [];
  const waits = view.prompts.some(({ id }) => id === 'balance.wait-cash');
  return (
    <div className={style.insert}>
      {(waits || accepts.length > 0) && (
        <h2 className={words.numbered}>
          <span className={words.sticker} aria-hidden="true">
            2
          </span>
          {say(waits ? 'balance.wait-cash' : 'balance.insert')}
        </h2>
      )}
      <div className={style.notes}>{accepts.length > 0 && <NotesAccepted accepts={accepts} say={say} />}</div>
      <p className={style.rule}>
        <Headline text={say('balance.no-change')} />
      </p>
    </div>
  );
}

/** The shelf as it is: the card on it, the slot open or shut. Where no note is taken it says whether the card is the reason. */
function Shelf({ view: { cash, prompts } }: Pick<ScreenProps, 'view'>) {
  if (cash === null)
    return <Scene card="resting" slot="shut" {...(prompts.some(({ id }) => id.startsWith('refused.K')) ? { mark: 'no' } : {})} />;
  const [smallest] = cash.accepts;
  return smallest === undefined ? <Scene card="resting" slot="shut" /> : <Scene card="resting" note={smallest} noteMotion="inviting" />;
}

/**
 * How much is on the card, as large as can be, and what can be added. Notes are taken right away: nothing has to be chosen first. The
 * last six lie folded behind a key: a queue stands behind the passenger.
 */
export function BalanceScreen({ view, say, press }: ScreenProps) {
  const { card, cash } = view;
  const history = card?.history ?? null;
  const notices = noticesOf(view, cash === null ? closed : open);
  const owed = view.prompts.find(({ id }) => id === 'balance.owed');
  const urgent = view.controls.filter(({ verb }) => verb === 'choose-service');
  const folds = view.controls.filter(({ verb }) => verb === 'toggle-history' || verb === 'toggle-amounts');
  const crowd = notices.length + (view.deadline === null ? 0 : 1) + (urgent.length === 0 ? 0 : 2) + (owed === undefined ? 0 : 1);
  const crowded = crowd === 0 ? 'none' : crowd > 1 ? 'much' : 'some';
  return (
    <Layout
      arrangement={history === null ? 'hero' : 'unfolded'}
      // Why no note is taken is told at length.
      crowded={history !== null ? 'none' : cash === null ? 'told' : crowded}
      words={
        <>
          {card !== null && <Balance card={card} say={say} />}
          {owed !== undefined && <p className={style.owed}>{sayPrompt(say, owed)}</p>}
          {cash !== null && card?.amountsHidden !== true && (
            <p className={style.headroom}>{say('balance.headroom', { headroom: cash.headroom })}</p>
          )}
        </>
      }
      notices={
        <>
          {cash !== null && <Notices notices={notices} say={say} />}
          {cash !== null && <Insert view={view} say={say} />}
          {cash === null && <Reason prompts={notices.filter(({ part }) => part === undefined)} say={say} />}
          {cash === null && <FourLines prompts={view.prompts} say={say} />}
        </>
      }
      margin={
        folds.length + urgent.length === 0 || card === null ? undefined : (
          <div className={style.margin}>
            {urgent.length > 0 && (
              <div className={style.urgent} data-count={urgent.length}>
                {urgent.map((control) => (
                  <ServiceButton key={controlTestId(control)} control={control} explained={false} say={say} press={press} />
                ))}
              </div>
            )}
            {history === null && (
              <div className={style.folds}>
                {folds.map((control) => (
                  <ControlButton key={controlTestId(control)} control={control} say={say} press={press} />
                ))}
              </div>
            )}
          </div>
        )
      }
      picture={history === null ? <Shelf view={view} /> : undefined}
      sheet={
        card === null || history === null ? undefined : (
          <HistoryList
            card={card}
            history={history}
            controls={[...folds, ...view.controls.filter(({ verb }) => verb === 'toggle-places')]}
            say={say}
            press={press}
          />
        )
      }
    />
  );
}
