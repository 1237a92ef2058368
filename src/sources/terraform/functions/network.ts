import { bool, boolType, list, str, stringType } from '../make.ts';
import { isWhole } from '../number.ts';
import { failed, number, text, whole, type FunctionTable } from './function.ts';

const one = { min: 1, max: 1, result: stringType };

export const networkFunctions: FunctionTable = {
  // OpenTofu only.
  cidrcontains: {
    min: 2,
    max: 2,
    result: boolType,
    call: (args) => {
      const outer = prefix(text(args, 0));
      const written = text(args, 1);
      const inner = prefix(written.includes('/') ? written : `${written}/${outer.width}`);
      if (inner.width !== outer.width) throw failed('An IPv4 and an IPv6 address cannot be compared.', 'IPv4 と IPv6 のアドレスは比較できません。');
      const rest = BigInt(outer.width - outer.bits);
      return bool(inner.bits >= outer.bits && inner.base >> rest === outer.base >> rest);
    },
  },
  cidrhost: {
    ...one,
    min: 2,
    max: 2,
    call: (args) => {
      const { base, bits, width } = prefix(text(args, 0));
      const wanted = bigint(number(args, 1));
      const size = 1n << BigInt(width - bits);
      if (wanted >= size || wanted < -size) throw failed('The prefix has no such host.', 'このアドレス範囲に該当するホストはありません。');
      return str(address(base + (wanted < 0n ? size + wanted : wanted), width));
    },
  },
  cidrnetmask: {
    ...one,
    call: (args) => {
      const { bits, width } = prefix(text(args, 0));
      if (width !== 32) throw failed('Only IPv4 has netmasks.', 'ネットマスクは IPv4 だけで使えます。');
      return str(address(bits === 0 ? 0n : ((1n << BigInt(bits)) - 1n) << BigInt(32 - bits), 32));
    },
  },
  cidrsubnet: {
    ...one,
    min: 3,
    max: 3,
    call: (args) => {
      const { base, bits, width } = prefix(text(args, 0));
      const more = whole(args, 1);
      const netnum = bigint(number(args, 2));
      if (more < 0 || bits + more > width || netnum < 0n || netnum >= 1n << BigInt(more))
        throw failed('The prefix cannot be divided so.', 'このアドレス範囲はそのように分割できません。');
      return str(`${address(base + (netnum << BigInt(width - bits - more)), width)}/${bits + more}`);
    },
  },
  cidrsubnets: {
    ...one,
    max: Infinity,
    result: { kind: 'list', of: stringType },
    call: (args, context) => {
      const { base, bits, width } = prefix(text(args, 0));
      let next = base;
      const end = base + (1n << BigInt(width - bits));
      context.spend(args.length);
      return list(
        args.slice(1).map((_, i) => {
          const more = whole(args, i + 1);
          if (more < 1 || bits + more > width) throw failed('The prefix cannot be divided so.', 'このアドレス範囲はそのように分割できません。');
          const size = 1n << BigInt(width - bits - more);
          next = ((next + size - 1n) / size) * size;
          if (next + size > end) throw failed('There is not enough space for all subnets.', 'すべてのサブネットを割り当てるだけの空きがありません。');
          const made = str(`${address(next, width)}/${bits + more}`);
          next += size;
          return made;
        }),
        stringType,
      );
    },
  },
};

const bigint = (value: ReturnType<typeof number>): bigint => {
  if (!isWhole(value)) throw failed('A whole number is required.', '整数が必要です。');
  return BigInt(typeof value === 'number' ? value : value.toFixed());
};

/** Host bits count for nothing. */
const prefix = (written: string): { base: bigint; bits: number; width: 32 | 128 } => {
  const wrong = failed(`"${written}" is not a CIDR prefix.`, `「${written}」は CIDR 形式ではありません。`);
  const [host = '', length] = written.split('/');
  if (length === undefined || !/^\d{1,3}$/.test(length)) throw wrong;
  const width = host.includes(':') ? 128 : 32;
  const value = width === 32 ? fourBytes(host) : sixteenBytes(host);
  if (value === undefined || Number(length) > width) throw wrong;
  const bits = Number(length);
  return { base: (value >> BigInt(width - bits)) << BigInt(width - bits), bits, width };
};

const fourBytes = (host: string): bigint | undefined => {
  const bytes = host.split('.');
  if (bytes.length !== 4 || !bytes.every((byte) => /^(0|[1-9]\d{0,2})$/.test(byte) && Number(byte) < 256)) return undefined;
  return bytes.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n);
};

const sixteenBytes = (host: string): bigint | undefined => {
  let source = host;
  const tail = /(?:^|:)(\d+\.\d+\.\d+\.\d+)$/.exec(source)?.[1];
  if (tail) {
    const four = fourBytes(tail);
    if (four === undefined) return undefined;
    source = `${source.slice(0, -tail.length)}${(four >> 16n).toString(16)}:${(four & 0xffffn).toString(16)}`;
  }
  const halves = source.split('::');
  if (halves.length > 2) return undefined;
  const [head = [], rest = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - head.length - rest.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  const groups = [...head, ...Array.from({ length: missing }, () => '0'), ...rest];
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/i.test(group))) return undefined;
  return groups.reduce((sum, group) => (sum << 16n) | BigInt(`0x${group}`), 0n);
};

/** IPv6 in its short form: the longest run of zero groups is cut. */
const address = (value: bigint, width: 32 | 128): string => {
  if (width === 32) return [24n, 16n, 8n, 0n].map((shift) => String((value >> shift) & 255n)).join('.');
  const groups = Array.from({ length: 8 }, (_, i) => ((value >> BigInt(112 - 16 * i)) & 0xffffn).toString(16));
  let best = { at: -1, length: 1 };
  for (let i = 0; i < 8; i++) {
    let length = 0;
    while (groups[i + length] === '0') length++;
    if (length > best.length) best = { at: i, length };
  }
  if (best.at < 0) return groups.join(':');
  return `${groups.slice(0, best.at).join(':')}::${groups.slice(best.at + best.length).join(':')}`;
};
