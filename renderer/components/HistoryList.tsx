import type { MessageId } from '../../machines/messages/messages.ts';
import type { CardView, Control, HistoryRow } from '../../machines/view/view.ts';
import { KindIcon } from '../pictures/Icons.tsx';
import { ControlButton } from './ControlButton.tsx';
import { controlTestId, type Press } from './TouchButton.tsx';
import style from './HistoryList.module.css';
import type { Say } from './say.ts';
import { whenParams } from './when.ts';

/** The sign that an amount carries: what came onto the card, what left it; `other` is not known to be either. */
function signOf({ kind, amount }: HistoryRow): MessageId {
  if (kind === 'add-value') return 'history.plus';
  return kind === 'other' || amount === 0 ? 'history.plain' : 'history.minus';
}

interface HistoryListProps {
  readonly card: CardView;
  readonly history: readonly HistoryRow[];
  /** What folds it, and what of it is shown. */
  readonly controls: readonly Control[];
  readonly say: Say;
  readonly press: Press;
}

/** The last six transactions, newest first; where the screen is crowded, only the newest. Where they were made is shown only when the passenger asked. */
export function HistoryList({ card, history, controls, say, press }: HistoryListProps) {
  return (
    <section className={style.history}>
      <header className={style.head}>
        <div className={style.about}>
          <h2 className={style.title}>{say('balance.history')}</h2>
          {card.expiresOn !== null && (
            <p className={style.expires}>{say('balance.expires', { date: say('date.full', whenParams(card.expiresOn)) })}</p>
          )}
          {(card.autoload === 'on' || card.autoload === 'linked') && (
            <p className={style.autoload}>{say(`balance.autoload-${card.autoload}`)}</p>
          )}
        </div>
        <div className={style.keys}>
          {controls.map((control) => (
            <ControlButton key={controlTestId(control)} control={control} say={say} press={press} />
          ))}
        </div>
      </header>
      {history.length === 0 ? (
        <p className={style.none}>{say('balance.no-history')}</p>
      ) : (
        <div className={style.rows}>
          <table className={style.table}>
            <thead>
              <tr>
                <th scope="col">{say('history.column.when')}</th>
                <th scope="col">{say('history.column.what')}</th>
                <th scope="col">{say('history.column.amount')}</th>
                <th scope="col">{say('history.column.balance')}</th>
              </tr>
            </thead>
            <tbody>
              {history.map((row) => (
                <tr key={row.sequence} data-testid="history-row" data-kind={row.kind}>
                  <td>{say('history.when', whenParams(row.at))}</td>
                  <td className={style.what}>
                    <KindIcon kind={row.kind} label={say(`kind.${row.kind}`)} />
                    {row.place === undefined ? (
                      <span aria-hidden="true">{say(`kind.${row.kind}`)}</span>
                    ) : (
                      <span>{say('history.place', { place: String(row.place) })}</span>
                    )}
                  </td>
                  <td>{card.amountsHidden ? say('history.hidden') : say(signOf(row), { amount: row.amount })}</td>
                  <td>{card.amountsHidden ? say('history.hidden') : say('history.plain', { amount: row.balanceAfter })}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
