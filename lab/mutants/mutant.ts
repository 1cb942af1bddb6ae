/** The project with one thing in it undone: a mend taken out, a rule turned round. A mutant is found when world or tests notice. */
export interface Mutant {
  /** What is wrong with it, in words. */
  readonly name: string;
  /** The file that is changed, from the root of the project. */
  readonly file: string;
  /** What stands there, exactly once. */
  readonly is: string;
  /** What stands there instead. */
  readonly becomes: string;
  /** Why the simulated world cannot find it: then a test must. Left out: the world must. */
  readonly worldCannot?: string;
}

/** @throws Error when the file does not say, or says more than once, what the mutant changes */
export function mutate({ name, file, is, becomes }: Mutant, text: string): string {
  const [before, after, ...more] = text.split(is);
  if (before === undefined || after === undefined || more.length > 0) {
    throw new Error(`${name}: ${file} has ${after === undefined ? 'no' : 'more than one'} ${is}`);
  }
  return before + becomes + after;
}
