import { languages } from '../../machines/messages/languages.ts';
import { sayIn } from '../components/say.ts';
import { ClosedLine } from '../pictures/ClosedLine.tsx';
import style from './StationDown.module.css';

/** The picture while nobody answers behind the screen: nothing in it comes from the station, so it names no language. */
export function StationDown() {
  return (
    <main className={style.page} data-testid="screen" data-screen="station-down">
      <div className={style.picture}>
        <ClosedLine />
      </div>
      {languages.map((language, order) => {
        const say = sayIn(language);
        const Title = order === 0 ? 'h1' : 'h2';
        return (
          <div key={language} lang={language}>
            <Title className={style.title}>{say('out-of-service.title')}</Title>
            <p className={style.sorry}>{say('out-of-service.sorry')}</p>
          </div>
        );
      })}
    </main>
  );
}
