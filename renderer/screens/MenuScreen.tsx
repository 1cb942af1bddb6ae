import type { Control } from '../../machines/view/view.ts';
import { Cause, tellsCause } from '../components/Cause.tsx';
import { ControlButton } from '../components/ControlButton.tsx';
import { controlTestId } from '../components/TouchButton.tsx';
import { CardLine } from '../components/CardLine.tsx';
import { Layout } from '../components/Layout.tsx';
import { Notices } from '../components/Notices.tsx';
import { noticesOf } from '../components/notices.ts';
import { ServiceButton } from '../components/ServiceButton.tsx';
import style from './MenuScreen.module.css';
import type { ScreenProps } from './screenProps.ts';
import words from './words.module.css';

const placed = new Set(['menu.title'] as const);

/** What there is a reason for stands first, what is only told of last. */
const RANKS = { primary: 0, secondary: 1, quiet: 2 } as const;
function takenFirst(one: Control, other: Control): number {
  return RANKS[one.emphasis] - RANKS[other.emphasis];
}

/** What else can be had for this card: one key for each service, and what is asked for beside them. */
export function MenuScreen({ view, say, press }: ScreenProps) {
  const services = view.controls.filter(({ verb }) => verb === 'choose-service').toSorted(takenFirst);
  const beside = view.controls.filter(({ verb }) => verb === 'print-statement' || verb === 'help');
  const notices = noticesOf(view, placed);
  return (
    <Layout
      arrangement="list"
      words={
        <>
          <h1 className={words.title}>{say('menu.title')}</h1>
          {view.card !== null && <CardLine card={view.card} say={say} />}
        </>
      }
      sheet={
        services.length + notices.length === 0 ? undefined : (
          <div className={style.menu}>
            <div className={style.notices}>
              <Notices notices={notices.filter((notice) => !tellsCause(notice))} say={say} />
              <Cause prompts={notices} say={say} />
            </div>
            <div className={style.services} data-many={services.length > 5}>
              {services.map((control) => (
                <ServiceButton key={controlTestId(control)} control={control} explained={services.length <= 5} say={say} press={press} />
              ))}
            </div>
          </div>
        )
      }
      aside={
        beside.length === 0 ? undefined : (
          <div className={style.beside}>
            {beside.map((control) => (
              <ControlButton key={controlTestId(control)} control={control} say={say} press={press} />
            ))}
          </div>
        )
      }
    />
  );
}
