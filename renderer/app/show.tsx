import { createRoot } from 'react-dom/client';
import { watchPointers } from '../press/restingPointers.ts';
import { App, type AppProps } from './App.tsx';

/** Draws the passenger's screen into `place`, from now on. */
export function show(place: HTMLElement, parts: Omit<AppProps, 'pointers'>): void {
  createRoot(place).render(<App {...parts} pointers={watchPointers(window)} />);
}
