import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluateCel, type Facts, type Val } from './cel.ts';
import { celText, parseCel, type Cel } from './cel-parse.ts';
import type { Outcome } from '../identity.ts';
import { alice, bind, bucket, identityOf, instance, organization, project, when } from './small-organization.ts';

const attributes = 'https://cloud.google.com/iam/docs/conditions-attribute-reference';
const resources = 'https://cloud.google.com/iam/docs/conditions-resource-attributes';
const temporary = 'https://cloud.google.com/iam/docs/configuring-temporary-access';
const tagging = 'https://cloud.google.com/iam/docs/tags-access-control';
const limits = 'https://cloud.google.com/iam/docs/setting-limits-on-granting-roles';
const object = `${bucket}/objects/exports/2026/a.csv`;
const secret = '//secretmanager.googleapis.com/projects/prod-app/secrets/db';

interface Row {
  readonly text: string;
  readonly is: Outcome;
  readonly action?: string;
  readonly what?: string;
  readonly keys?: Record<string, string | readonly string[]>;
  readonly condition?: unknown;
  readonly source: string;
}
// 2026-06-01 is a Monday; 03:30 UTC is 12:30 in Tokyo.
describe('conditions', () =>
  test.for<Row>([
    { text: 'resource.name == "projects/_/buckets/data"', is: 'allow', source: resources },
    { text: 'resource.name == "projects/_/buckets/other"', is: 'implicit-deny', source: resources },
    { text: 'resource.name != "projects/_/buckets/other"', is: 'allow', source: resources },
    { text: 'resource.name.startsWith("projects/_/buckets/data/objects/exports/")', what: object, is: 'allow', source: attributes },
    { text: 'resource.name.startsWith("projects/_/buckets/data/objects/imports/")', what: object, is: 'implicit-deny', source: attributes },
    { text: 'resource.name.endsWith(".csv")', what: object, is: 'allow', source: attributes },
    { text: 'resource.name.endsWith(".txt")', what: object, is: 'implicit-deny', source: attributes },
    { text: 'resource.name.extract("/objects/exports/{year}/") == "2026"', what: object, is: 'allow', source: attributes },
    { text: 'resource.name.extract("/objects/imports/{year}/") == ""', what: object, is: 'allow', source: attributes },
    { text: 'resource.name.extract("buckets/{rest}").startsWith("data/")', what: object, is: 'allow', source: attributes },
    { text: 'resource.name.extract("{before}/buckets/") == "projects/_"', is: 'allow', source: attributes },
    { text: 'resource.name.extract("no braces") == ""', is: 'implicit-deny', source: attributes },
    { text: 'resource.type == "storage.googleapis.com/Bucket"', is: 'allow', source: resources },
    { text: 'resource.type == "storage.googleapis.com/Object"', what: object, is: 'allow', source: resources },
    { text: 'resource.type == "storage.googleapis.com/Bucket"', what: object, is: 'implicit-deny', source: resources },
    { text: 'resource.type == "compute.googleapis.com/Instance"', action: 'compute.instances.get', what: instance, is: 'allow', source: resources },
    {
      text: 'resource.type == "cloudresourcemanager.googleapis.com/Project"',
      action: 'resourcemanager.projects.get',
      what: project,
      is: 'allow',
      source: resources,
    },
    {
      text: 'resource.type == "secretmanager.googleapis.com/SecretVersion"',
      action: 'secretmanager.versions.access',
      what: `${secret}/versions/1`,
      is: 'allow',
      source: resources,
    },
    {
      text: 'resource.type == "cloudkms.googleapis.com/CryptoKey"',
      action: 'cloudkms.cryptoKeys.get',
      what: '//cloudkms.googleapis.com/projects/prod-app/locations/global/keyRings/k/cryptoKeys/c',
      is: 'allow',
      source: resources,
    },
    { text: 'resource.service == "storage.googleapis.com"', is: 'allow', source: resources },
    { text: 'resource.service == "compute.googleapis.com"', is: 'implicit-deny', source: resources },
    { text: 'resource.name == "projects/111/secrets/db"', action: 'secretmanager.secrets.get', what: secret, is: 'allow', source: resources },
    { text: 'resource.name == "projects/prod-app/secrets/db"', action: 'secretmanager.secrets.get', what: secret, is: 'implicit-deny', source: resources },
    {
      text: 'resource.name == "projects/prod-app/zones/asia-northeast1-a/instances/vm"',
      action: 'compute.instances.get',
      what: instance,
      is: 'allow',
      source: resources,
    },
    {
      text: 'resource.type != "storage.googleapis.com/Object" || resource.name.startsWith("projects/_/buckets/data/objects/imports/")',
      is: 'allow',
      source: resources,
    },
    { text: 'resource.type == "storage.googleapis.com/Bucket" && resource.name.endsWith("data")', is: 'allow', source: resources },
    { text: '!(resource.type == "storage.googleapis.com/Bucket")', is: 'implicit-deny', source: resources },
    { text: 'resource.type in ["storage.googleapis.com/Bucket", "storage.googleapis.com/Object"]', is: 'allow', source: attributes },
    { text: 'resource.type in []', is: 'implicit-deny', source: attributes },
    { text: 'request.time < timestamp("2026-07-01T00:00:00Z")', is: 'allow', source: temporary },
    { text: 'request.time > timestamp("2026-07-01T00:00:00Z")', is: 'implicit-deny', source: temporary },
    { text: 'request.time >= timestamp("2026-06-01T12:30:00+09:00")', is: 'allow', source: temporary },
    { text: 'timestamp("2026-07-01T00:00:00Z") > request.time', is: 'allow', source: temporary },
    { text: 'request.time < timestamp("2026-05-01T00:00:00Z") + duration("2678400s")', is: 'implicit-deny', source: attributes },
    { text: 'request.time - timestamp("2026-06-01T00:00:00Z") < duration("4h")', is: 'allow', source: attributes },
    { text: 'request.time.getHours("Asia/Tokyo") >= 9 && request.time.getHours("Asia/Tokyo") <= 17', is: 'allow', source: temporary },
    { text: 'request.time.getHours() >= 9', is: 'implicit-deny', source: attributes },
    { text: 'request.time.getHours("+09:00") == 12', is: 'allow', source: attributes },
    { text: 'request.time.getMinutes("Asia/Kolkata") == 0', is: 'allow', source: attributes },
    { text: 'request.time.getDayOfWeek("Asia/Tokyo") >= 1 && request.time.getDayOfWeek("Asia/Tokyo") <= 5', is: 'allow', source: temporary },
    {
      text: 'request.time.getFullYear() == 2026 && request.time.getMonth() == 5 && request.time.getDate() == 1 && request.time.getDayOfMonth() == 0',
      is: 'allow',
      source: attributes,
    },
    { text: 'request.time.getDayOfYear() == 151', is: 'allow', source: attributes },
    { text: 'request.time.getHours("Nowhere/Land") == 1', is: 'implicit-deny', source: attributes },
    { text: 'request.time < timestamp("yesterday")', is: 'implicit-deny', source: attributes },
    { text: 'resource.matchTag("1000/env", "prod")', is: 'allow', source: tagging },
    { text: 'resource.matchTag("1000/env", "dev")', is: 'implicit-deny', source: tagging },
    { text: 'resource.matchTag("1000/team", "web")', is: 'allow', source: tagging },
    { text: 'resource.matchTag("1000/other", "x")', is: 'implicit-deny', source: tagging },
    { text: 'resource.hasTagKey("1000/env")', is: 'allow', source: tagging },
    { text: 'resource.hasTagKey("1000/other")', is: 'implicit-deny', source: tagging },
    { text: 'resource.matchTagId("tagKeys/1", "tagValues/2")', is: 'allow', source: tagging },
    { text: 'resource.matchTagId("tagKeys/1", "tagValues/9")', is: 'implicit-deny', source: tagging },
    { text: 'resource.hasTagKeyId("tagKeys/1")', is: 'allow', source: tagging },
    { text: '!resource.hasTagKey("1000/other")', is: 'allow', source: tagging },
    { text: 'api.getAttribute("iam.googleapis.com/modifiedGrantsByRole", []).hasOnly(["roles/viewer"])', is: 'allow', source: limits },
    {
      text: 'api.getAttribute("iam.googleapis.com/modifiedGrantsByRole", []).hasOnly(["roles/viewer"])',
      action: 'resourcemanager.projects.setIamPolicy',
      what: project,
      is: 'allow-if',
      condition: { key: 'iam.googleapis.com/modifiedGrantsByRole', operator: 'hasOnly', values: ['roles/viewer'] },
      source: limits,
    },
    {
      text: 'api.getAttribute("iam.googleapis.com/modifiedGrantsByRole", []).hasOnly(["roles/viewer", "roles/browser"])',
      action: 'resourcemanager.projects.setIamPolicy',
      what: project,
      keys: { 'iam.googleapis.com/modifiedGrantsByRole': ['roles/viewer'] },
      is: 'allow',
      source: limits,
    },
    {
      text: 'api.getAttribute("iam.googleapis.com/modifiedGrantsByRole", []).hasOnly(["roles/viewer"])',
      action: 'resourcemanager.projects.setIamPolicy',
      what: project,
      keys: { 'iam.googleapis.com/modifiedGrantsByRole': ['roles/viewer', 'roles/owner'] },
      is: 'implicit-deny',
      source: limits,
    },
    {
      text: 'api.getAttribute("storage.googleapis.com/objectListPrefix", "").startsWith("exports/")',
      keys: { 'storage.googleapis.com/objectListPrefix': 'exports/2026' },
      is: 'allow',
      source: attributes,
    },
    {
      text: 'api.getAttribute("storage.googleapis.com/objectListPrefix", "").startsWith("exports/")',
      is: 'allow-if',
      condition: { key: 'storage.googleapis.com/objectListPrefix', operator: 'startsWith', values: ['exports/'] },
      source: attributes,
    },
    {
      text: '"accessPolicies/1/accessLevels/corp" in request.auth.access_levels',
      is: 'allow-if',
      condition: { key: 'request.auth.access_levels', operator: 'contains', values: ['accessPolicies/1/accessLevels/corp'] },
      source: attributes,
    },
    {
      text: '"accessPolicies/1/accessLevels/corp" in request.auth.access_levels',
      keys: { 'request.auth.access_levels': ['accessPolicies/1/accessLevels/corp'] },
      is: 'allow',
      source: attributes,
    },
    {
      text: 'destination.ip == "10.0.0.1" && destination.port == 22',
      is: 'allow-if',
      condition: {
        all: [
          { key: 'destination.ip', operator: '==', values: ['10.0.0.1'] },
          { key: 'destination.port', operator: '==', values: ['22'] },
        ],
      },
      source: attributes,
    },
    { text: 'request.path.startsWith("/admin")', keys: { 'request.path': '/public' }, is: 'implicit-deny', source: attributes },
    { text: 'true', is: 'allow', source: attributes },
    { text: 'false', is: 'implicit-deny', source: attributes },
    { text: 'true || request.path == "/x"', is: 'allow', source: attributes },
    { text: 'request.path == "/x" || true', is: 'allow', source: attributes },
    { text: 'false && request.path == "/x"', is: 'implicit-deny', source: attributes },
    { text: 'request.path == "/x" && !(request.path == "/x")', is: 'implicit-deny', source: attributes },
    { text: 'request.path != "/x"', is: 'allow-if', condition: { not: { key: 'request.path', operator: '==', values: ['/x'] } }, source: attributes },
    { text: '"text"', is: 'implicit-deny', source: attributes },
    { text: '1 < "2"', is: 'implicit-deny', source: attributes },
    { text: '1 < "2" || true', is: 'allow', source: attributes },
    { text: '1 + 2 * 3 == 7 && 7 % 4 == 3 && -1 < 0', is: 'allow', source: attributes },
    { text: '1 / 0 == 1', is: 'implicit-deny', source: attributes },
    { text: 'resource.type == "storage.googleapis.com/Bucket" ? true : false', is: 'allow', source: attributes },
    { text: 'size(resource.name) > 3 && resource.name.size() > 3', is: 'allow', source: attributes },
    { text: 'resource.name.matches("^projects/_/buckets/d[a-z]+$")', is: 'allow', source: attributes },
    { text: 'resource.name.contains("buckets")', is: 'allow', source: attributes },
    { text: "resource.name == 'projects/_/buckets/data' // the bucket", is: 'allow', source: attributes },
    { text: 'resource.name.mystery("x")', is: 'allow-if', condition: { doubt: 'resource.name.mystery("x")' }, source: attributes },
    { text: 'resource.name ==', is: 'allow-if', source: attributes },
    { text: 'resource.name = "x"', is: 'allow-if', source: attributes },
  ])('$text', ({ text, is, action = 'storage.buckets.get', what = bucket, keys, condition }) => {
    const role = {
      id: `${project}/roles/all`,
      permissions: [
        'storage.buckets.get',
        'compute.instances.get',
        'resourcemanager.projects.get',
        'resourcemanager.projects.setIamPolicy',
        'secretmanager.versions.access',
        'secretmanager.secrets.get',
        'cloudkms.cryptoKeys.get',
      ],
    };
    const identity = identityOf({
      roles: [role],
      bindings: [bind(role.id, project, [alice], { id: 'b', ...when(text) })],
      tags: [
        { on: project, key: '1000/env', value: 'prod', keyId: 'tagKeys/1', valueId: 'tagValues/2' },
        { on: organization, key: '1000/env', value: 'dev', keyId: 'tagKeys/1', valueId: 'tagValues/9' },
        { on: organization, key: '1000/team', value: 'web', keyId: 'tagKeys/3', valueId: 'tagValues/4' },
      ],
    });
    const found = identity.can(alice, action, what, keys && { keys, is: 'partial' });
    expect(found.decision).toBe(is);
    if (condition !== undefined) expect(found.condition).toEqual(condition);
  }));

test.for([
  ['(', 'unfinished', 1],
  ['a b', 'unexpected', 2],
  ['a && ', 'unfinished', 5],
  ['a # b', 'unexpected', 2],
  ['(('.repeat(500), 'too-deep', 201],
  ['!'.repeat(900), 'too-deep', 201],
  ['1 + '.repeat(3000), 'too-deep', 4000],
] as const)('what cannot be read: %#', ([text, problem, at]) => {
  const found = parseCel(text);
  expect(found).toMatchObject({ problem, at });
});

// Trees over a few names, of which some are known.
const leaf: fc.Arbitrary<Cel> = fc.oneof(
  fc.constantFrom<Cel>(
    { is: 'value', value: true },
    { is: 'value', value: false },
    { is: 'name', name: 'open' },
    { is: 'name', name: 'other' },
    { is: 'name', name: 'broken' },
  ),
  fc.tuple(fc.constantFrom('open', 'known', 'broken'), fc.constantFrom('==', '!=', 'in', '<')).map(([name, operator]): Cel => ({
    is: 'compare',
    operator,
    left: { is: 'name', name },
    right: operator === 'in' ? { is: 'list', of: [{ is: 'value', value: 'a' }] } : { is: 'value', value: 'a' },
  })),
);
const tree: fc.Arbitrary<Cel> = fc.letrec<{ tree: Cel }>((tie) => ({
  tree: fc.oneof(
    { maxDepth: 5 },
    leaf,
    fc.tuple(fc.constantFrom<'and' | 'or'>('and', 'or'), fc.array(tie('tree'), { minLength: 2, maxLength: 3 })).map(([is, of]): Cel => ({ is, of })),
    tie('tree').map((of): Cel => ({ is: 'not', of })),
    fc.tuple(tie('tree'), tie('tree'), tie('tree')).map(([a, b, c]): Cel => ({ is: 'choice', if: a, then: b, else: c })),
  ),
})).tree;
const facts = (more: Record<string, Val> = {}): Facts => ({
  lookup: (path) => ({ known: 'a', broken: { broken: 'x' }, ...more })[path],
  call: () => undefined,
});

test('text and tree are the same thing', () =>
  fc.assert(
    fc.property(tree, (cel) => {
      const read = parseCel(celText(cel));
      expect('problem' in read).toBe(false);
      if ('problem' in read) return;
      expect(celText(read).replace(/[()]/g, '')).toBe(celText(cel).replace(/[()]/g, ''));
      expect(evaluateCel(read, facts())).toEqual(evaluateCel(cel, facts()));
    }),
    { numRuns: 500 },
  ));

test('it is never true and false at once, and what is settled stays when more is known', () =>
  fc.assert(
    fc.property(tree, fc.boolean(), (cel, value) => {
      const before = evaluateCel(cel, facts());
      expect(before.yes === true && before.no === true).toBe(false);
      const after = evaluateCel(cel, facts({ open: value, other: 'b' }));
      if (typeof before.yes === 'boolean') expect(after.yes).toBe(before.yes);
      if (typeof before.no === 'boolean') expect(after.no).toBe(before.no);
      expect(typeof after.yes).toBe('boolean');
    }),
    { numRuns: 1000 },
  ));

test('any text is read or refused, never thrown', () =>
  fc.assert(
    fc.property(fc.string({ unit: fc.constantFrom(...'abc.()[]!&|=<>?:,"\'\\ 1+-'), maxLength: 60 }), (text) => void parseCel(text)),
    { numRuns: 2000 },
  ));
