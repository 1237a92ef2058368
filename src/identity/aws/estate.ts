import type { Diagnostic } from '#core/diagnostic';
import type { AwsActions } from '../data/aws-actions.ts';
import type { AwsInput, Group, ManagedPolicy, Role, Thing, User } from './account.ts';
import { callerOf, type Caller } from './caller.ts';
import { compile, type CompiledPolicy } from './compile.ts';
import { policyProblem } from './authorization-details.ts';
import { doubtfulDocument, readDocument } from './read-document.ts';
import type { Policy } from './statement.ts';
import { unknownActions } from './unknown-actions.ts';

/** An AWS managed policy by its ARN: the name and the plain document. Undefined: there is none of this ARN. */
export type ManagedDocuments = (arn: string) => { readonly name: string; readonly document: unknown } | undefined;

/** Everything compiled and linked: made once, asked often. */
export interface Estate {
  readonly input: AwsInput;
  readonly actions: AwsActions;
  readonly holders: readonly HolderState[];
  readonly byArn: ReadonlyMap<string, HolderState>;
  readonly things: ReadonlyMap<string, ThingState>;
  readonly guardrails: ReadonlyMap<string, Guardrails>;
  readonly diagnostics: readonly Diagnostic[];
  compiled(id: string): CompiledPolicy | undefined;
  /** By ARN, also of a group that nobody is in. */
  groupPolicies(arn: string): readonly CompiledPolicy[];
}

/** A user or a role with all that bears on it. */
export interface HolderState {
  readonly index: number;
  readonly is: User | Role;
  readonly kind: 'user' | 'role';
  readonly caller: Caller;
  readonly identity: readonly CompiledPolicy[];
  /** By policy id: through which group it came. */
  readonly through: ReadonlyMap<string, string>;
  readonly boundary: readonly CompiledPolicy[] | undefined;
  readonly trust: CompiledPolicy | undefined;
  /** Policies of AWS itself: nobody in the account can edit it. */
  readonly untouchable: boolean;
}
export const isServiceLinked = ({ caller }: HolderState): boolean => caller.kind === 'role' && caller.serviceLinked;
export interface ThingState {
  readonly is: Thing;
  readonly policy: CompiledPolicy | undefined;
}
export interface Guardrails {
  readonly scps: readonly (readonly CompiledPolicy[])[];
  readonly rcps: readonly (readonly CompiledPolicy[])[];
}

export const buildEstate = (input: AwsInput, actions: AwsActions, managedDocuments: ManagedDocuments): Estate => {
  const diagnostics: Diagnostic[] = [];
  const managed = new Map<string, ManagedPolicy>(input.managed.map((policy) => [policy.id, policy]));
  const compiledById = new Map<string, CompiledPolicy>();
  const missing = new Set<string>();

  /** Of the input, else of AWS, else a policy that may allow or deny anything. */
  const policyOf = (id: string, wantedBy: string, file: string): CompiledPolicy => {
    const known = compiledById.get(id);
    if (known) return known;
    const compiled = compile(managed.get(id) ?? ofAws(id) ?? unseen(id, wantedBy, file));
    compiledById.set(id, compiled);
    return compiled;
  };
  const ofAws = (arn: string): Policy | undefined => {
    const found = /^arn:[^:]+:iam::aws:policy\//.test(arn) ? managedDocuments(arn.replace(/^arn:[^:]+:/, 'arn:aws:')) : undefined;
    return (
      found && {
        id: arn,
        name: found.name,
        at: undefined,
        document: readDocument(found.document, 'identity', (problem) => void diagnostics.push(policyProblem(arn, '', problem))),
      }
    );
  };
  const unseen = (id: string, wantedBy: string, file: string): Policy => {
    if (!missing.has(id)) diagnostics.push(policyProblem(file, wantedBy, `the policy ${id} is not among what was read`));
    missing.add(id);
    return { id, name: id.slice(id.lastIndexOf('/') + 1), at: undefined, document: doubtfulDocument(`the policy ${id} was not read`, undefined) };
  };

  const groups = new Map<string, Group>(input.groups.map((group) => [group.arn, group]));
  const groupPolicies = new Map<string, readonly CompiledPolicy[]>();
  const policiesOf = (holder: Group | User | Role): CompiledPolicy[] => {
    const file = holder.at?.file ?? '';
    const own = [...holder.inline.map(compile), ...holder.attached.map((id) => policyOf(id, holder.arn, file))];
    if (holder.doubt !== undefined) own.push(compile({ id: `${holder.arn} ?`, name: '?', at: holder.at, document: doubtfulDocument(holder.doubt, holder.at) }));
    return own;
  };
  const ofGroup = (arn: string): readonly CompiledPolicy[] => {
    const known = groupPolicies.get(arn);
    if (known) return known;
    const group = groups.get(arn);
    const made = group ? policiesOf(group) : [];
    groupPolicies.set(arn, made);
    return made;
  };

  const holders: HolderState[] = [];
  const add = (is: User | Role, kind: 'user' | 'role'): void => {
    const caller = callerOf(is.arn) ?? { kind: 'user' as const, account: is.account, arn: is.arn, name: is.name };
    const through = new Map<string, string>();
    const identity = policiesOf(is);
    if ('groups' in is)
      for (const arn of new Set(is.groups))
        for (const policy of ofGroup(arn)) {
          if (!identity.includes(policy)) identity.push(policy);
          if (!through.has(policy.policy.id)) through.set(policy.policy.id, groups.get(arn)?.name ?? arn);
        }
    holders.push({
      index: holders.length,
      is,
      kind,
      caller,
      identity,
      through,
      boundary: is.boundary === undefined ? undefined : [policyOf(is.boundary, is.arn, is.at?.file ?? '')],
      trust: 'trust' in is ? compile({ id: `${is.arn} trust`, name: `trust policy of ${is.name}`, at: is.at, document: is.trust }) : undefined,
      untouchable: /:role\/(aws-service-role|aws-reserved)\//.test(is.arn),
    });
  };
  for (const user of input.users) add(user, 'user');
  for (const role of input.roles) add(role, 'role');
  for (const policy of input.managed) if (!compiledById.has(policy.id)) compiledById.set(policy.id, compile(policy));

  diagnostics.push(...unknownActionsOf(input, actions));
  return {
    input,
    actions,
    holders,
    byArn: new Map(holders.map((holder) => [holder.is.arn, holder])),
    things: new Map(input.resources.map((is) => [is.arn, { is, policy: is.policy && compile(is.policy) }])),
    guardrails: new Map(
      input.accounts.map(({ id, scps, rcps, organization }) => [
        id,
        // Neither bears on the management account.
        organization?.management ? { scps: [], rcps: [] } : { scps: scps.map((level) => level.map(compile)), rcps: rcps.map((level) => level.map(compile)) },
      ]),
    ),
    diagnostics,
    compiled: (id) => compiledById.get(id),
    groupPolicies: ofGroup,
  };
};

/** What customers wrote with action names that AWS does not have: said once for each policy and pattern. */
function* unknownActionsOf(input: AwsInput, actions: AwsActions): Generator<Diagnostic> {
  const policies: readonly Policy[] = [
    ...[...input.users, ...input.groups, ...input.roles].flatMap(({ inline }) => inline),
    ...input.managed.filter(({ awsManaged }) => !awsManaged),
    ...input.resources.flatMap(({ policy }) => policy ?? []),
    ...input.accounts.flatMap(({ scps, rcps }) => [...scps.flat(), ...rcps.flat()]),
  ];
  const told = new Set<string>();
  for (const { id, name, at, document } of policies)
    for (const [statement, pattern] of unknownActions(document, actions)) {
      const key = `${id} ${pattern}`;
      if (told.has(key)) continue;
      told.add(key);
      const where = `${name} Statement[${statement}]`;
      const file = at === undefined ? '' : `${at.file}${at.line === undefined ? '' : `:${at.line}`}, `;
      yield {
        code: 'policy-unknown-action',
        severity: 'note',
        at: undefined,
        message: {
          en: `${file}${where}: no action of AWS is named ${pattern}. Either it is misspelt, or it is newer than the data of ippo (${actions.version}).`,
          ja: `${file}${where}: ${pattern} に当てはまる AWS のアクションがありません。綴りの誤りか、ippo のデータ(${actions.version})より新しいアクションです。`,
        },
      };
    }
}
