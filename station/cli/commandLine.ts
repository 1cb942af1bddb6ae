/** One thing that a command line can be told to do. */
export interface Verb {
  /** For the usage: what it does, and its options. */
  readonly says: string;
  /** @returns the exit code. @throws Error whose message says what was wrong with the command: exit code 2 */
  readonly run: (args: string[]) => Promise<number>;
}

export type Verbs = Readonly<Record<string, Verb>>;

/** Asks what can be done, and is answered on stdout with exit code 0. */
const HELP: readonly string[] = ['--help', '-h'];

/** Does what the first of this process's arguments says, with the rest of them. */
export async function runCommandLine(verbs: Verbs): Promise<void> {
  const [name = '', ...args] = process.argv.slice(2);
  if (HELP.includes(name)) {
    process.stdout.write(usage(verbs));
    return;
  }
  const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
  if (verb === undefined) {
    process.stderr.write(name === '' ? usage(verbs) : `unknown verb: ${name}\n\n${usage(verbs)}`);
    process.exitCode = 2;
    return;
  }
  if (args.some((arg) => HELP.includes(arg))) {
    process.stdout.write(`kiosk ${name}: ${verb.says}\n`);
    return;
  }
  try {
    process.exitCode = await verb.run(args);
  } catch (cause) {
    process.stderr.write(`${cause instanceof Error ? cause.message : String(cause)}\n`);
    process.exitCode = 2;
  }
}

function usage(verbs: Verbs): string {
  const lines = Object.entries(verbs).map(([verb, { says }]) => `  ${verb.padEnd(10)} ${says}`);
  return ['usage: kiosk <verb> [options]', '', ...lines, ''].join('\n');
}
