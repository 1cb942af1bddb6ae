import type { Service } from '../../machines/words.ts';
import style from './Icons.module.css';

/** What stands for a service, as strokes in a square of 48: nobody's mark but the machine's own. */
export const SERVICE_STROKES: Readonly<Record<Service, string>> = {
  autoload: 'M37.5 14.5 A16.5 16.5 0 1 0 40.5 25 M39.5 6.5 V15.5 H30.5 M24 17 V31 M17 24 H31',
  'enable-easy-wallet':
    'M17 5 H31 a4 4 0 0 1 4 4 V39 a4 4 0 0 1 -4 4 H17 a4 4 0 0 1 -4 -4 V9 a4 4 0 0 1 4 -4 Z M22 36 H26 M24 14 V26 M18 20 H30',
  'enable-bank-account': 'M6 18 L24 7 L42 18 Z M12 24 V34 M24 24 V34 M36 24 V34 M6 41 H42',
  'enable-cobranded': 'M8 11 H40 a4 4 0 0 1 4 4 V34 a4 4 0 0 1 -4 4 H8 a4 4 0 0 1 -4 -4 V15 a4 4 0 0 1 4 -4 Z M4 20 H44 M12 30 H19',
  collect: 'M24 6 V27 M15 18 L24 27 L33 18 M7 29 V41 H41 V29',
  'period-pass': 'M8 12 H40 V38 H8 Z M8 20 H40 M16 7 V14 M32 7 V14 M17 29 L22 34 L32 25',
  extend: 'M8 11 H40 V41 H8 Z M8 20 H40 M16 6 V13 M32 6 V13 M16 31 H31 M26 26 L31 31 L26 36',
  refund: 'M17 10 L8 19 L17 28 M8 19 H30 a10 10 0 0 1 0 20 H18',
};

export function ServiceIcon({ service }: { readonly service: Service }) {
  return (
    <svg className={style.icon} viewBox="0 0 48 48" aria-hidden="true">
      <path className={style.stroke} d={SERVICE_STROKES[service]} />
    </svg>
  );
}
