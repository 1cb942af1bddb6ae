import type { View } from '../../machines/view/view.ts';
import type { SceneProps } from './Scene.tsx';

/** What is seen of the slip at the printer: nothing before it is asked for, and nothing where it failed. */
export function slipAt({ slip }: Pick<View, 'slip'>): Pick<SceneProps, 'slip'> {
  return slip === 'printing' || slip === 'printed' ? { slip } : {};
}
