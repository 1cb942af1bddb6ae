import type { ReactNode } from 'react';
import type { Verb, View } from '../../machines/view/view.ts';
import { Sign } from '../pictures/Icons.tsx';
import { ControlButton } from './ControlButton.tsx';
import { controlTestId, type Press } from './TouchButton.tsx';
import { DeadlineRing, DeadlineText } from './Deadline.tsx';
import style from './Frame.module.css';
import { LanguageBar } from './LanguageBar.tsx';
import { Route } from './Route.tsx';
import { type Say, sayPrompt } from './say.ts';
import { ServiceBell } from './ServiceBell.tsx';

/** What colour the screen speaks in: ink is everyday, signal means hold still, done, needed. */
export type Tone = 'ink' | 'signal' | 'done' | 'needed';

interface FrameProps {
  readonly view: View;
  readonly tone: Tone;
  /** Verbs whose controls the screen itself shows. */
  readonly placed: readonly Verb[];
  readonly say: Say;
  readonly press: Press;
  readonly children: ReactNode;
}

/** Controls that have a place of their own in the frame. */
const FRAME_VERBS: readonly Verb[] = ['choose-language', 'call-staff', 'more-time'];

/** What stands around every screen: where we are, the way, the languages, the bell, the controls, what time is left. */
export function Frame({ view, tone, placed, say, press, children }: FrameProps) {
  const { chrome, controls, deadline, screen } = view;
  const moreTime = controls.find(({ verb }) => verb === 'more-time');
  const actions = controls.filter(({ verb }) => !FRAME_VERBS.includes(verb) && !placed.includes(verb));
  return (
    <div className={style.frame} data-tone={tone} lang={chrome.language}>
      <header className={style.header}>
        <div className={style.here}>
          <Sign />
          <p>
            <strong className={style.station}>{chrome.station}</strong>
            <span className={style.machine}>{say('chrome.machine', { machine: chrome.machine })}</span>
          </p>
        </div>
        <div className={style.route}>
          <Route view={view} say={say} />
        </div>
        <LanguageBar view={view} say={say} press={press} />
      </header>
      <main className={style.main} data-testid="screen" data-screen={screen}>
        {children}
      </main>
      <footer className={style.footer}>
        {(deadline !== null || moreTime !== undefined) && (
          <div className={style.deadline} data-screen={screen}>
            {/* The key makes its motion begin anew with every View, which says anew what is left. */}
            <div className={style.question}>
              {deadline !== null && <DeadlineRing key={`${view.bootId} ${view.seq}`} deadline={deadline} />}
              <DeadlineText view={view} say={say} />
            </div>
            {moreTime !== undefined && <ControlButton control={moreTime} say={say} press={press} />}
          </div>
        )}
        <ServiceBell view={view} say={say} press={press} />
        <div className={style.actions}>
          {actions.map((control) => (
            <ControlButton key={controlTestId(control)} control={control} say={say} press={press} />
          ))}
        </div>
      </footer>
      <p className="unseen" role="status">
        {view.speech.map((prompt) => sayPrompt(say, prompt)).join(' ')}
      </p>
    </div>
  );
}
