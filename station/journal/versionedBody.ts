import type { z } from 'zod';

/** What a record says cannot be understood: another version of the software wrote it, or somebody changed it. */
export class UnknownBody extends Error {}

/**
 * The body of one kind of record through the versions of this software. A version says exactly what stands in it; whoever
 * changes what stands in it adds the next one, and says how what older software wrote is to be understood.
 */
export interface VersionedBody<Body> {
  /** The version that is written today. */
  readonly version: number;
  /** What may stand in each version, the first one first. */
  readonly schemas: readonly z.ZodType[];
  /** @throws UnknownBody when it is not what its version says, or the version is one that nobody has written yet. */
  read(version: number, body: unknown): Body;
  /** @param lift what a body of the version before means in this one */
  next<Next>(schema: z.ZodType<Next>, lift: (body: Body) => NoInfer<Next>): VersionedBody<Next>;
}

/** The body that records of a kind had when the kind was new. */
export function firstVersion<Body>(schema: z.ZodType<Body>): VersionedBody<Body> {
  return versionAfter([schema], schema, (version) => {
    throw new UnknownBody(`version ${version} of its body is not known`);
  });
}

function versionAfter<Body>(
  schemas: readonly z.ZodType[],
  schema: z.ZodType<Body>,
  older: (version: number, body: unknown) => Body,
): VersionedBody<Body> {
  const version = schemas.length;
  const read = (written: number, body: unknown): Body => {
    if (written !== version) return older(written, body);
    const parsed = schema.safeParse(body);
    if (parsed.success) return parsed.data;
    const [issue] = parsed.error.issues;
    throw new UnknownBody(`${issue?.path.join('.') || 'its body'}: ${issue?.message}`);
  };
  return {
    version,
    schemas,
    read,
    next: (nextSchema, lift) => versionAfter([...schemas, nextSchema], nextSchema, (written, body) => lift(read(written, body))),
  };
}
