// A child for the supervisor's test with a real process: reports ready, repeats what it is told, obeys `stop` and `hang`.
process.send({ type: 'ready', args: process.argv.slice(2), env: Object.keys(process.env) });
process.on('message', (message) => {
  if (message.type === 'stop') process.disconnect();
  else if (message.type === 'crash') process.exit(3);
  else if (message.type === 'hang') {
    process.send({ type: 'hanging' }, () => {
      for (;;);
    });
  } else process.send({ type: 'echo', message });
});
