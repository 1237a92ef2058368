import { describe, expect, test } from 'vitest';
import { awsActions, azureRoles } from './data/files.ts';
import { awsIdentity } from './aws/aws.ts';
import { readAuthorizationDetails } from './aws/authorization-details.ts';
import { azureIdentity } from './azure/azure.ts';
import { account, group, machine, smallTenant } from './azure/small-tenant.ts';
import { gcpNames } from './gcp/names.ts';
import type { Principal } from './identity.ts';
import { cloudOfAction, meant } from './names.ts';

const iam = (rest: string): string => `arn:aws:iam::111122223333:${rest}`;

describe('which of several a word means', () => {
  const all = [
    { id: iam('role/webshop-prod-app'), name: 'webshop-prod-app', kind: 'role', address: 'aws_iam_role.app' },
    { id: iam('user/ann'), name: 'ann', kind: 'user', address: 'module.people["eu"].aws_iam_user.this["ann"]' },
    { id: iam('user/bob'), name: 'bob', kind: 'user' },
    { id: iam('role/bob'), name: 'bob', kind: 'role' },
    { id: 'oid-1', name: 'Carol Jones', kind: 'user', also: ['carol@contoso.com'] },
  ];
  test.for([
    [iam('user/ann'), ['ann']],
    ['aws_iam_role.app', ['webshop-prod-app']],
    ['app', ['webshop-prod-app']],
    ['prod-app', ['webshop-prod-app']],
    ['p', []],
    ['this["ann"]', ['ann']],
    ['this', ['ann']],
    ['ANN', ['ann']],
    ['bob', ['bob', 'bob']],
    ['role/bob', ['bob']],
    ['carol', ['Carol Jones']],
    ['CAROL@contoso.com', ['Carol Jones']],
    ['nobody', []],
  ] as const)('%s', ([word, names]) => expect(meant(all, word).matches.map(({ name }) => name)).toEqual(names));
  test('a slip finds the name that was meant', () => expect(meant(all, 'webshop-prod-ap').near).toContain('webshop-prod-app'));
});

describe('the cloud of an action', () => {
  test.for([
    ['s3:GetObject', 'aws'],
    ['s3:Get*', 'aws'],
    ['sql:query', 'azure'],
    ['Microsoft.Storage/storageAccounts/listKeys/action', 'azure'],
    ['microsoft.directory/groups/members/update', 'azure'],
    ['RoleManagement.ReadWrite.Directory', 'azure'],
    ['storage.objects.get', 'gcp'],
    ['iam.serviceAccounts.actAs', 'gcp'],
    ['storage.googleapis.com/objects.get', 'gcp'],
    ['GetObject', undefined],
    ['', undefined],
  ] as const)('%s', ([action, cloud]) => expect(cloudOfAction(action)).toBe(cloud));
});

describe('AWS', () => {
  const { input } = readAuthorizationDetails({
    details: [
      {
        path: 'd.json',
        data: {
          UserDetailList: [{ Arn: iam('user/ann'), UserName: 'ann' }],
          RoleDetailList: [{ Arn: iam('role/photos'), RoleName: 'photos', AssumeRolePolicyDocument: { Statement: [] } }],
        },
      },
    ],
    resources: {
      path: 'r.json',
      data: [
        { arn: 'arn:aws:s3:::photos' },
        { arn: 'arn:aws:logs:eu-west-1:111122223333:log-group:/aws/lambda/f' },
        { arn: 'arn:aws:kms:eu-west-1:111122223333:key/k1' },
      ],
    },
    scps: undefined,
    rcps: undefined,
  });
  const identity = awsIdentity(input, awsActions(), () => undefined);
  test.for([
    ['s3:GetObject', ['s3:GetObject'], []],
    ['S3:getobject', ['s3:GetObject'], []],
    ['s3:GetObjct', [], ['s3:GetObject']],
    ['s4:GetObject', [], ['s3:GetObject']],
    ['s3:SomethingThatCameLater', ['s3:SomethingThatCameLater'], []],
  ] as const)('action %s', ([word, matches, near]) => {
    const found = identity.findAction(word);
    expect(found.matches).toEqual(matches);
    expect(found.near.slice(0, 1)).toEqual(near);
  });
  test('an action without its service', () => expect(identity.findAction('GetObject').near).toContain('s3:GetObject'));
  test('a pattern is no action', () =>
    expect(identity.findAction('s3:Get*')).toMatchObject({ matches: [], near: expect.arrayContaining([expect.stringMatching(/^s3:Get/)]) }));
  test.for([
    ['s3:GetObject', 'photos', 'arn:aws:s3:::photos/*'],
    ['s3:GetObject', 'photos/2026/cat.jpg', 'arn:aws:s3:::photos/2026/cat.jpg'],
    ['s3:GetObject', 'arn:aws:s3:::photos', 'arn:aws:s3:::photos/*'],
    ['s3:ListBucket', 'photos', 'arn:aws:s3:::photos'],
    ['iam:PassRole', 'photos', iam('role/photos')],
    ['logs:PutLogEvents', '/aws/lambda/f', 'arn:aws:logs:eu-west-1:111122223333:log-group:/aws/lambda/f:log-stream:*'],
    ['kms:Decrypt', 'k1', 'arn:aws:kms:eu-west-1:111122223333:key/k1'],
    ['s3:GetObject', '*', '*'],
  ] as const)('%s on %s', ([action, word, id]) => expect(identity.findResource(word, action).matches.map((one) => one.id)).toEqual([id]));
  test('no such thing', () => expect(identity.findResource('fotos', 's3:ListBucket')).toEqual({ matches: [], near: ['photos'] }));
  test.for([
    ['ann', iam('user/ann')],
    [iam('user/ann'), iam('user/ann')],
    ['arn:aws:iam::444455556666:role/other', 'arn:aws:iam::444455556666:role/other'],
    ['*', '*'],
    ['ec2.amazonaws.com', 'ec2.amazonaws.com'],
  ] as const)('principal %s', ([word, id]) => expect(identity.findPrincipal(word).matches.map((one) => one.id)).toEqual([id]));
});

describe('Azure', () => {
  const identity = azureIdentity(
    smallTenant({
      resources: [
        { id: machine, type: 'Microsoft.Compute/virtualMachines', name: 'vm' },
        { id: account, type: 'Microsoft.Storage/storageAccounts', name: 'st', address: 'azurerm_storage_account.photos' },
      ],
    }),
    azureRoles().all,
  );
  test.for([
    ['microsoft.compute/virtualmachines/runcommand/action', ['Microsoft.Compute/virtualMachines/runCommand/action'], undefined],
    [
      'Microsoft.Compute/virtualMachines/runComand/action',
      ['Microsoft.Compute/virtualMachines/runComand/action'],
      'Microsoft.Compute/virtualMachines/runCommand/action',
    ],
    ['virtualMachines/runCommand/action', [], 'Microsoft.Compute/virtualMachines/runCommand/action'],
    ['Microsoft.Compute/*', [], expect.stringMatching(/^Microsoft\.Compute\//)],
    ['sql:query', ['sql:query'], undefined],
    ['RoleManagement.ReadWrite.Directory', ['RoleManagement.ReadWrite.Directory'], undefined],
  ] as const)('action %s', ([word, matches, near]) => {
    const found = identity.findAction(word);
    expect(found.matches).toEqual(matches);
    expect(found.near[0]).toEqual(near);
  });
  test.for([
    ['vm', machine],
    ['photos', account],
    [`${machine}/`, `${machine}/`],
    ['/', '/'],
    ['rg', '/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg'],
  ] as const)('thing %s', ([word, id]) =>
    expect(identity.findResource(word, 'Microsoft.Compute/virtualMachines/read').matches.map((one) => one.id)).toEqual([id]),
  );
  test.for([
    ['Microsoft.Compute/virtualMachines/read', machine],
    ['Microsoft.Storage/storageAccounts/read', group],
  ] as const)('%s of several things with one name', ([action, id]) => {
    const same = azureIdentity(smallTenant({ resources: [{ id: machine, type: 'Microsoft.Compute/virtualMachines', name: 'rg' }] }), []);
    expect(same.findResource('rg', action).matches.map((one) => one.id)).toEqual([id]);
  });
  test('objects of the directory belong to actions of the directory', () =>
    expect(identity.findResource('alice', 'microsoft.directory/users/password/update').matches.map(({ id }) => id)).toEqual(['alice']));
  test.for([
    ['alice@contoso.com', 'alice'],
    ['ALICE', 'alice'],
    ['0f1e2d3c-0000-4000-8000-000000000001', '0f1e2d3c-0000-4000-8000-000000000001'],
  ] as const)('principal %s', ([word, id]) => expect(identity.findPrincipal(word).matches.map((one) => one.id)).toEqual([id]));
});

describe('Google Cloud', () => {
  const member = (id: string, kind: Principal['kind']): Principal => ({ id, name: id.slice(id.indexOf(':') + 1), kind, account: 'p', at: undefined });
  const names = gcpNames(
    {
      organizations: [{ id: 'organizations/1', name: 'example.com' }],
      folders: [],
      projects: [{ id: 'projects/shop' }],
      resources: [{ id: '//storage.googleapis.com/projects/_/buckets/photos', name: 'photos', address: 'google_storage_bucket.photos' }],
      serviceAccounts: [{ email: 'app@shop.iam.gserviceaccount.com' }],
    },
    [member('user:ann@example.com', 'user'), member('serviceAccount:app@shop.iam.gserviceaccount.com', 'service-account')],
    ['iam.serviceAccounts.actAs', 'storage.objects.get', 'storage.objects.list'],
  );
  test.for([
    ['ann', 'user:ann@example.com'],
    ['app@shop.iam.gserviceaccount.com', 'serviceAccount:app@shop.iam.gserviceaccount.com'],
    ['allUsers', 'allUsers'],
    ['user:x@other.com', 'user:x@other.com'],
  ] as const)('principal %s', ([word, id]) => expect(names.findPrincipal(word).matches.map((one) => one.id)).toEqual([id]));
  test.for([
    ['storage.objects.get', ['storage.objects.get'], []],
    ['storage.googleapis.com/objects.get', ['storage.objects.get'], []],
    ['storage.objects.gett', [], ['storage.objects.get']],
    ['objects.get', [], ['storage.objects.get']],
  ] as const)('permission %s', ([word, matches, near]) => {
    const found = names.findAction(word);
    expect(found.matches).toEqual(matches);
    expect(found.near.slice(0, 1)).toEqual(near);
  });
  test.for([
    ['photos', '//storage.googleapis.com/projects/_/buckets/photos'],
    ['shop', 'projects/shop'],
    ['projects/other', 'projects/other'],
    ['app', '//iam.googleapis.com/projects/shop/serviceAccounts/app@shop.iam.gserviceaccount.com'],
  ] as const)('thing %s', ([word, id]) => expect(names.findResource(word, 'storage.objects.get').matches.map((one) => one.id)).toEqual([id]));
});
