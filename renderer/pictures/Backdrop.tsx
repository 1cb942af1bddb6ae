import style from './Backdrop.module.css';

/** Lines of a network, larger than the screen and hardly lighter than their ground: the machine's wallpaper. */
export function Backdrop() {
  return (
    <svg className={style.backdrop} viewBox="0 0 1080 1080" preserveAspectRatio="xMidYMid slice" aria-hidden="true">
      <path d="M-100 250 H360 L680 570 H1200" />
      <path d="M-100 420 H290 L610 740 V1200" />
      <circle cx={290} cy={420} r={34} />
      <circle cx={680} cy={570} r={34} />
    </svg>
  );
}
