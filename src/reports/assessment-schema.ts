import { z } from 'zod';
import { savedAws } from '#identity/aws/saved';
import { savedAzure } from '#identity/azure/saved';
import { savedGcp } from '#identity/gcp/saved';
import type { AssessmentDocument } from './document.ts';

const text = z.object({ en: z.string(), ja: z.string() });
const at = z.object({ file: z.string(), line: z.int().min(1), endLine: z.int().min(1), column: z.int().min(1), attribute: z.string() });
const counts = z.object({ fail: z.int(), unknown: z.int(), pass: z.int() });
const tally = z.record(z.string(), z.int());

/** The schema of the assessment file. Kept in step with the type by the check below; used for the docs and in tests, not at run time. */
export const assessmentSchema = z.object({
  schema: z.literal('ippo.assessment/1'),
  ippo: z.object({ version: z.string() }),
  at: z.iso.datetime(),
  lang: z.array(z.string()),
  inputs: z.array(z.object({ kind: z.string(), path: z.string(), files: z.int() })),
  resources: z.object({ total: z.int(), byType: tally }),
  coverage: z.object({
    resolved: z.int(),
    withheld: z.int(),
    unresolved: z.array(z.object({ what: z.string(), why: text, at: at.nullable() })),
    notAssessed: z.array(z.object({ control: z.string(), resource: z.string(), count: z.int(), why: text })),
  }),
  responsibility: z.array(
    z.object({
      service: z.string(),
      model: z.enum(['iaas', 'paas', 'saas']),
      resources: z.int(),
      layers: z.array(z.object({ layer: z.string(), answerable: z.enum(['customer', 'shared', 'provider']), assessed: z.boolean() })),
    }),
  ),
  figure: z.object({ 'unauthorised-use': counts, 'stable-service': counts, 'information-handling': counts }),
  findings: z.array(
    z.object({
      id: z.string(),
      control: z.string(),
      intents: z.array(z.string()),
      verdict: z.enum(['fail', 'unknown']),
      severity: z.enum(['critical', 'high', 'medium', 'low', 'info']),
      priority: z.int().min(0).max(100),
      certainty: z.enum(['certain', 'assumed']),
      lowered: z.string().nullable(),
      resource: z.object({ id: z.string(), type: z.string(), cloud: z.string(), name: z.string(), address: z.string() }),
      at,
      origins: z.array(
        z.object({
          is: z.enum(['written', 'default', 'absent', 'answer']),
          file: z.string().optional(),
          line: z.int().optional(),
          text: z.string().optional(),
          note: text.optional(),
        }),
      ),
      viewpoints: z.array(z.string()),
      leakPath: z.string().nullable(),
      approach: z.string(),
      layer: z.string(),
      reach: z.null(),
      evidence: z.unknown(),
      message: text,
      cause: z.string().nullable(),
    }),
  ),
  paths: z.array(
    z.object({
      id: z.string(),
      from: z.string(),
      to: z.string(),
      severity: z.enum(['critical', 'high', 'medium', 'low', 'info']),
      hops: z.array(
        z.object({ from: z.string(), to: z.string(), how: z.string(), why: text, at: z.object({ file: z.string(), line: z.int().min(1) }).nullable() }),
      ),
    }),
  ),
  steps: z.array(
    z.object({
      id: z.string(),
      title: text,
      changes: z.array(z.object({ file: z.string(), line: z.int().min(1), attribute: z.string(), before: z.string(), after: z.string() })),
      resolves: z.array(z.string()),
      cuts: z.array(z.string()),
      introduces: z.array(z.string()),
      recreates: z.array(z.string()),
      proven: z.boolean(),
    }),
  ),
  passed: tally,
  passedAssumed: tally,
  exceptions: z.array(z.never()),
  diagnostics: z.array(z.object({ code: z.string(), severity: z.enum(['error', 'warning', 'note']), message: text, at: at.nullable(), hint: text.nullable() })),
  identity: z.object({ aws: z.optional(savedAws), azure: z.optional(savedAzure), gcp: z.optional(savedGcp) }).optional(),
});

/** A key that one of the two lacks does not compile. */
type Keys = keyof z.infer<typeof assessmentSchema>;
export const keys: Record<keyof AssessmentDocument, Keys> & Record<Keys, keyof AssessmentDocument> = {
  schema: 'schema',
  ippo: 'ippo',
  at: 'at',
  lang: 'lang',
  inputs: 'inputs',
  resources: 'resources',
  coverage: 'coverage',
  responsibility: 'responsibility',
  figure: 'figure',
  findings: 'findings',
  paths: 'paths',
  steps: 'steps',
  passed: 'passed',
  passedAssumed: 'passedAssumed',
  exceptions: 'exceptions',
  diagnostics: 'diagnostics',
  identity: 'identity',
};
