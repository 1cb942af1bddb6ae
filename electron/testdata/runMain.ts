import { registerHooks } from 'node:module';

// Electron's entry point under plain Node, with the fake in Electron's place: `runMain main.ts --config FILE …`.
registerHooks({
  resolve: (name, context, next) => next(name === 'electron' ? new URL('./pretendedElectron.ts', import.meta.url).href : name, context),
});
await import('../main.ts');
