import type { View } from '../../machines/view/view.ts';
import { hallLanguages, languages, languageTable } from '../../machines/messages/languages.ts';
import style from './LanguageBar.module.css';
import type { Say } from './say.ts';
import { type Press, TouchButton } from './TouchButton.tsx';

/** Every language of whoever stands there in its own script, on every screen; pressable where the View offers it. */
export function LanguageBar({ view, say, press }: { readonly view: View; readonly say: Say; readonly press: Press }) {
  return (
    <div className={style.bar} role="group" aria-label={say('chrome.languages')}>
      {(view.screen === 'staff' ? hallLanguages : languages).map((language) => {
        const control = view.controls.find(({ verb, arg }) => verb === 'choose-language' && arg === language);
        const chosen = language === view.chrome.language;
        const { name } = languageTable[language];
        return control === undefined ? (
          <span key={language} className={style.name} lang={language} data-chosen={chosen}>
            {name}
          </span>
        ) : (
          <TouchButton key={language} look="language" control={control} press={press} chosen={chosen} lang={language}>
            {name}
          </TouchButton>
        );
      })}
    </div>
  );
}
