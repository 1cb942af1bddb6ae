import { row, tableHead } from './markdown.mjs';

/** The fields of an event with what each holds; text needs no word. */
function fieldList(fields) {
  const all = Object.entries(fields).map(([name, kind]) => {
    const [plain, optional] = kind.endsWith('?') ? [kind.slice(0, -1), ', may be missing'] : [kind, ''];
    return `\`${name}\`${plain === 'text' ? '' : ` (${plain})`}${optional}`;
  });
  return all.join('; ') || '-';
}

/** docs/log.md: everything that a process of the kiosk writes to its log. */
export function logPage(events) {
  return [
    '# The log',
    '',
    'Made by `npm run docs` from `hardware/ports/logEvents.ts`; a unit test fails when this page and the table differ.',
    '',
    'One line per event on the standard error stream of its process, which systemd keeps (`journalctl -u kiosk`): process, time in Taipei,',
    'level, name, sentence, fields. The name of an event keeps its meaning and may be looked for; its sentence may change. The same sentence is',
    'written at most once in five seconds, and how often it was held back is said afterwards. No field holds a whole card number.',
    '',
    '**info**: as it should be; **warn**: the machine helps itself, or somebody outside is at fault; **error**: a defect or a broken part.',
    '',
    ...tableHead(['name', 'level', 'says', 'fields']),
    ...Object.entries(events).map(([name, { level, says, fields }]) => row([`\`${name}\``, level, says, fieldList(fields)])),
    '',
  ].join('\n');
}
