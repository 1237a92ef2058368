import { expect, test } from 'vitest';
import { assessed, awsPair, base64 } from './opened.test-support.ts';

/** What strangers may put beside the code: nothing of it stops the assessment, and the credential is told all the same. */
const states: Readonly<Record<string, string>> = {
  'no JSON': '{"version":4,"resources":[',
  'another shape': '{"version":4,"resources":5}',
  'things that are none': '{"version":4,"resources":[5,null,{"mode":"managed"},{"mode":"managed","type":"aws_iam_access_key","name":"ci","instances":5}]}',
  'attributes that are none':
    '{"version":4,"resources":[{"mode":"managed","type":"aws_iam_access_key","name":"ci","instances":[{"attributes":null},{"attributes":[1,2]},{"index_key":{},"attributes":{"id":5,"user":{}}},7]}]}',
  'names of the language':
    '{"version":4,"resources":[{"mode":"managed","type":"constructor","name":"__proto__","instances":[{"attributes":{"__proto__":{"id":"x"},"constructor":1,"arn":[]}}]}]}',
  'a deep value': `{"version":4,"resources":[{"mode":"managed","type":"aws_db_instance","name":"a","instances":[{"attributes":{"password":${'['.repeat(5000)}1${']'.repeat(5000)}}}]}]}`,
  'keys that are none': JSON.stringify({
    version: 4,
    resources: [
      { mode: 'managed', type: 'aws_key_pair', name: 'a', instances: [{ attributes: { fingerprint: 5, public_key: 'ssh-rsa AAAA' } }] },
      {
        mode: 'managed',
        type: 'tls_private_key',
        name: 'a',
        instances: [{ attributes: { private_key_pem: '-----BEGIN RSA PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----' } }],
      },
    ],
  }),
};
const code = `resource "aws_iam_user" "ci" { name = "ci" }
resource "aws_iam_access_key" "ci" { user = aws_iam_user.ci.name }
resource "aws_key_pair" "a" { public_key = "ssh-rsa ${base64('not a key', 64)} x" }
resource "aws_acm_certificate" "a" { certificate_body = "-----BEGIN CERTIFICATE-----\\n${base64('no certificate', 64)}\\n-----END CERTIFICATE-----" }
resource "aws_route53_record" "a" {
  name    = "db.example.jp"
  records = [aws_route53_record.a.fqdn]
}
`;
test.for(Object.keys(states))('a state with %s', (name) => {
  const { assessment, inventory } = assessed({
    'main.tf': code,
    'terraform.tfstate': states[name] ?? '',
    '.env': `${awsPair('111122223333', 'a')}DB=postgres://shop:Vq8rT2mWx9Lp@db.example.jp:5432/shop\n`,
  });
  expect(assessment.findings.map(({ resource }) => inventory.resource(resource).id)).toEqual(
    expect.arrayContaining([expect.stringContaining('aws-secret-access-key in .env'), expect.stringContaining('database-url in .env')]),
  );
});

test('a key that is none, and one of an unusual kind', () => {
  for (const body of [base64('x', 64).repeat(6), `MII${base64('y', 64).repeat(8)}`])
    expect(() =>
      assessed({
        'main.tf': code,
        id_rsa: `-----BEGIN RSA PRIVATE KEY-----\n${body}\n-----END RSA PRIVATE KEY-----\n`,
        id_x: `-----BEGIN OPENSSH PRIVATE KEY-----\n${Buffer.from(`openssh-key-v1\0\u0000\u0000\u0000\u0004none${body}`).toString('base64')}\n-----END OPENSSH PRIVATE KEY-----\n`,
      }),
    ).not.toThrow();
});
