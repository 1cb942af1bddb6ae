import type { ContactView } from '../../machines/view/view.ts';
import { QrCode } from './QrCode.tsx';
import type { Say } from './say.ts';
import style from './Terms.module.css';

/** Where the terms of each issuer stand, to be photographed, and which version holds. */
export function Terms({ contacts, say }: { readonly contacts: readonly ContactView[]; readonly say: Say }) {
  return (
    <ul className={style.terms}>
      {contacts.map(({ issuer, website, terms }) => (
        <li key={issuer} className={style.issuer}>
          <div className={style.qr}>
            {/* A telephone opens what has a scheme. */}
            <QrCode text={`https://${website}`} label={say('help.website', { website })} />
          </div>
          <div>
            <p className={style.version}>
              {terms === null ? say(`issuer.${issuer}`) : say('help.terms-version', { issuer: say(`issuer.${issuer}`), version: terms })}
            </p>
            <p className={style.website}>{website}</p>
          </div>
        </li>
      ))}
    </ul>
  );
}
