import type { ReactNode } from 'react';
import type { MessageId } from '../../machines/messages/messages.ts';
import type { ClaimView, Prompt } from '../../machines/view/view.ts';
import { Headline } from '../components/Headline.tsx';
import { Layout } from '../components/Layout.tsx';
import { Notices } from '../components/Notices.tsx';
import { noticesOf } from '../components/notices.ts';
import { QrCode } from '../components/QrCode.tsx';
import { sayPrompt } from '../components/say.ts';
import { whenParams } from '../components/when.ts';
import style from './ClaimScreen.module.css';
import type { ScreenProps } from './screenProps.ts';
import words from './words.module.css';

const slipTexts = {
  printing: 'claim.printing',
  printed: 'claim.printed',
  'not-printed': 'claim.no-paper',
} as const satisfies Record<ClaimView['slip'], MessageId>;

const placed = new Set([
  'claim.title',
  'claim.keep',
  'claim.stay',
  'claim.return-card',
  'claim.no-paper',
  'claim.printing',
  'claim.printed',
] as const);

/** The money is on record: slip, code, what to do. Everything that the slip says stands here too, should there be no paper. */
export function ClaimScreen({ view, say }: ScreenProps) {
  const { claim, prompts } = view;
  const row = (id: MessageId, value: ReactNode) => (
    <div className={style.row}>
      <dt>{say(id)}</dt>
      <dd>{value}</dd>
    </div>
  );
  const notices = noticesOf(view, placed);
  const isHotline = ({ id }: Prompt): boolean => id.startsWith('claim.hotline.');
  const said = <Notices notices={notices.filter((notice) => !isHotline(notice))} say={say} />;
  const hotlines = notices.filter(isHotline).map((prompt) => <p key={prompt.id + sayPrompt(say, prompt)}>{sayPrompt(say, prompt)}</p>);
  return (
    <Layout
      arrangement="ledger"
      words={
        <>
          <h1 className={words.title}>{say('claim.title')}</h1>
          <p className={words.promise}>
            <Headline text={say('claim.stay')} />
          </p>
          {claim !== null && (
            <p className={words.lead}>
              <Headline text={say(slipTexts[claim.slip])} />
            </p>
          )}
          {claim?.slip !== 'not-printed' && <p className={words.soft}>{say('claim.keep')}</p>}
          {prompts.some(({ id }) => id === 'claim.return-card') && <p className={words.soft}>{say('claim.return-card')}</p>}
        </>
      }
      notices={
        claim === null ? (
          <>
            {said}
            {hotlines}
          </>
        ) : null
      }
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
              {row('claim.station', claim.station)}
              {row('claim.machine', claim.machine)}
              {row('claim.transaction', <span className={style.transaction}>{claim.transaction}</span>)}
            </dl>
            <div className={style.hotlines}>{hotlines}</div>
            <div className={style.said}>{said}</div>
          </div>
        )
      }
    />
  );
}
