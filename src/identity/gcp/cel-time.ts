/** Milliseconds since 1970 of an RFC 3339 date with time, or of a date alone. Undefined: it is none. */
export const momentOf = (text: string): number | undefined => {
  if (!/^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d))?$/i.test(text)) return undefined;
  const moment = Date.parse(text.includes('T') || text.includes('t') ? text : `${text}T00:00:00Z`);
  return Number.isNaN(moment) ? undefined : moment;
};

/** Milliseconds of `1h30m`, `3600s`. */
export const durationOf = (text: string): number | undefined => {
  if (!/^-?(\d+(\.\d+)?(h|m|s|ms))+$/.test(text)) return undefined;
  let total = 0;
  for (const [, number = '', unit = ''] of text.matchAll(/(\d+(?:\.\d+)?)(ms|h|m|s)/g)) total += Number(number) * (units[unit] ?? 0);
  return text.startsWith('-') ? -total : total;
};
const units: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1 };

/** `getHours` and its kin, in UTC or in a time zone. Undefined: no such part, or no such zone. Months and days of the month count from 0, dates from 1. */
export const timePart = (name: string, moment: number, zone: string | undefined): number | undefined => {
  const shift = zone === undefined ? 0 : offset(moment, zone);
  const read = parts[name];
  return shift === undefined || !read ? undefined : read(new Date(moment + shift));
};
const parts: Readonly<Record<string, (date: Date) => number>> = {
  getFullYear: (date) => date.getUTCFullYear(),
  getMonth: (date) => date.getUTCMonth(),
  getDate: (date) => date.getUTCDate(),
  getDayOfMonth: (date) => date.getUTCDate() - 1,
  getDayOfWeek: (date) => date.getUTCDay(),
  getDayOfYear: (date) => Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / 86_400_000),
  getHours: (date) => date.getUTCHours(),
  getMinutes: (date) => date.getUTCMinutes(),
  getSeconds: (date) => date.getUTCSeconds(),
  getMilliseconds: (date) => date.getUTCMilliseconds(),
};

/** Milliseconds east of UTC, of `+09:00` or `Asia/Tokyo`. */
const offset = (moment: number, zone: string): number | undefined => {
  const fixed = /^(?<sign>[+-]?)(?<hours>\d\d):(?<minutes>\d\d)$/.exec(zone)?.groups;
  if (fixed) return (fixed['sign'] === '-' ? -1 : 1) * (Number(fixed['hours']) * 60 + Number(fixed['minutes'])) * 60_000;
  try {
    const found = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' })
      .formatToParts(moment)
      .find(({ type }) => type === 'timeZoneName')?.value;
    return found === 'GMT' ? 0 : offset(moment, (found ?? '').slice(3));
  } catch {
    return undefined;
  }
};
