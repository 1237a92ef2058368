/** The predefined roles of Google Cloud. */
export interface GcpRoles {
  /** Commit and date of the source. */
  readonly version: string;
  /** Sorted; an id is the place in it. */
  readonly permissions: readonly string[];
  /** Names with `roles/`. */
  readonly names: readonly string[];
  /** Sorted ids. Undefined: there is no such role. */
  permissionsOf(role: string): readonly number[] | undefined;
  title(role: string): string | undefined;
  idOf(permission: string): number | undefined;
}

type Raw = readonly [version: string, permissions: readonly string[], roles: readonly (readonly [string, string, string, readonly number[]])[]];

/** `text`: the decompressed file, written by tools/identity-data.ts. Runs are unfolded when a role is asked for. */
export const readGcpRoles = (text: string): GcpRoles => {
  // Our own file: its shape is fixed by the script that writes it.
  const [version, permissions, roles] = JSON.parse(text) as Raw;
  const byName = new Map(roles.map((role) => [`roles/${role[0]}`, role]));
  const ids = new Map(permissions.map((name, i) => [name, i]));
  const unfolded = new Map<string, readonly number[]>();
  return {
    version,
    permissions,
    names: [...byName.keys()],
    permissionsOf(name) {
      const known = unfolded.get(name);
      const role = known ? undefined : byName.get(name);
      if (!role) return known;
      const made: number[] = [];
      let next = 0;
      for (let i = 0; i < role[3].length; i += 2) {
        next += role[3][i] ?? 0;
        for (let left = role[3][i + 1] ?? 0; left > 0; left--) made.push(next++);
      }
      unfolded.set(name, made);
      return made;
    },
    title: (name) => byName.get(name)?.[1],
    idOf: (permission) => ids.get(permission),
  };
};
