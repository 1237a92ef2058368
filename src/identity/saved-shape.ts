import * as z from 'zod/mini';

/** A shape that the JSON Schema in docs/ names once and refers to. */
export const called = <T extends z.core.$ZodType>(id: string, shape: T): T => {
  z.globalRegistry.add(shape, { id });
  return shape;
};

/** Where something is written. */
export const written = z.optional(called('written', z.object({ file: z.string(), line: z.optional(z.number()), pointer: z.optional(z.string()) })));

/** Tells whether data is an `A`. A shape that has fallen behind `A` (a field of one that the other lacks, at any depth) does not compile. */
export const guardOf =
  <A>() =>
  <S extends z.core.$ZodType>(shape: SameFields<A, z.core.output<S>> extends true ? S : never) =>
  (data: unknown): data is A =>
    z.safeParse(shape, data).success;

type SameFields<A, B> = [Within<A, B>, Within<B, A>] extends [true, true] ? true : false;
type Within<A, B> = [A] extends [readonly (infer X)[]]
  ? [B] extends [readonly (infer Y)[]]
    ? Within<X, Y>
    : false
  : [A] extends [object]
    ? [B] extends [object]
      ? [Exclude<keyof A, keyof B>] extends [never]
        ? false extends { [K in keyof A & keyof B]-?: Within<NonNullable<A[K]>, NonNullable<B[K]>> }[keyof A & keyof B]
          ? false
          : true
        : false
      : false
    : true;
