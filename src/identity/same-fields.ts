/** `A`, if `A` and `B` have the same fields at every depth; else `never`, so that a schema that has fallen behind its type does not compile. */
export type SameFields<A, B> = [Within<A, B>, Within<B, A>] extends [true, true] ? A : never;

type Within<A, B> = [A] extends [readonly (infer X)[]]
  ? [B] extends [readonly (infer Y)[]]
    ? Within<X, Y>
    : false
  : [A] extends [object]
    ? [B] extends [object]
      ? [Exclude<keyof A, keyof B>] extends [never]
        ? false extends { [K in keyof A & keyof B]-?: Within<Exclude<A[K], undefined | null>, Exclude<B[K], undefined | null>> }[keyof A & keyof B]
          ? false
          : true
        : false
      : false
    : true;
