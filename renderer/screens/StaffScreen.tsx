import type { Control, StaffRow } from '../../machines/view/view.ts';
import { ControlButton } from '../components/ControlButton.tsx';
import { type Say, sayPrompt } from '../components/say.ts';
import { controlTestId, type Press, TouchButton } from '../components/TouchButton.tsx';
import type { ScreenProps } from './screenProps.ts';
import style from './StaffScreen.module.css';

interface PartProps {
  readonly say: Say;
  readonly press: Press;
}

/** A line of the page; where something stands behind it, all of it is the key. */
function Row({ row, control, say, press }: PartProps & { readonly row: StaffRow; readonly control: Control | undefined }) {
  const words = (
    <>
      <span className={style.label}>{sayPrompt(say, row.label)}</span>
      {row.value !== null && <span className={style.value}>{sayPrompt(say, row.value)}</span>}
    </>
  );
  return (
    <li className={style.row} data-tone={row.tone} data-testid="staff-row">
      {control === undefined ? (
        <p className={style.line}>{words}</p>
      ) : (
        <TouchButton look="quiet" control={control} press={press}>
          <span className={style.line}>{words}</span>
        </TouchButton>
      )}
    </li>
  );
}

function Keypad({ keys, kind, say, press }: PartProps & { readonly keys: readonly Control[]; readonly kind: 'pin' | 'code' }) {
  return (
    <div className={style.keypad} data-keys={kind}>
      {keys.map((control) => (
        // A key shows the character that it types.
        <TouchButton key={controlTestId(control)} look="quiet" control={control} press={press}>
          {control.arg === 'erase' ? sayPrompt(say, control.label) : control.arg}
        </TouchButton>
      ))}
    </div>
  );
}

/** Every page of the staff: what it asks, what it says, and under it what can be done. */
export function StaffScreen({ view, say, press }: ScreenProps) {
  const { staff, controls } = view;
  if (staff === null) return null;
  const keys = controls.filter(({ verb }) => verb === 'staff-key');
  const behindRows = new Set(staff.rows.map(({ choice }) => choice));
  const tasks = controls.filter(({ verb, arg }) => verb === 'confirm' || (verb === 'staff-choose' && !behindRows.has(arg)));
  return (
    <section className={style.page} data-page={staff.page} data-testid="staff-page">
      <header className={style.head}>
        <h1 className={style.title}>{sayPrompt(say, staff.title)}</h1>
        {staff.person !== null && (
          <p className={style.person} data-testid="staff-person">
            {say('staff.person', { ...staff.person })}
          </p>
        )}
      </header>
      {staff.notice !== null && (
        <p className={style.notice} data-testid="staff-notice">
          {sayPrompt(say, staff.notice)}
        </p>
      )}
      {staff.typed !== null && (
        <div className={style.entry}>
          <p className={style.typed} data-testid="staff-typed">
            {staff.typed.text}
          </p>
          <Keypad keys={keys} kind={staff.typed.keys} say={say} press={press} />
        </div>
      )}
      {staff.rows.length > 0 && (
        <ul className={style.rows}>
          {staff.rows.map((row, at) => (
            <Row
              // Rows of a page keep their places while it is shown.
              key={row.choice ?? at}
              row={row}
              control={controls.find(({ verb, arg }) => verb === 'staff-choose' && arg === row.choice)}
              say={say}
              press={press}
            />
          ))}
        </ul>
      )}
      <div className={style.tasks} data-many={tasks.length > 3}>
        {tasks.map((control) => (
          <ControlButton key={controlTestId(control)} control={control} say={say} press={press} />
        ))}
      </div>
    </section>
  );
}
