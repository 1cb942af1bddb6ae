import { lazy, Suspense, useLayoutEffect, useSyncExternalStore } from 'react';
import { type Language, languages } from '../../machines/messages/languages.ts';
import { dockFixture, dockJournalFixture } from '../fixtures/dock.ts';
import { combinations, type FixtureName, fixtureNames, fixtureView, viewOf, languagesOf } from '../fixtures/views.ts';
import { StationDown } from '../screens/StationDown.tsx';
import { ViewScreen } from '../screens/ViewScreen.tsx';
import { createDockStore } from '../store/dockStore.ts';
import style from './Gallery.module.css';

const Dock = lazy(() => import('../dock/Dock.tsx'));

const dock = createDockStore();
dock.acceptState(dockFixture);
dock.acceptJournal(dockJournalFixture);

/** What the address asks for: `#fixture=<name>&lang=<language>`, with `&dock` for the dock beside it. */
interface Wish {
  readonly fixture: FixtureName | 'station-down' | null;
  /** A combination of parts instead. */
  readonly combination: string | null;
  readonly language: Language;
  readonly dock: boolean;
}

function readWish(hash: string): Wish {
  const params = new URLSearchParams(hash.replace(/^#/, ''));
  const name = params.get('fixture');
  return {
    fixture: name === 'station-down' ? name : (fixtureNames.find((fixture) => fixture === name) ?? null),
    combination: name !== null && Object.hasOwn(combinations, name) ? name : null,
    language: languages.find((language) => language === params.get('lang')) ?? 'zh-Hant',
    dock: params.has('dock'),
  };
}

function subscribeToHash(listener: () => void): () => void {
  addEventListener('hashchange', listener);
  return () => removeEventListener('hashchange', listener);
}

function address(fixture: string, language: Language): string {
  return `#fixture=${fixture}&lang=${language}`;
}

const languagesIn = (name: FixtureName | 'station-down'): readonly Language[] => (name === 'station-down' ? languages : languagesOf(name));

function Shown({ fixture, combination, language }: Pick<Wish, 'fixture' | 'combination' | 'language'>) {
  const combined = combination === null ? undefined : combinations[combination];
  if (combined !== undefined) return <ViewScreen view={viewOf(combined, language, 1)} press={() => undefined} />;
  if (fixture === 'station-down') return <StationDown site={fixtureView('attract', language).chrome} />;
  if (fixture !== null) {
    const press = ({ verb, arg }: { readonly verb: string; readonly arg?: string }): void => {
      if (verb === 'choose-language' && arg !== undefined) location.hash = `fixture=${fixture}&lang=${arg}`;
    };
    return <ViewScreen view={fixtureView(fixture, language)} press={press} />;
  }
  return (
    <ul className={style.list}>
      {[...fixtureNames, 'station-down' as const].map((name) => (
        <li key={name} data-fixture={name} data-languages={languagesIn(name).join(' ')}>
          {languagesIn(name).map((each) => (
            <a key={each} href={address(name, each)}>
              {name} ({each})
            </a>
          ))}
        </li>
      ))}
      {Object.keys(combinations).map((name) => (
        <li key={name} data-combination={name} data-languages={languages.join(' ')}>
          {name}
        </li>
      ))}
    </ul>
  );
}

/** One fixture as the passenger would see it, or the list of all of them. */
export function Gallery() {
  const hash = useSyncExternalStore(subscribeToHash, () => location.hash);
  const { fixture, combination, language, dock: dockWished } = readWish(hash);
  useLayoutEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  return (
    <>
      <Shown fixture={fixture} combination={combination} language={language} />
      {dockWished && (
        <Suspense fallback={null}>
          <Dock dock={dock} command={() => undefined} />
        </Suspense>
      )}
    </>
  );
}
