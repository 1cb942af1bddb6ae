import { NFC } from 'nfc-pcsc';

/**
 * The least that reads a card through nfc-pcsc: on its event it sends the given commands one after the other and says so.
 * Arguments: the reader's name, then the commands in hexadecimal.
 */
const [wanted, ...commands] = process.argv.slice(2);
new NFC().on('reader', (reader) => {
  if (reader.name !== wanted) return reader.reader.removeAllListeners('status');
  reader.autoProcessing = false;
  reader.on('error', () => undefined);
  reader.on('card', async () => {
    for (const command of commands) await reader.transmit(Buffer.from(command, 'hex'), 258);
    process.send?.({ type: 'read' });
  });
  reader.on('card.off', () => process.send?.({ type: 'gone' }));
  process.send?.({ type: 'ready' });
});
process.on('disconnect', () => process.exit());
