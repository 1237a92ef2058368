import type { Reached } from './identity.ts';

/** One right on one thing. */
export interface Right {
  readonly action: string;
  readonly on: string;
  readonly conditional: boolean;
}

/** Rights put together by thing. */
export const reachedBy = (data: readonly Right[], records: readonly Right[]): Reached[] =>
  [...grouped(data, 'data'), ...grouped(records, 'record')].toSorted((a, b) => (a.what === b.what ? (a.on < b.on ? -1 : 1) : a.what === 'data' ? -1 : 1));

const grouped = (rights: readonly Right[], what: Reached['what']): Reached[] => {
  const byThing = new Map<string, Right[]>();
  for (const right of rights) byThing.set(right.on, [...(byThing.get(right.on) ?? []), right]);
  return [...byThing].map(([on, all]) => ({
    on,
    what,
    actions: [...new Set(all.map(({ action }) => action))].toSorted(),
    conditional: all.every(({ conditional }) => conditional),
  }));
};
