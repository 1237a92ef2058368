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

/** One thing that is wrong in a file that somebody collected or wrote: where (a JSON pointer), and what was expected there. */
export interface Problem {
  readonly pointer: string;
  readonly expected: string;
}
type Shapes = Readonly<Record<string, z.core.$ZodType>>;

/**
 * Lists of entries, each by its shape. Entries that are malformed are left out and told; they, and a list of `needed` that is not there, are doubts. What
 * has no place of its own gets one in the file.
 */
export const readLists = (
  data: Readonly<Record<string, unknown>>,
  file: string,
  needed: Shapes,
  optional: Shapes,
): { readonly lists: Readonly<Record<string, unknown>>; readonly problems: Problem[]; readonly doubts: string[] } => {
  const problems: Problem[] = [];
  const doubts: string[] = Array.isArray(data['doubts']) ? data['doubts'].map(String) : [];
  const lists: Record<string, unknown> = {};
  for (const [name, shape] of [...Object.entries(needed), ...Object.entries(optional)]) {
    const list = data[name];
    const isMissing = list === undefined || list === null;
    if (Array.isArray(list)) {
      lists[name] = list.flatMap((one: unknown, i) => {
        const placed = isObject(one) && one['at'] === undefined ? { ...one, at: { file, pointer: `/${name}/${i}` } } : one;
        const { success, error } = z.safeParse(shape, placed);
        if (success) return [placed];
        problems.push(problemOf(`/${name}/${i}`, error));
        doubts.push(`${name}[${i}]`);
        return [];
      });
      continue;
    }
    if (!isMissing) problems.push({ pointer: `/${name}`, expected: 'array' });
    if (name in needed) lists[name] = [];
    if (name in needed || !isMissing) doubts.push(name);
  }
  return { lists, problems, doubts };
};

export const isObject = (data: unknown): data is Readonly<Record<string, unknown>> => typeof data === 'object' && data !== null && !Array.isArray(data);

/** The first thing that is wrong with a value. */
export const problemOf = (pointer: string, { issues: [issue] }: z.core.$ZodError): Problem => ({
  pointer: [pointer, ...(issue?.path ?? [])].map(String).join('/'),
  expected: issue?.code === 'invalid_type' ? issue.expected : issue?.code === 'invalid_value' ? issue.values.map(String).join(' | ') : 'another shape',
});
