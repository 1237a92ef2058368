import { rows } from '../../data/catalogue/core.generated.ts';

export interface CatalogueRow {
  readonly id: string;
  readonly service: string;
  readonly intent: string;
  readonly cis: readonly string[];
  readonly fsbp: readonly string[];
}
const list = (cell: string): string[] => (cell === '' ? [] : cell.split('; '));

/** The rows of data/catalogue/core.csv. */
export const catalogue: readonly CatalogueRow[] = rows.map(([id, service, intent, cis, fsbp]) => ({ id, service, intent, cis: list(cis), fsbp: list(fsbp) }));
