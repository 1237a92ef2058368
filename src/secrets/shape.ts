/** Those that ask one shape of a value: it is tested once for all of them. */
export interface Shaped<T> {
  readonly shape: RegExp;
  /** No value has this shape that is not plain. */
  readonly isPlain: boolean;
  /** Characters of a value of this shape. */
  readonly lengths: Lengths;
  readonly all: readonly T[];
}

interface Lengths {
  readonly least: number;
  readonly most: number;
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
  return [...found.values()].map((one) => ({ ...one, isPlain: takesPlainOnly(one.shape.source), lengths: lengthsOf(one.shape) }));
};

/** Values are mostly too short or too long for a shape: which remain is known by their length. */
export const byLength = <T>(several: readonly Shaped<T>[]): ((length: number) => readonly Shaped<T>[]) => {
  const known: (readonly Shaped<T>[] | undefined)[] = [];
  return (length) => {
    const within = (): readonly Shaped<T>[] => several.filter(({ lengths: { least, most } }) => length >= least && length <= most);
    // A list with holes up to the length of a file would be a large one.
    return length > longestKnown ? within() : (known[length] ??= within());
  };
};
const longestKnown = 512;

/** Least and most characters that a pattern takes; when in doubt, more. Groups, sets, quantifiers, look-arounds, alternatives. */
export const lengthsOf = ({ source }: RegExp): Lengths => {
  let at = 0;
  const take = (text: string): boolean => {
    if (!source.startsWith(text, at)) return false;
    at += text.length;
    return true;
  };
  const alternatives = (): Lengths & { readonly isAnchored: boolean } => {
    const all = [sequence()];
    while (take('|')) all.push(sequence());
    return {
      least: Math.min(...all.map(({ least }) => least)),
      most: Math.max(...all.map(({ most }) => most)),
      isAnchored: all.every((one) => one.isAnchored),
    };
  };
  const sequence = (): Lengths & { readonly isAnchored: boolean } => {
    const isBegun = source.charAt(at) === '^';
    let [least, most] = [0, 0];
    let isEnded = false;
    while (at < source.length && source.charAt(at) !== '|' && source.charAt(at) !== ')') {
      isEnded = source.charAt(at) === '$';
      const one = atom();
      const { least: fewest, most: times } = quantifier();
      least += one.least * fewest;
      most += one.most === 0 ? 0 : one.most * times;
    }
    return { least, most, isAnchored: isBegun && isEnded };
  };
  const atom = (): Lengths => {
    if (take('(')) {
      const looks = /^\?<?[=!]/.exec(source.slice(at, at + 3))?.[0];
      at += (looks ?? /^\?(?::|<\w+>)/.exec(source.slice(at))?.[0] ?? '').length;
      const { least, most } = alternatives();
      take(')');
      return looks === undefined ? { least, most } : { least: 0, most: 0 };
    }
    if (take('^') || take('$')) return { least: 0, most: 0 };
    if (take('\\')) {
      const escaped = source.charAt(at++);
      if (/[bB]/.test(escaped)) return { least: 0, most: 0 };
      if (/[1-9kpPuxc]/.test(escaped)) return { least: 0, most: Infinity };
      return one;
    }
    if (take('[')) {
      while (at < source.length && !take(']')) at += source.charAt(at) === '\\' ? 2 : 1;
      return one;
    }
    at++;
    return one;
  };
  const quantifier = (): Lengths => {
    const found = /^(?:[*+?]|\{(\d+)(,?)(\d*)\})\??/.exec(source.slice(at));
    if (!found) return one;
    at += found[0].length;
    const [whole, fewest = '0', comma, most = ''] = found;
    if (whole.startsWith('{')) return { least: Number(fewest), most: comma === '' ? Number(fewest) : most === '' ? Infinity : Number(most) };
    return { least: whole.startsWith('+') ? 1 : 0, most: whole.startsWith('?') ? 1 : Infinity };
  };
  const { least, most, isAnchored } = alternatives();
  return { least, most: isAnchored ? most : Infinity };
};
const one: Lengths = { least: 1, most: 1 };

/** Anchored, and of letters and sets of letters that plain values have, and what repeats, groups and parts them; when in doubt, no. */
const takesPlainOnly = (source: string): boolean =>
  source.split('|').every((one) => /^(?:\(\?:)*\^/.test(one) && /\$\)*$/.test(one)) &&
  /^(?:\[(?!\^)(?:[\w+/=.:~-]|\\[wd./-])+\]|\\[wd./-]|[\w=:~-]|\{\d+(?:,\d*)?\}|\(\?:|[()|^$?+*])*$/.test(source);
