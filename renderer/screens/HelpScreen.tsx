import { Contact } from '../components/Contact.tsx';
import { Layout } from '../components/Layout.tsx';
import { Points } from '../components/Points.tsx';
import { Terms } from '../components/Terms.tsx';
import { TopicTabs } from '../components/TopicTabs.tsx';
import style from './HelpScreen.module.css';
import type { ScreenProps } from './screenProps.ts';

/** Hotlines, terms and what to do when a card is lost: topics above, the chosen one on paper, whom to call where there is room. */
export function HelpScreen({ view, say, press }: ScreenProps) {
  const { help } = view;
  const topic = help?.topic ?? 'contacts';
  const told = view.prompts.filter(({ id }) => id !== 'help.title' && id !== `help.${topic}`);
  // While the screen asks whether anybody is there, its question takes room: the numbers stay, the pictures of websites go.
  const brief = topic !== 'contacts' || view.deadline !== null;
  // As much as a page ever says leaves no room for them: they are the first topic above.
  const full = told.length > 6;
  const several = (help?.contacts.length ?? 0) > 1;
  return (
    <Layout
      arrangement="list"
      words={
        <>
          <h1 className={style.title}>{say('help.title')}</h1>
          <TopicTabs controls={view.controls} chosen={topic} say={say} press={press} />
        </>
      }
      sheet={
        help === null ? undefined : (
          <div className={style.sheet} data-prompts={told.length} data-crowded={full ? 'very' : told.length > 2}>
            <Points prompts={told} say={say} />
            {topic === 'terms' && <Terms contacts={help.contacts} say={say} />}
            {!full && (
              <div className={style.contacts} data-brief={brief}>
                {help.contacts.map((contact) => (
                  <Contact key={contact.issuer} contact={contact} brief={brief} several={several} say={say} />
                ))}
              </div>
            )}
          </div>
        )
      }
    />
  );
}
