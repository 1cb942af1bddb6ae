import type { ClauseId } from './clauseIds.ts';
import type { ParameterName, ParameterValues } from './parameters.ts';
import type { GroundName } from './rulePack.ts';
import type { Terms } from './terms.ts';

/** No terms that are in force say anything of what a decision needs. Becomes a failure at the engine's door. */
export class TermsAreSilent extends Error {
  constructor(what: string) {
    super(what);
    this.name = 'TermsAreSilent';
  }
}

/**
 * What a decision rests on. A decision reads the terms through it, and every value taken and every ground cited leaves
 * its rules behind: no decision can forget to name them.
 */
export class Basis {
  readonly clauses: ClauseId[] = [];
  readonly #terms: Terms;

  constructor(terms: Terms) {
    this.#terms = terms;
  }

  /** @throws TermsAreSilent when no terms in force set it */
  take<Name extends ParameterName>(name: Name): ParameterValues[Name] {
    const value = this.find(name);
    if (value === undefined) throw new TermsAreSilent(name);
    return value;
  }

  /** As {@link take}; undefined when no terms set it. */
  find<Name extends ParameterName>(name: Name): ParameterValues[Name] | undefined {
    const ruled = this.#terms.parameters[name];
    if (ruled === null) return undefined;
    this.#add(ruled.clauses);
    return ruled.value;
  }

  /** The value alone: its rules are named only if it turns out to decide, by {@link find}. */
  peek<Name extends ParameterName>(name: Name): ParameterValues[Name] | undefined {
    return this.#terms.parameters[name]?.value;
  }

  /** @throws TermsAreSilent when no terms in force know this ground */
  cite(ground: GroundName): void {
    const clauses = this.#terms.grounds[ground];
    if (clauses === undefined) throw new TermsAreSilent(ground);
    this.#add(clauses);
  }

  /** As {@link cite}, where the ground stands beside others and need not exist. */
  mention(ground: GroundName): void {
    this.#add(this.#terms.grounds[ground] ?? []);
  }

  #add(clauses: readonly ClauseId[]): void {
    for (const clause of clauses) if (!this.clauses.includes(clause)) this.clauses.push(clause);
  }
}
