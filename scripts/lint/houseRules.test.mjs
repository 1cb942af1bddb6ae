import { RuleTester } from 'oxlint/plugins-dev';
import { describe, it } from 'vitest';
import { ambientDate } from './ambientDate.mjs';
import { lostAction } from './lostAction.mjs';
import { wildcardTransition } from './wildcardTransition.mjs';

RuleTester.describe = describe;
RuleTester.it = it;

const tester = new RuleTester({ languageOptions: { parserOptions: { lang: 'ts' } } });
const now = { errors: [{ messageId: 'now' }] };
const zone = { errors: [{ messageId: 'zone' }] };

tester.run('ambient-date', ambientDate, {
  valid: [
    'new Date(wallMs).toISOString()',
    'Date.UTC(2026, 0, 1)',
    'Date.parse("2026-01-01T10:00:00+08:00")',
    'Date.parse(`${day}T10:00:00Z`)',
    'new Date("2026-01-01")',
    'export const f = (at: Date): string => at.toISOString();',
    'value instanceof Date',
    'import { Date } from "./calendar.ts"; Date.now();',
    'const clock = { Date: 1 }; clock.Date;',
  ],
  invalid: [
    { code: 'new Date()', ...now },
    { code: 'Date.now()', ...now },
    { code: 'Date["now"]()', ...now },
    { code: 'Date()', ...now },
    { code: 'function f() { return () => new Date(); }', ...now },
    { code: 'const D = Date;', ...now },
    { code: 'const { now } = Date;', ...now },
    { code: 'globalThis.Date.now()', ...now },
    { code: 'new Date(...parts)', ...now },
    { code: 'new Date(2026, 0, 1)', ...zone },
    { code: 'Date.parse("2026-01-01 10:00")', ...zone },
    { code: 'Date.parse(text)', ...zone },
    { code: 'new Date(`${day} 10:00`)', ...zone },
    { code: 'new Date("2026-01-01T10:00:00")', ...zone },
    { code: 'at.getHours()', ...zone },
    { code: 'at.toLocaleDateString("en")', ...zone },
  ],
});

tester.run('wildcard-transition', wildcardTransition, {
  valid: ["setup({}).createMachine({ on: { 'CARD.PLACED': 'reading' } })", 'const product = { "a*b": 1 };'],
  invalid: [
    { code: "setup({}).createMachine({ on: { '*': 'done' } })", errors: [{ messageId: 'wildcard' }] },
    { code: "setup({}).createMachine({ on: { 'CARD.*': 'done' } })", errors: [{ messageId: 'wildcard' }] },
    { code: 'setup({}).createMachine({ on: { [`*`]: "done" } })', errors: [{ messageId: 'wildcard' }] },
  ],
});

const lost = (code) => ({ code: `import { assign, raise as shout } from 'xstate'; ${code}`, errors: [{ messageId: 'lost' }] });

tester.run('lost-action', lostAction, {
  valid: [
    "import { assign } from 'xstate'; setup({ actions: { count: assign({ n: 1 }) } });",
    "import { assign } from 'xstate'; createMachine({ entry: assign({ n: 1 }), exit: [assign({ n: 2 })] });",
    "import { assign } from 'xstate'; const remember = (key) => assign({ [key]: 1 });",
    "import { assign, enqueueActions } from 'xstate'; createMachine({ entry: enqueueActions(({ enqueue }) => { enqueue(assign({ n: 1 })); }) });",
    "import { assign } from './notes.ts'; createMachine({ entry: () => assign({ n: 1 }) });",
  ],
  invalid: [
    lost('createMachine({ entry: () => { assign({ n: 1 }); } })'),
    lost('createMachine({ entry: () => assign({ n: 1 }) })'),
    lost('createMachine({ on: { GO: { actions: [() => { if (late) return assign({ n: 1 }); }] } } })'),
    lost('setup({ actions: { count: () => assign({ n: 1 }) } })'),
    lost('setup({ actions: { count() { assign({ n: 1 }); } } })'),
    lost("createMachine({ exit: () => shout({ type: 'DONE' }) })"),
    lost('function credit() { assign({ n: 1 }); }'),
  ],
});
