import { z } from 'zod';

const text = z.string();
const cloud = z.enum(['aws', 'azure', 'gcp']);
const kind = z.enum(['user', 'group', 'role', 'service-principal', 'managed-identity', 'service-account', 'root', 'federated', 'service', 'anyone']);

const condition = z
  .union([
    z.object({ key: text, operator: text, values: z.array(text) }).describe('A comparison with a key of the request'),
    z.object({ doubt: text }).describe('Something that could not be read, or that nobody knows before deployment'),
    z.object({
      get all() {
        return z.array(condition);
      },
    }),
    z.object({
      get any() {
        return z.array(condition);
      },
    }),
    z.object({
      get not() {
        return condition;
      },
    }),
  ])
  .meta({ id: 'condition', description: 'On what the answer depends' });

const place = z
  .object({ file: text, line: z.int().min(1).optional() })
  .nullable()
  .meta({ id: 'place', description: 'Where it is written' });
const because = z
  .object({
    layer: text.describe('identity, resource, trust, boundary, scp 0, role-assignment, deny-assignment ...'),
    effect: z.enum(['allow', 'deny', 'nothing-allows']),
    policy: text.describe('Name of the policy or role; empty if nothing allows'),
    statement: z.union([text, z.int()]).nullable().describe('Sid, or the number of the statement from 0'),
    through: text.nullable().describe('The group that has it, or the level above at which it was given'),
    at: place,
  })
  .meta({ id: 'because', description: 'One reason' });
const decision = {
  decision: z.enum(['allow', 'explicit-deny', 'implicit-deny', 'allow-if']),
  condition: condition.optional(),
  because: z.array(because),
  assumptions: z.array(text).describe('Readings that were taken where the documents of the provider are silent'),
  missing: z.array(text).describe('Inputs that were not given and could change the answer'),
};
const edge = z
  .object({
    cloud,
    from: text,
    to: text.describe('The principal that is gained; the same as from: more rights for itself'),
    method: text,
    via: text.nullable().describe('The function, machine, policy or group that is used'),
    widens: z.boolean(),
    condition: condition.optional(),
    permissions: z.array(z.object({ action: text, on: text.nullable(), because: z.array(because) })),
  })
  .meta({ id: 'edge', description: 'One step by which a principal becomes another or gains rights' });
const both = z.object({ en: text, ja: text });

/** The answers of the identity commands with `--format json`: for the docs and the tests, not at run time. */
export const identitySchema = z.union([
  z.object({ schema: z.literal('ippo.can/1'), cloud, principal: text, action: text, resource: text.nullable(), ...decision }),
  z.object({
    schema: z.literal('ippo.who-can/1'),
    cloud,
    action: text,
    resource: text.nullable(),
    who: z.array(
      z.object({
        who: text.describe('Id of the principal; * is everybody'),
        known: z.boolean().describe('It is among the principals that were read'),
        name: text.nullable(),
        kind: kind.nullable(),
        ...decision,
      }),
    ),
  }),
  z.object({
    schema: z.literal('ippo.principal/1'),
    cloud,
    who: text,
    principal: z.object({ id: text, name: text, kind, account: text, address: text.optional(), at: place }),
    administrator: z.boolean(),
    services: z.array(
      z.object({
        service: text,
        levels: z.partialRecord(z.enum(['list', 'read', 'write', 'tagging', 'permissions']), z.array(text)),
        everywhere: z.boolean().describe('All of them on all resources, without a condition'),
        conditional: z.boolean(),
        total: z.int(),
        allowed: z.int(),
        wildcards: z.array(z.object({ pattern: text, because })),
      }),
    ),
    reaches: z
      .array(z.object({ on: text, what: z.enum(['data', 'record']), actions: z.array(text), conditional: z.boolean() }))
      .describe('Data, and records of what is done, that it gets at among the things that were read'),
    becomesAdministrator: z.array(edge).describe('The chain by which it becomes administrator; empty: none, or it is one'),
    takenOverBy: z.array(edge).describe('Steps by which others become it'),
  }),
  z.object({
    schema: z.literal('ippo.escalations/1'),
    administrators: z.array(text),
    becomeAdministrator: z.array(z.object({ cloud, who: text, conditional: z.boolean(), chain: z.array(edge) })),
    edges: z.array(edge),
    methods: z.array(z.object({ id: text, title: both, does: both, permissions: z.array(text), source: text.optional() })),
  }),
]);
