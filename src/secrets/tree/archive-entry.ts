/** A file in an archive that is read from its start to its end. Its bytes come next in the queue; what is left of them is passed over afterwards. */
export interface ArchiveEntry {
  readonly name: string;
  readonly size: number;
}
