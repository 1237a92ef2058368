/** An address range as a prefix; `size` is the share of its address family, 1 for all. */
interface Range {
  readonly family: 4 | 6;
  readonly share: number;
}

/**
 * Do these CIDR blocks together let in a substantial part of the internet: at least an eighth of the IPv4 or of the IPv6 space? Two halves are the world, and
 * `2000::/3` is all of IPv6 that is in use. Texts that are no CIDR count as nothing.
 */
export const coversWorld = (cidrs: readonly string[]): boolean => {
  let four = 0;
  let six = 0;
  for (const cidr of new Set(cidrs)) {
    const range = parseCidr(cidr);
    if (range?.family === 4) four += range.share;
    else if (range?.family === 6) six += range.share;
  }
  return four >= 0.125 || six >= 0.125;
};

/** Undefined: not a CIDR block or address. */
export const parseCidr = (cidr: string): Range | undefined => {
  const [, address = '', bits] = /^\s*([0-9a-fA-F.:]+)(?:\/(\d{1,3}))?\s*$/.exec(cidr) ?? [];
  const family = address.includes(':') ? 6 : /^\d{1,3}(\.\d{1,3}){3}$/.test(address) ? 4 : undefined;
  if (!family) return undefined;
  const most = family === 4 ? 32 : 128;
  const length = bits === undefined ? most : Number(bits);
  return length > most ? undefined : { family, share: 2 ** -length };
};
