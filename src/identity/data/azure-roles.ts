/** A built-in role of Azure. */
export interface AzureRole {
  /** GUID. */
  readonly id: string;
  readonly name: string;
  readonly permissions: readonly {
    readonly actions: readonly string[];
    readonly notActions: readonly string[];
    readonly dataActions: readonly string[];
    readonly notDataActions: readonly string[];
    readonly condition: string | undefined;
  }[];
}
export interface AzureRoles {
  /** Commit and date of the source. */
  readonly version: string;
  readonly all: readonly AzureRole[];
  /** By GUID or name, without case. */
  find(idOrName: string): AzureRole | undefined;
}

type Raw = readonly [
  version: string,
  patterns: readonly string[],
  roles: readonly (readonly [
    string,
    string,
    readonly (readonly [readonly number[], readonly number[], readonly number[], readonly number[], string | null])[],
  ])[],
];

/** `text`: the decompressed file, written by tools/identity-data.ts. */
export const readAzureRoles = (text: string): AzureRoles => {
  // Our own file: its shape is fixed by the script that writes it.
  const [version, patterns, roles] = JSON.parse(text) as Raw;
  const texts = (numbers: readonly number[]): readonly string[] => numbers.map((number) => patterns[number] ?? '');
  const all = roles.map(
    ([id, name, permissions]): AzureRole => ({
      id,
      name,
      permissions: permissions.map(([actions, notActions, dataActions, notDataActions, condition]) => ({
        actions: texts(actions),
        notActions: texts(notActions),
        dataActions: texts(dataActions),
        notDataActions: texts(notDataActions),
        condition: condition ?? undefined,
      })),
    }),
  );
  const byKey = new Map(all.flatMap((role) => [[role.name.toLowerCase(), role] as const, [role.id.toLowerCase(), role] as const]));
  return { version, all, find: (key) => byKey.get((key.split('/').at(-1) ?? key).toLowerCase()) };
};
