import { num, numberType, str, stringType } from '../make.ts';
import { failed, irreproducible, text, type FunctionTable } from './function.ts';

const none = { min: 0, max: 0, result: stringType };
const two = { min: 2, max: 2, result: stringType };

export const timeFunctions: FunctionTable = {
  timestamp: { ...none, call: () => irreproducible('timestamp') },
  plantimestamp: { ...none, call: () => irreproducible('plantimestamp') },
  timeadd: {
    ...two,
    call: (args) => {
      const time = instant(text(args, 0));
      return str(rfc3339({ ...time, at: time.at + duration(text(args, 1)) }));
    },
  },
  timecmp: {
    ...two,
    result: numberType,
    call: (args) => {
      const difference = instant(text(args, 0)).at - instant(text(args, 1)).at;
      return num(difference < 0n ? -1 : difference > 0n ? 1 : 0);
    },
  },
  formatdate: { ...two, call: (args) => str(formatDate(text(args, 0), instant(text(args, 1)))) },
};

interface Instant {
  /** Nanoseconds since 1970. */
  readonly at: bigint;
  /** Minutes east of UTC; undefined for `Z`. */
  readonly offset: number | undefined;
}

const instant = (written: string): Instant => {
  const [, date, time, fraction = '', zone = ''] = /^(\d{4}-\d{2}-\d{2})[Tt](\d{2}:\d{2}:\d{2})(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})$/.exec(written) ?? [];
  const millis = date ? Date.parse(`${date}T${time}Z`) : Number.NaN;
  if (!date || Number.isNaN(millis) || new Date(millis).toISOString().slice(0, 10) !== date)
    throw failed(`"${written}" is not an RFC 3339 time.`, `「${written}」は RFC 3339 形式の日時ではありません。`);
  const [, sign, hours = '0', minutes = '0'] = /([+-])(\d{2}):(\d{2})/.exec(zone) ?? [];
  const offset = sign ? (sign === '-' ? -1 : 1) * (Number(hours) * 60 + Number(minutes)) : undefined;
  return { at: BigInt(millis - (offset ?? 0) * 60_000) * 1_000_000n + BigInt(fraction.slice(1).padEnd(9, '0') || 0), offset };
};

const units: Readonly<Record<string, bigint>> = {
  ns: 1n,
  us: 1000n,
  µs: 1000n,
  μs: 1000n,
  ms: 1_000_000n,
  s: 1_000_000_000n,
  m: 60_000_000_000n,
  h: 3_600_000_000_000n,
};
const duration = (written: string): bigint => {
  const wrong = failed(`"${written}" is not a duration.`, `「${written}」は期間として読み取れません。`);
  if (written === '0') return 0n;
  if (written.length > 100 || !/^[-+]?(\d+(\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h)((\d+(\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h))*$/.test(written)) throw wrong;
  let total = 0n;
  for (const [, amount = '', unit = ''] of written.matchAll(/(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h)/g)) {
    const [whole = '0', part = ''] = amount.split('.');
    const scale = units[unit] ?? 0n;
    total += BigInt(whole || 0) * scale + (part ? (BigInt(part) * scale) / 10n ** BigInt(part.length) : 0n);
  }
  return written.startsWith('-') ? -total : total;
};

const local = ({ at, offset }: Instant): Date => new Date(Number(at / 1_000_000n) + (offset ?? 0) * 60_000);
const zoneText = (offset: number | undefined, colon: boolean): string => {
  if (offset === undefined) return '';
  const absolute = Math.abs(offset);
  return `${offset < 0 ? '-' : '+'}${String(Math.floor(absolute / 60)).padStart(2, '0')}${colon ? ':' : ''}${String(absolute % 60).padStart(2, '0')}`;
};
const rfc3339 = (time: Instant): string => `${local(time).toISOString().slice(0, 19)}${time.offset === undefined ? 'Z' : zoneText(time.offset, true)}`;

const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
const two_ = (value: number): string => String(value).padStart(2, '0');

const formatDate = (pattern: string, time: Instant): string => {
  const date = local(time);
  const hour = date.getUTCHours();
  return pattern.replace(/'((?:[^']|'')*)'|([A-Za-z])\2*|'/g, (token, quoted: string | undefined) => {
    if (quoted !== undefined) return quoted.replaceAll("''", "'");
    switch (token) {
      case 'YYYY':
        return String(date.getUTCFullYear()).padStart(4, '0');
      case 'YY':
        return two_(date.getUTCFullYear() % 100);
      case 'MMMM':
        return months[date.getUTCMonth()] ?? '';
      case 'MMM':
        return (months[date.getUTCMonth()] ?? '').slice(0, 3);
      case 'MM':
        return two_(date.getUTCMonth() + 1);
      case 'M':
        return String(date.getUTCMonth() + 1);
      case 'DD':
        return two_(date.getUTCDate());
      case 'D':
        return String(date.getUTCDate());
      case 'EEEE':
        return weekdays[date.getUTCDay()] ?? '';
      case 'EEE':
        return (weekdays[date.getUTCDay()] ?? '').slice(0, 3);
      case 'hh':
        return two_(hour);
      case 'h':
        return String(hour);
      case 'HH':
        return two_(hour % 12 || 12);
      case 'H':
        return String(hour % 12 || 12);
      case 'AA':
        return hour < 12 ? 'AM' : 'PM';
      case 'aa':
        return hour < 12 ? 'am' : 'pm';
      case 'mm':
        return two_(date.getUTCMinutes());
      case 'm':
        return String(date.getUTCMinutes());
      case 'ss':
        return two_(date.getUTCSeconds());
      case 's':
        return String(date.getUTCSeconds());
      case 'ZZZZZ':
        return zoneText(time.offset ?? 0, true);
      case 'ZZZZ':
        return zoneText(time.offset ?? 0, false);
      case 'ZZZ':
        return time.offset ? zoneText(time.offset, false) : 'UTC';
      case 'Z':
        return time.offset ? zoneText(time.offset, true) : 'Z';
      default:
        throw failed(`"${token}" is no part of a date format.`, `「${token}」は日時の書式ではありません。`);
    }
  });
};
