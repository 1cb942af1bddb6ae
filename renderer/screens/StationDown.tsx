import { languages, passengerLanguages } from '../../machines/messages/languages.ts';
import type { ChromeView } from '../../machines/view/view.ts';
import { sayIn, sayPrompt } from '../components/say.ts';
import { ClosedLine } from '../pictures/ClosedLine.tsx';
import style from './StationDown.module.css';

/**
 * The picture while nobody answers behind the screen. No bell can be rung now: it says who helps and whom to call, and
 * which machine this is, as far as an earlier picture said so. It names no language: it speaks all of them.
 */
export function StationDown({ site }: { readonly site: ChromeView | null }) {
  return (
    <main className={style.page} data-testid="screen" data-screen="station-down">
      <div className={style.picture}>
        <ClosedLine />
      </div>
      <div className={style.languages}>
        {passengerLanguages.map((language, order) => {
          const say = sayIn(language);
          const Title = order === 0 ? 'h1' : 'h2';
          return (
            <div key={language} lang={language}>
              <Title className={style.title}>{say('out-of-service.title')}</Title>
              <p className={style.sorry}>{say('out-of-service.sorry')}</p>
              <p className={style.help}>{say('out-of-service.ask-staff')}</p>
              {site?.hotlines.map((hotline) => {
                const text = sayPrompt(say, hotline);
                return (
                  <p key={text} className={style.help}>
                    {text}
                  </p>
                );
              })}
            </div>
          );
        })}
      </div>
      <div className={style.others}>
        {languages.slice(passengerLanguages.length).map((language) => (
          <p key={language} className={style.help} lang={language}>
            <strong>{sayIn(language)('out-of-service.title')}</strong> {sayIn(language)('out-of-service.ask-staff')}
          </p>
        ))}
      </div>
      {site !== null && (
        <p className={style.site}>
          {site.station} <span>{site.machine}</span>
        </p>
      )}
    </main>
  );
}
