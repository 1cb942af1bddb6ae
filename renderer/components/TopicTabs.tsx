import type { View } from '../../machines/view/view.ts';
import { type HelpTopic, helpTopics } from '../../machines/words.ts';
import { ControlButton } from './ControlButton.tsx';
import { controlTestId, type Press } from './TouchButton.tsx';
import { type Say, sayPrompt } from './say.ts';
import style from './TopicTabs.module.css';

interface TopicTabsProps {
  readonly controls: View['controls'];
  readonly chosen: HelpTopic;
  readonly say: Say;
  readonly press: Press;
}

/** What help there is, always in the same order; the topic that is shown cannot be pressed and is part of its sheet. */
export function TopicTabs({ controls, chosen, say, press }: TopicTabsProps) {
  return (
    <div className={style.tabs}>
      {helpTopics.map((topic) => {
        const control = controls.find(({ verb, arg }) => verb === 'help' && arg === topic);
        if (control !== undefined) return <ControlButton key={controlTestId(control)} control={control} say={say} press={press} />;
        return topic === chosen ? (
          <h2 key={topic} className={style.chosen}>
            {sayPrompt(say, { id: `help.${topic}` })}
          </h2>
        ) : null;
      })}
    </div>
  );
}
