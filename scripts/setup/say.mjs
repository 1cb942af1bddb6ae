/** One line to the person at the terminal; stdout belongs to the command that was asked for. */
export function say(line) {
  process.stderr.write(`setup: ${line}\n`);
}
