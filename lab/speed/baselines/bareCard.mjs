import { NFC } from 'nfc-pcsc';

/**
 * The least that reads a card through nfc-pcsc: on its event it sends the given commands one after the other and says so,
 * and that the balance is there. Arguments: the reader's name, with which command the balance comes, then the commands in hexadecimal.
 */
const [wanted, purse, ...commands] = process.argv.slice(2);
new NFC().on('reader', (reader) => {
  if (reader.name !== wanted) return reader.reader.removeAllListeners('status');
  reader.autoProcessing = false;
  reader.on('error', () => undefined);
  reader.on('card', async () => {
    for (const [index, command] of commands.entries()) {
      await reader.transmit(Buffer.from(command, 'hex'), 258);
      if (index + 1 === Number(purse)) process.send?.({ type: 'balance' });
    }
    process.send?.({ type: 'read' });
  });
  reader.on('card.off', () => process.send?.({ type: 'gone' }));
  process.send?.({ type: 'ready' });
});
process.on('disconnect', () => process.exit());
