import * as z from 'zod/mini';
import { called, guardOf, written } from '../saved-shape.ts';
import type { AwsInput } from './account.ts';

const text = z.string();
const maybe = z.optional(text);
const flag = z.optional(z.boolean());
const texts = z.array(text);
const tags = z.record(text, text);
const patterns = called('awsPatterns', z.object({ not: z.boolean(), list: texts, open: maybe }));
const document = called(
  'awsPolicyDocument',
  z.object({
    version: text,
    statements: z.array(
      z.object({
        sid: maybe,
        effect: z.enum(['Allow', 'Deny', 'unknown']),
        actions: patterns,
        resources: z.optional(patterns),
        principals: z.optional(patterns),
        conditions: z.array(z.object({ operator: text, key: text, values: texts, open: maybe })),
        doubt: maybe,
        at: written,
      }),
    ),
  }),
);
const policy = called('awsPolicy', z.object({ id: text, name: text, document, at: written }));
const levels = z.array(z.array(policy));
const holder = { arn: text, name: text, account: text, inline: z.array(policy), attached: texts, doubt: maybe, at: written, address: maybe };

/** What an assessment keeps of AWS: the plain data that the engine is made of. What is not known is left out. */
export const savedAws = z.object({
  accounts: z.array(
    z.object({
      id: text,
      partition: text,
      organization: z.optional(z.object({ id: text, management: z.boolean(), path: maybe })),
      scps: levels,
      rcps: levels,
    }),
  ),
  users: z.array(
    z.object({
      ...holder,
      uniqueId: maybe,
      groups: texts,
      boundary: maybe,
      tags,
      consolePassword: flag,
      accessKeys: z.optional(z.array(z.object({ id: text, active: z.boolean(), created: maybe, lastUsed: maybe }))),
      mfaDevice: flag,
    }),
  ),
  groups: z.array(z.object(holder)),
  roles: z.array(z.object({ ...holder, uniqueId: maybe, trust: document, boundary: maybe, tags, instanceProfiles: z.optional(texts) })),
  managed: z.array(
    z.object({
      id: text,
      name: text,
      document,
      at: written,
      account: text,
      awsManaged: z.boolean(),
      versions: z.array(z.object({ id: text, isDefault: z.boolean(), document })),
      address: maybe,
    }),
  ),
  resources: z.array(
    z.object({
      arn: text,
      type: text,
      name: text,
      account: text,
      policy: z.optional(policy),
      runsAs: texts,
      tags,
      facts: z.record(text, z.union([text, z.boolean()])),
      at: written,
      address: maybe,
    }),
  ),
  grants: z.array(
    z.object({ key: text, grantee: text, operations: texts, encryptionContextEquals: z.optional(tags), encryptionContextSubset: z.optional(tags) }),
  ),
  collected: z.object({ scps: z.boolean(), rcps: z.boolean(), resourcePolicies: z.boolean(), things: z.boolean() }),
});

export const isSavedAws = guardOf<AwsInput>()(savedAws);
