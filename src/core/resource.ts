import type { Place } from './origin.ts';
import type { Unknown, Value } from './value.ts';

/** The clouds whose resources some source can read. */
export const clouds = ['aws', 'azure', 'gcp'] as const;
export type Cloud = (typeof clouds)[number];
/** Where a resource is: in a cloud, or in none (a credential in a file). */
export type Home = Cloud | 'none';
export const cloudNames: Readonly<Record<Cloud, string>> = { aws: 'AWS', azure: 'Azure', gcp: 'Google Cloud' };

/** What one property holds: one value, or what many blocks add up to. */
export type Slot = Value | readonly unknown[];

/**
 * A thing in a cloud, under the provider's own names. `properties` has one slot per property that its type declares, always all of them and in
 * that order (one hidden class per type); an absent one holds the shared default of the type.
 */
export interface Resource {
  /** Stable: the address in the source, with instance keys. */
  readonly id: string;
  readonly type: string;
  readonly cloud: Home;
  /** Account and region, or the provider configuration that stands for them before deployment. */
  readonly scope: string;
  readonly place: Place;
  /** Nobody can say whether it will exist, or how many times. */
  readonly maybe: Unknown | undefined;
  readonly properties: { readonly [name: string]: Slot };
}
