import { useState } from 'react';
import { hallLanguages, type Language, languages, languageTable, passengerLanguages } from '../../machines/messages/languages.ts';
import type { Control, View } from '../../machines/view/view.ts';
import { GlobeIcon } from '../pictures/Icons.tsx';
import style from './LanguageBar.module.css';
import type { Say } from './say.ts';
import { type Press, TouchButton } from './TouchButton.tsx';

/** Turns the other languages up: nothing that the station need know of. */
const more: Control = { verb: 'choose-language', arg: 'more', label: { id: 'chrome.languages' }, emphasis: 'quiet' };

interface LanguageBarProps {
  readonly view: View;
  readonly say: Say;
  readonly press: Press;
}

/**
 * Every language of whoever stands there in its own script, on every screen; pressable where the View offers it. Those in which everything can
 * be done stand there at once, the others behind one key.
 */
export function LanguageBar(props: LanguageBarProps) {
  const { chrome, screen } = props.view;
  // With another screen it lies as it lay at first.
  return <Bar key={`${chrome.chosen} ${screen}`} {...props} />;
}

function Bar({ view, say, press }: LanguageBarProps) {
  const first: readonly Language[] = view.screen === 'staff' ? hallLanguages : passengerLanguages;
  const others = view.screen === 'staff' ? [] : languages.filter((language) => !first.includes(language));
  const [turned, setTurned] = useState(others.includes(view.chrome.chosen));
  const offered = view.controls.some(({ verb }) => verb === 'choose-language');
  return (
    <div className={style.bar} role="group" aria-label={say('chrome.languages')}>
      {[first, others].map((some, place) => (
        <div key={some.join(' ')} className={style.some} hidden={turned !== (place === 1)}>
          {some.map((language) => (
            <Name key={language} language={language} view={view} press={press} />
          ))}
        </div>
      ))}
      {offered && others.length > 0 && (
        <TouchButton look="language" control={more} press={() => setTurned(!turned)}>
          <GlobeIcon label={say('chrome.languages')} />
        </TouchButton>
      )}
    </div>
  );
}

function Name({ language, view, press }: { readonly language: Language; readonly view: View; readonly press: Press }) {
  const control = view.controls.find(({ verb, arg }) => verb === 'choose-language' && arg === language);
  const chosen = language === view.chrome.chosen;
  const { name } = languageTable[language];
  return control === undefined ? (
    <span className={style.name} lang={language} data-chosen={chosen}>
      {name}
    </span>
  ) : (
    <TouchButton look="language" control={control} press={press} chosen={chosen} lang={language}>
      {name}
    </TouchButton>
  );
}
