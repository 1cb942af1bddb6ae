import type { ContactView } from '../../machines/view/view.ts';
import style from './Contact.module.css';
import { QrCode } from './QrCode.tsx';
import type { Say } from './say.ts';

interface ContactProps {
  readonly contact: ContactView;
  /** Something else is in the foreground: the number in one line, nothing to photograph. */
  readonly brief: boolean;
  /** It shares the sheet with others. */
  readonly several: boolean;
  readonly say: Say;
}

/** Whom to ask about the cards of one issuer: the number to dial large, and its website to be photographed. */
export function Contact({ contact, brief, several, say }: ContactProps) {
  const { issuer, hotline, hours, website, terms } = contact;
  const open = hours === 'always' ? say('help.hotline.always') : say('help.hotline.daily', hours);
  const name = say(`issuer.${issuer}`);
  if (brief) {
    return (
      <p className={style.brief}>
        <span>
          {name} {open}
        </span>
        <strong>{hotline}</strong>
      </p>
    );
  }
  const address = say('help.website', { website });
  return (
    <section className={style.contact} data-several={several}>
      <h3 className={style.issuer}>{name}</h3>
      <p className={style.hotline} data-long={hotline.length > 10}>
        {hotline}
      </p>
      <p className={style.open}>{open}</p>
      <div className={style.site}>
        <div className={style.qr}>
          {/* A telephone opens what has a scheme. */}
          <QrCode text={`https://${website}`} label={address} />
        </div>
        <div className={style.about}>
          <p className={style.website}>{address}</p>
          {terms !== null && <p className={style.soft}>{say('help.terms-version', { issuer: name, version: terms })}</p>}
        </div>
      </div>
    </section>
  );
}
