import { describe, expect, test } from 'vitest';
import type { Residual } from '#identity/identity';
import { conditionLines } from './identity-conditions.ts';

const atom = (key: string, operator: string, ...values: string[]): Residual => ({ key, operator, values });
const rows: readonly (readonly [Residual, en: string, ja: string])[] = [
  [
    atom('aws:multifactorauthpresent', 'Bool', 'true'),
    'the caller signed in with MFA (aws:MultiFactorAuthPresent)',
    'MFA を使ってサインインしている(aws:MultiFactorAuthPresent)',
  ],
  [
    { not: atom('aws:MultiFactorAuthPresent', 'BoolIfExists', 'false') },
    'the caller signed in with MFA (aws:MultiFactorAuthPresent)',
    'MFA を使ってサインインしている(aws:MultiFactorAuthPresent)',
  ],
  [
    { not: atom('aws:SecureTransport', 'Bool', 'false') },
    'the request is sent over TLS (aws:SecureTransport)',
    'TLS(HTTPS)で送信されている(aws:SecureTransport)',
  ],
  [
    atom('aws:SourceIp', 'IpAddress', '10.0.0.0/8', '192.0.2.0/24'),
    'the source IP address (aws:SourceIp) is in 10.0.0.0/8 or 192.0.2.0/24',
    '送信元 IP アドレス(aws:SourceIp)が 10.0.0.0/8、192.0.2.0/24 のいずれかの範囲内である',
  ],
  [
    { not: atom('aws:PrincipalOrgID', 'StringNotEqualsIfExists', 'o-1') },
    "the caller's organization (aws:PrincipalOrgID) is o-1",
    '呼び出し元の組織(aws:PrincipalOrgID)が o-1 である',
  ],
  [
    atom('aws:PrincipalTag/team', 'StringLike', 'web-*'),
    'the caller\'s tag "team" (aws:PrincipalTag/team) matches web-*',
    '呼び出し元のタグ「team」(aws:PrincipalTag/team)が web-* に一致する',
  ],
  [
    atom('token.actions.githubusercontent.com:sub', 'StringLike', 'repo:a/b:*'),
    'the subject of the token (token.actions.githubusercontent.com:sub) matches repo:a/b:*',
    'トークンのサブジェクト(token.actions.githubusercontent.com:sub)が repo:a/b:* に一致する',
  ],
  [atom('sts:externalid', 'Null', 'false'), 'the external ID (sts:ExternalId) is given', '外部 ID(sts:ExternalId)が指定されている'],
  [atom('s3:something', 'StringEqualsIfExists', 'x'), 's3:something is x, or is not given', 's3:something が x である、または指定されていない'],
  [
    atom('aws:TagKeys', 'ForAllValues:StringEquals', 'a', 'b'),
    'every value of the tag keys in the request (aws:TagKeys) is a or b',
    'リクエストで付けるタグのキー(aws:TagKeys)のすべての値が a、b のいずれかである',
  ],
  [atom('x:y', 'OperatorOfTomorrow', '1'), 'x:y OperatorOfTomorrow 1', 'x:y OperatorOfTomorrow 1'],
  [
    { any: [atom('aws:RequestedRegion', 'StringEquals', 'eu-west-1'), { all: [atom('a:b', 'Bool', 'true'), atom('c:d', 'Bool', 'false')] }] },
    'the region (aws:RequestedRegion) is eu-west-1, or (a:b is true and c:d is false)',
    'リージョン(aws:RequestedRegion)が eu-west-1 である、または(a:b が true である、かつ c:d が false である)',
  ],
  [
    { not: { any: [atom('a:b', 'Bool', 'true'), atom('c:d', 'Bool', 'true')] } },
    'not (a:b is true, or c:d is true)',
    '「a:b が true である、または c:d が true である」が成り立たない',
  ],
  [
    atom('@Resource[Microsoft.Storage/storageAccounts/blobServices/containers:name]', 'StringEquals', 'public'),
    'Microsoft.Storage/storageAccounts/blobServices/containers:name of the resource is public',
    'リソースの Microsoft.Storage/storageAccounts/blobServices/containers:name が public である',
  ],
  [
    atom('pim:activation', 'Is', 'a-4'),
    'the eligible assignment a-4 is activated in PIM (pim:activation)',
    'PIM で資格のある割り当て a-4 をアクティブ化している(pim:activation)',
  ],
  [{ doubt: 'account 111122223333 allows it' }, 'account 111122223333 allows it to the principal too', 'アカウント 111122223333 の側でも許可している'],
  [
    { doubt: 'module.a.var.partner_account' },
    'module.a.var.partner_account, which is not known before deployment, admits it',
    'デプロイ前に分からない module.a.var.partner_account の値が該当する',
  ],
  [{ doubt: '' }, 'a value that is not known before deployment admits it', 'デプロイ前に分からない値が該当する'],
  [
    atom('aws:username', 'ResourceMatches', 'arn:aws:s3:::b/${aws:username}/*', 'arn:aws:s3:::b/ann/x'),
    'arn:aws:s3:::b/${aws:username}/* matches arn:aws:s3:::b/ann/x, which depends on aws:username',
    'arn:aws:s3:::b/${aws:username}/* が arn:aws:s3:::b/ann/x に一致する(aws:username によって決まる)',
  ],
  [{ doubt: 'something new' }, 'not known: something new', '不明な点がある(something new)'],
];

describe('a condition in words', () => {
  test.for(rows)('%j', ([condition, en, ja]) => {
    expect(conditionLines(condition, 'en')).toEqual([en]);
    expect(conditionLines(condition, 'ja')).toEqual([ja]);
  });
  test('what has to hold together stands on lines of its own', () =>
    expect(conditionLines({ all: [atom('a:b', 'Bool', 'true'), atom('c:d', 'StringEquals', 'e')] }, 'en')).toEqual(['a:b is true', 'c:d is e']));
  test('signs that change the screen are taken out', () => expect(conditionLines(atom('a:b', 'StringEquals', '\u001b[2J'), 'en')[0]).not.toContain('\u001b'));
});
