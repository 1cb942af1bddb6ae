import type { ReactNode } from 'react';
import type { Verb, View } from '../../machines/view/view.ts';
import { Sign } from '../pictures/Icons.tsx';
import { ControlButton } from './ControlButton.tsx';
import { controlTestId, type Press } from './TouchButton.tsx';
import { DeadlineRing, DeadlineText } from './Deadline.tsx';
import style from './Frame.module.css';
import { moneyLineOf } from '../line/moneyLine.ts';
import { LanguageBar } from './LanguageBar.tsx';
import { MoneyGauge } from './MoneyGauge.tsx';
import { hasRoute, Route } from './Route.tsx';
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

/**
 * What stands around every screen. Above: where we are, and the line - the way of the visit, then the money on the card. Below, or at
 * the right of a lying screen: the answers, and what time is left. At the bottom of every screen, always at the same place: the bell
 * and the languages.
 */
export function Frame({ view, tone, placed, say, press, children }: FrameProps) {
  const { chrome, controls, deadline, screen } = view;
  const moreTime = controls.find(({ verb }) => verb === 'more-time');
  const actions = controls.filter(({ verb }) => !FRAME_VERBS.includes(verb) && !placed.includes(verb));
  const line = moneyLineOf(view);
  return (
    <div className={style.frame} data-tone={tone} lang={chrome.language}>
      <header className={style.header} data-line={line !== null || hasRoute(view)}>
        <div className={style.here}>
          <Sign />
          <p>
            <strong className={style.station}>{chrome.station}</strong>
            <span className={style.machine}>{say('chrome.machine', { machine: chrome.machine })}</span>
          </p>
        </div>
        {/* A balance that is known early stays where it is when the line of the money comes. */}
        <div className={style.line} data-expected={screen === 'reading' && view.card !== null}>
          {line === null ? <Route view={view} say={say} /> : <MoneyGauge line={line} say={say} />}
        </div>
      </header>
      <main className={style.main} data-testid="screen" data-screen={screen}>
        {children}
      </main>
      {(deadline !== null || moreTime !== undefined || actions.length > 0) && (
        <section className={style.answers}>
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
          {actions.length > 0 && (
            <div className={style.actions} data-count={actions.length}>
              {actions.map((control) => (
                <ControlButton key={controlTestId(control)} control={control} say={say} press={press} />
              ))}
            </div>
          )}
        </section>
      )}
      <footer className={style.bar}>
        <ServiceBell view={view} say={say} press={press} />
        <LanguageBar view={view} say={say} press={press} />
      </footer>
      <p className="unseen" role="status">
        {view.speech.map((prompt) => sayPrompt(say, prompt)).join(' ')}
      </p>
    </div>
  );
}
