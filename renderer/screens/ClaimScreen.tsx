import type { ReactNode } from 'react';
import type { MessageId } from '../../machines/messages/messages.ts';
import type { ClaimView } from '../../machines/view/view.ts';
import { FourLines } from '../components/FourLines.tsx';
import { Layout } from '../components/Layout.tsx';
import { Notices } from '../components/Notices.tsx';
import { noticesOf } from '../components/notices.ts';
import { QrCode } from '../components/QrCode.tsx';
import { whenParams } from '../components/when.ts';
import style from './ClaimScreen.module.css';
import type { ScreenProps } from './screenProps.ts';
import words from './words.module.css';

const slipTexts = {
  printing: 'claim.printing',
  printed: 'claim.printed',
  'not-printed': 'claim.no-paper',
} as const satisfies Record<ClaimView['slip'], MessageId>;

const placed = [
  'claim.title',
  'claim.keep',
  'claim.stay',
  'claim.stay-called',
  'claim.no-paper',
  'claim.printing',
  'claim.printed',
] as const;

/**
 * The money is on record: what happened, what to do, code and slip. Everything that the slip says stands here too, should there be no
 * paper; station and machine stand in the frame.
 */
export function ClaimScreen({ view, say }: ScreenProps) {
  const { claim, prompts } = view;
  const row = (id: MessageId, value: ReactNode) => (
    <div className={style.row}>
      <dt>{say(id)}</dt>
      <dd>{value}</dd>
    </div>
  );
  const inParts = prompts.filter(({ part }) => part !== undefined).map(({ id }) => id);
  const said = <Notices notices={noticesOf(view, new Set([...placed, ...inParts]))} say={say} />;
  return (
    <Layout
      arrangement="ledger"
      words={
        <>
          <h1 className={style.title}>{say('claim.title')}</h1>
          <FourLines prompts={prompts} say={say} parts={['happened', 'money', 'now']} />
          {claim === null && <p className={words.promise}>{say(view.chrome.staffCalled ? 'claim.stay-called' : 'claim.stay')}</p>}
          {claim !== null && (
            <div className={words.soft}>
              <p>{say(slipTexts[claim.slip])}</p>
              {claim.slip !== 'not-printed' && <p>{say('claim.keep')}</p>}
            </div>
          )}
        </>
      }
      notices={claim === null ? said : null}
      sheet={
        claim === null ? undefined : (
          <div className={style.slip}>
            <div className={style.code}>
              <p>{say('claim.code')}</p>
              <p className={style.letters} data-testid="claim-code">
                {claim.code}
              </p>
            </div>
            <div className={style.qr}>
              <QrCode text={claim.qr} label={say('claim.code')} />
            </div>
            <dl className={style.rows}>
              {row('claim.amount', claim.amount === null ? say('claim.unknown-amount') : say('balance.amount', { balance: claim.amount }))}
              {claim.number !== null && row('claim.card', claim.number)}
              {row('claim.time', say('time.full', whenParams(claim.at)))}
              {row('claim.transaction', <span className={style.transaction}>{claim.transaction}</span>)}
            </dl>
            <div className={style.hotlines}>
              <FourLines prompts={prompts} say={say} parts={['help']} />
            </div>
            <div className={style.said}>{said}</div>
          </div>
        )
      }
    />
  );
}
