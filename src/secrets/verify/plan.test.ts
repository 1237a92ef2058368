import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SecretFinding } from '../report/secret-finding.ts';
import type { Answer, Ask, AskRequest } from './ask.ts';
import { body, findingOf, hex } from './finding.test-support.ts';
import { allProviders, planned, type Choice } from './plan.ts';

const all: Choice = { providers: 'all', accepted: false };
const at = new Date('2026-11-25T12:00:00Z');
const heard = (status: number, json: unknown = {}): Answer => ({ is: 'heard', status, headers: {}, body: JSON.stringify(json) });

/** Carries a plan out against a network that is a function. */
const run = async (findings: readonly SecretFinding[], choice: Choice, answer: (request: AskRequest) => Answer | Promise<Answer> = () => heard(401)) => {
  const requests: AskRequest[] = [];
  const ask: Ask = async (request) => {
    requests.push(request);
    return answer(request);
  };
  const plan = planned(findings, choice);
  expect(requests).toEqual([]);
  return { plan, requests, verdicts: await plan.carryOut(ask, () => at) };
};

const sample: SecretFinding['accepted'] = {
  by: 'baseline',
  entry: { kind: 'github-pat', fingerprint: hex(32), reason: 'a sample', owner: undefined, expires: undefined },
};
const ghp = (seed = 1): string => `ghp_${body(36, seed)}`;
const keyId = `AKIA${body(16, 1, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567')}`;
const awsSecret = body(40, 2);

describe('who is asked', () => {
  test.for<[string, SecretFinding, Choice, string]>([
    ['no issuer of this kind', findingOf('database-url', 'postgres://a:b@evil.example.com/x'), all, 'no-endpoint'],
    ['PyPI documents no endpoint', findingOf('pypi-token', `pypi-AgEIcHlwaS5vcmc${body(100)}`), all, 'no-endpoint'],
    ['not chosen', findingOf('github-pat', ghp()), { ...all, providers: ['aws'] }, 'not-chosen'],
    ['run by many themselves', findingOf('gitlab-pat', `glpat-${body(20)}`), all, 'by-name-only'],
    ['half of a pair', findingOf('aws-secret-access-key', awsSecret), all, 'half-missing'],
    ['an id alone', findingOf('aws-access-key-id', keyId), all, 'half-missing'],
    [
      'temporary keys without their token',
      findingOf('aws-secret-access-key', awsSecret, { facts: { 'key-id': keyId.replace('AKIA', 'ASIA') } }),
      all,
      'half-missing',
    ],
    ['a failed checksum', findingOf('github-pat', ghp(), { confidence: 'possible', reasons: ['checksum-fails'] }), all, 'not-sure'],
    ['only a word nearby names the issuer', findingOf('datadog-api-key', hex(32), { reasons: ['vendor-nearby'] }), all, 'not-sure'],
    ['accepted', findingOf('github-pat', ghp(), { accepted: sample }), all, 'accepted'],
    ['a client secret without its tenant', findingOf('azure-client-secret', `abc8Q~${body(34)}`, { facts: { 'client-id': hex(32) } }), all, 'half-missing'],
    [
      'a key that does not parse',
      findingOf('gcp-sa-json', `-----BEGIN PRIVATE KEY-----\n${body(800)}\n-----END PRIVATE KEY-----`, {
        facts: { 'client-email': 'a@b.iam.gserviceaccount.com' },
      }),
      all,
      'shape',
    ],
  ])('%s', async ([, finding, choice, why]) => {
    const { requests, verdicts, plan } = await run([finding], choice);
    expect(verdicts).toEqual([{ is: 'not-tried', why }]);
    expect({ requests, hosts: [...plan.hosts], count: plan.requests }).toEqual({ requests: [], hosts: [], count: 0 });
  });

  test('by name, and accepted ones when they are asked for', async () => {
    const gitlab = await run([findingOf('gitlab-pat', `glpat-${body(20)}`)], { ...all, providers: ['gitlab'] });
    expect(gitlab.requests.map(({ host, path }) => host + path)).toEqual(['gitlab.com/api/v4/personal_access_tokens/self']);
    const accepted = await run([findingOf('github-pat', ghp(), { accepted: sample })], { ...all, accepted: true });
    expect(accepted.verdicts[0]?.is).toBe('refused');
  });

  test('the plan tells hosts and numbers before anything is sent', () => {
    const plan = planned([findingOf('github-pat', ghp(1)), findingOf('github-pat', ghp(2)), findingOf('mailchimp-key', `${hex(32)}-us12`)], all);
    expect({ requests: plan.requests, hosts: [...plan.hosts] }).toEqual({
      requests: 3,
      hosts: [
        ['api.github.com', 2],
        ['{us…}.api.mailchimp.com', 1],
      ],
    });
  });
});

describe('halves', () => {
  const facts = { 'key-id': keyId };
  test('a key pair is signed, its secret is not sent, and the id found by itself shares the answer', async () => {
    const findings = [findingOf('aws-access-key-id', keyId, { line: 1 }), findingOf('aws-secret-access-key', awsSecret, { line: 2, facts })];
    const xml = `<r><Arn>arn:aws:iam::123456789012:user/build</Arn><UserId>AIDAEXAMPLE</UserId><Account>123456789012</Account></r>`;
    const { requests, verdicts } = await run(findings, all, () => ({ is: 'heard', status: 200, headers: {}, body: xml }));
    expect(requests).toHaveLength(1);
    expect(JSON.stringify(requests)).not.toContain(awsSecret);
    expect(requests[0]?.headers['authorization']).toContain(`Credential=${keyId}/20261125/us-east-1/sts/aws4_request`);
    expect(verdicts[1]).toMatchObject({ is: 'live', who: { account: '123456789012', arn: 'arn:aws:iam::123456789012:user/build' } });
    expect(verdicts[0]).toEqual(verdicts[1]);
  });

  test('a session token that names its id is taken before one that is only near', async () => {
    const temporary = keyId.replace('AKIA', 'ASIA');
    const token = (seed: number): string => `IQoJb3JpZ2lu${body(200, seed)}`;
    const { requests } = await run(
      [
        findingOf('aws-secret-access-key', awsSecret, { line: 2, facts: { 'key-id': temporary } }),
        findingOf('aws-session-token', token(1), { line: 3 }),
        findingOf('aws-session-token', token(2), { path: 'session.env', facts: { 'key-id': temporary } }),
      ],
      all,
    );
    expect(requests.map(({ headers }) => headers['x-amz-security-token'])).toEqual([token(2)]);
  });

  test('an application that was joined from further away may be another: a refusal settles nothing', async () => {
    const secret = `abc8Q~${body(34)}`;
    const facts = { tenant: 'acme.onmicrosoft.com', 'client-id': '11111111-2222-3333-4444-555555555555' };
    const answer = (): Answer => heard(401, { error_codes: [7000215] });
    const far = await run([findingOf('azure-client-secret', secret, { facts, reasons: ['own-format', 'id-in-folder'] })], all, answer);
    expect(far.requests[0]?.path).toBe('/acme.onmicrosoft.com/oauth2/v2.0/token');
    expect(far.verdicts[0]).toMatchObject({ is: 'unclear', why: 'pair' });
    const beside = await run([findingOf('azure-client-secret', secret, { facts, reasons: ['own-format', 'beside-client-id'] })], all, answer);
    expect(beside.verdicts[0]).toMatchObject({ is: 'refused', why: 'unknown' });
  });

  test('the session token nearest in the same file belongs to temporary keys', async () => {
    const temporary = keyId.replace('AKIA', 'ASIA');
    const token = (seed: number): string => `IQoJb3JpZ2lu${body(200, seed)}`;
    const findings = [
      findingOf('aws-session-token', token(1), { line: 100 }),
      findingOf('aws-secret-access-key', awsSecret, { line: 11, facts: { 'key-id': temporary } }),
      findingOf('aws-session-token', token(2), { line: 12 }),
      findingOf('aws-session-token', token(3), { line: 11, path: 'another.env' }),
    ];
    const { requests, verdicts } = await run(findings, all, () => ({ is: 'heard', status: 403, headers: {}, body: '<Code>ExpiredToken</Code>' }));
    expect(requests.map(({ headers }) => headers['x-amz-security-token'])).toEqual([token(2)]);
    expect(verdicts.map((one) => ('why' in one ? one.why : one.is))).toEqual(['half-missing', 'expired', 'expired', 'half-missing']);
  });
});

describe('how it is asked', () => {
  test('a value is sent once, whatever the number of findings that show it', async () => {
    const { requests, verdicts } = await run([findingOf('github-pat', ghp()), findingOf('github-oauth', ghp()), findingOf('github-pat', ghp())], all);
    expect(requests).toHaveLength(1);
    expect(verdicts.map(({ is }) => is)).toEqual(['refused', 'not-tried', 'refused']);
  });

  test('never more than four at a time', async () => {
    let open = 0;
    let most = 0;
    const findings = Array.from({ length: 30 }, (_, i) => findingOf('npm-token', `npm_${body(36, i + 1)}`));
    const { requests } = await run(findings, all, async () => {
      most = Math.max(most, ++open);
      await new Promise((resolve) => void setTimeout(resolve, 1));
      open--;
      return heard(401);
    });
    expect({ most, requests: requests.length }).toEqual({ most: 4, requests: 30 });
  });

  test('an issuer that limits us is asked no further, others are', async () => {
    const findings = [...Array.from({ length: 20 }, (_, i) => findingOf('github-pat', ghp(i + 1))), findingOf('npm-token', `npm_${body(36)}`)];
    const { requests, verdicts } = await run(findings, all, async ({ host }) => heard(host === 'api.github.com' ? 429 : 401));
    expect(requests.length).toBeLessThanOrEqual(5);
    expect(verdicts.at(-1)?.is).toBe('refused');
    expect(new Set(verdicts.slice(0, -1).map((one) => ('why' in one ? one.why : '')))).toEqual(new Set(['rate-limited', 'stopped']));
  });

  test('a run has a most', async () => {
    const findings = Array.from({ length: 5 }, (_, i) => findingOf('github-pat', ghp(i + 1)));
    const plan = planned(findings, all, allProviders, 3);
    const verdicts = await plan.carryOut(
      async () => heard(401),
      () => at,
    );
    expect(verdicts.map(({ is }) => is)).toEqual(['refused', 'refused', 'refused', 'not-tried', 'not-tried']);
  });

  test.for<[string, Answer, string]>([
    ['silence', { is: 'unheard', why: 'timeout' }, 'timeout'],
    ['nobody there', { is: 'unheard', why: 'network' }, 'network'],
    ['somebody else', { is: 'unheard', why: 'certificate' }, 'certificate'],
    ['a redirect', heard(302), 'redirect'],
    ['too many requests', heard(429), 'rate-limited'],
    ['their error', heard(503), 'issuer-error'],
    ['forbidden', heard(403), 'forbidden'],
    ['another page', { is: 'heard', status: 200, headers: {}, body: '<html>Please sign in</html>' }, 'unexpected'],
    ['an answer without a name', heard(200, { login: 'not a login <b>' }), 'unexpected'],
  ])('%s settles nothing', async ([, answer, why]) => {
    const { verdicts } = await run([findingOf('github-pat', ghp())], all, () => answer);
    expect(verdicts).toEqual([{ is: 'unclear', why, provider: 'github', endpoint: 'https://api.github.com/user', at: at.toISOString() }]);
  });

  test('only ids with a known shape are taken out of an answer, and never the secret', async () => {
    const token = `hf_${body(34)}`;
    const { verdicts } = await run([findingOf('huggingface-token', token)], all, () =>
      heard(200, { name: token, id: '64a1', fullname: 'A. Person', email: 'a@example.com', evil: '\u001b[2J' }),
    );
    expect(verdicts[0]).toMatchObject({ is: 'live', who: { id: '64a1' } });
    expect(verdicts[0]).toHaveProperty('who', { id: '64a1' });
  });
});

describe('nothing in a scanned file steers a request', () => {
  test.for<[string, SecretFinding]>([
    ['a line break in a token', findingOf('github-pat', `ghp_${body(30)}\r\nhost: evil`)],
    ['a token with a tail', findingOf('telegram-bot-token', `123456789:AA${body(33)}/../../x`)],
    ['another path', findingOf('discord-webhook', `/api/webhooks/123456789012345678/${body(64)}/../../../users/@me`)],
    ['a host as data centre', findingOf('mailchimp-key', `${hex(32)}-us1.evil.example.com/`)],
    [
      'a tenant that is a path',
      findingOf('azure-client-secret', `abc8Q~${body(34)}`, { facts: { tenant: '../../evil', 'client-id': '11111111-2222-3333-4444-555555555555' } }),
    ],
    ['a key id with more', findingOf('aws-secret-access-key', awsSecret, { facts: { 'key-id': `${keyId}/x` } })],
    ['an account that is a path', findingOf('twilio-auth-token', hex(32), { facts: { 'account-sid': '../../evil' } })],
  ])('%s: not sent', async ([, finding]) => {
    const { requests, verdicts } = await run([finding], all);
    expect(requests).toEqual([]);
    expect(verdicts[0]?.is).toBe('not-tried');
  });

  const hosts = ({ host }: (typeof allProviders)[number], asked: string): boolean => (typeof host === 'string' ? host === asked : host.test(asked));
  const nasty = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 120 }),
    fc.constantFrom('https://evil.example.com/', 'evil.example.com', '../..', 'a\r\nb: c', '@evil.example.com', '#', '?x=', '\0'),
  );
  test('whatever the value and the facts, a request goes to a host of the table and keeps its form', async () => {
    const kinds = allProviders.flatMap((provider) => Object.keys(provider.kinds).map((kind) => [provider, kind] as const));
    let sent = 0;
    const examples = new Map(kinds.map(([provider, kind]) => [kind, fc.stringMatching(provider.kinds[kind] ?? /^$/)]));
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...kinds).chain(([provider, kind]) =>
          fc.record({
            provider: fc.constant(provider),
            kind: fc.constant(kind),
            value: fc.oneof(
              examples.get(kind) ?? fc.string(),
              nasty,
              fc.tuple(examples.get(kind) ?? fc.string(), nasty).map((two) => two.join('')),
            ),
            fact: nasty,
          }),
        ),
        async ({ provider, kind, value, fact }) => {
          const facts = Object.fromEntries(
            ['key-id', 'tenant', 'client-id', 'client-email', 'account-sid', 'account', 'user', 'host', 'endpoint', 'url'].map((name) => [name, fact]),
          );
          const { requests } = await run([findingOf(kind, value, { facts })], { providers: [provider.id], accepted: false });
          sent += requests.length;
          for (const { host, path, headers } of requests) {
            expect(hosts(provider, host)).toBe(true);
            expect(path).toMatch(/^\/[!-~]*$/);
            for (const header of Object.values(headers)) expect(header).toMatch(/^[ -~]*$/);
          }
        },
      ),
      { numRuns: 2000 },
    );
    // Enough of them are sent for this to mean something.
    expect(sent).toBeGreaterThan(300);
  });
});
