/** Those that ask one shape of a value: it is tested once for all of them. */
export interface Shaped<T> {
  readonly shape: RegExp;
  /** No value has this shape that is not plain. */
  readonly isPlain: boolean;
  readonly all: readonly T[];
}

const plainValue = /^[\w+/=.:~-]+$/;
/** Of the letters that keys are written in: most values are not, and most shapes ask for it. */
export const isPlainValue = (value: string): boolean => plainValue.test(value);

export const byShapeOf = <T>(several: readonly T[], shapeOf: (one: T) => RegExp): readonly Shaped<T>[] => {
  const found = new Map<string, { readonly shape: RegExp; readonly all: T[] }>();
  for (const one of several) {
    const shape = shapeOf(one);
    const known = found.get(String(shape));
    if (known) known.all.push(one);
    else found.set(String(shape), { shape, all: [one] });
  }
  return [...found.values()].map((one) => ({ ...one, isPlain: takesPlainOnly(one.shape.source) }));
};

/** Anchored, and of letters and sets of letters that plain values have, and what repeats, groups and parts them; when in doubt, no. */
const takesPlainOnly = (source: string): boolean =>
  source.split('|').every((one) => /^(?:\(\?:)*\^/.test(one) && /\$\)*$/.test(one)) &&
  /^(?:\[(?!\^)(?:[\w+/=.:~-]|\\[wd./-])+\]|\\[wd./-]|[\w=:~-]|\{\d+(?:,\d*)?\}|\(\?:|[()|^$?+*])*$/.test(source);
