import { isPublished } from '../../placeholder.ts';
import type { Candidate } from '../../secret.ts';
import { anchored, family, plain, type Row } from '../family.ts';

interface Jwt {
  readonly value: string;
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
}

const part = (text: string): Readonly<Record<string, unknown>> | undefined => {
  try {
    const value: unknown = JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value)) : undefined;
  } catch {
    return undefined;
  }
};

const jwtAt = (window: string, anchor: number): Jwt | undefined => {
  const match = /^eyJ[\w-]{10,1000}\.(eyJ[\w-]{4,6000})\.([\w-]{0,1400})/.exec(window.slice(anchor));
  if (!match || /[\w-]/.test(window.charAt(anchor - 1))) return undefined;
  const [value] = match;
  const header = part(value.slice(0, value.indexOf('.')));
  const claims = part(match[1] ?? '');
  return header === undefined || claims === undefined || (header['alg'] === undefined && header['typ'] === undefined) ? undefined : { value, header, claims };
};

const text = (value: unknown): string | undefined =>
  typeof value === 'string' && value !== '' ? value : typeof value === 'number' ? String(value) : undefined;

const jwt = (row: {
  readonly id: string;
  readonly title: Row['title'];
  readonly opens: NonNullable<Row['opens']>;
  readonly severity: NonNullable<Row['severity']>;
  readonly is: (claims: Jwt['claims']) => boolean;
}): Row =>
  anchored({
    ...row,
    anchors: ['eyJ'],
    exact: true,
    window: { before: 1, after: 8400 },
    rank: 2,
    *find(window, anchor): Iterable<Candidate> {
      const found = jwtAt(window, anchor);
      if (found === undefined || !row.is(found.claims) || isPublished(found.value)) return;
      const { header, claims, value } = found;
      const expires = Number(claims['exp'] ?? Number.NaN);
      const expired = expires > 0 && expires * 1000 < Date.now();
      const unsigned = String(header['alg']).toLowerCase() === 'none' || value.endsWith('.');
      const bare = ['exp', 'iss', 'sub', 'role', 'iat', 'jti', 'aud'].every((claim) => claims[claim] === undefined);
      const facts = Object.fromEntries(
        (
          [
            ['issuer', claims['iss']],
            ['subject', claims['sub']],
            ['audience', Array.isArray(claims['aud']) ? claims['aud'][0] : claims['aud']],
            ['expires', claims['exp']],
            ['tenant', claims['tid']],
            ['object-id', claims['oid']],
            ['client-id', claims['appid'] ?? claims['azp']],
            ['client-email', claims['email']],
          ] as const
        ).flatMap(([name, one]) => {
          const said = text(one);
          return said === undefined ? [] : [[name, name === 'expires' ? new Date(Math.min(Number(said), 8e12) * 1000 || 0).toISOString() : said]];
        }),
      );
      yield {
        ...plain(value),
        start: anchor,
        end: anchor + value.length,
        confidence: bare ? 'possible' : 'likely',
        severity: expired || unsigned ? 'info' : undefined,
        facts,
        reasons: ['parsed', ...(expired ? ['expired'] : []), ...(unsigned ? ['alg-none'] : []), ...(bare ? ['no-claims'] : [])],
      };
    },
  });

const issuer = (claims: Jwt['claims']): string => text(claims['iss']) ?? '';
const entra = (claims: Jwt['claims']): boolean => /sts\.windows\.net|login\.microsoftonline/.test(issuer(claims));
const kubernetes = (claims: Jwt['claims']): boolean => (text(claims['sub']) ?? '').startsWith('system:serviceaccount:');
const google = (claims: Jwt['claims']): boolean => /accounts\.google\.com|gserviceaccount/.test(issuer(claims));
const supabase = (claims: Jwt['claims']): boolean => issuer(claims) === 'supabase';

/** Tokens whose text says whose they are and how long they live. */
export default family({
  vendor: 'any',
  severity: 'medium',
  fix: {
    en: 'Revoke the session or wait for its expiry; tokens without one need a new signing key. Then take it out.',
    ja: 'セッションを失効させるか、期限切れを待ちます。有効期限のないトークンは署名鍵の変更が必要です。そのうえで取り除きます。',
  },
  opens: { en: 'What its subject may do, until it expires.', ja: '有効期限まで、そのサブジェクトに許可された操作' },
  rows: [
    jwt({
      id: 'azure-entra-jwt',
      title: { en: 'Entra ID access token', ja: 'Entra ID のアクセストークン' },
      opens: { en: 'What its application or user may do, for about an hour.', ja: '約 1 時間、アプリケーションや利用者に許可された操作' },
      severity: 'high',
      is: entra,
    }),
    jwt({
      id: 'k8s-sa-token',
      title: { en: 'Kubernetes service account token', ja: 'Kubernetes のサービスアカウントトークン' },
      opens: { en: 'The cluster, and cloud roles that trust its issuer.', ja: 'クラスターと、発行者を信頼するクラウドのロール' },
      severity: 'high',
      is: kubernetes,
    }),
    jwt({
      id: 'gcp-idtoken',
      title: { en: 'Google identity token', ja: 'Google の ID トークン' },
      opens: { en: 'Services that accept the identity, for an hour.', ja: '1 時間、その ID を受け入れるサービス' },
      severity: 'medium',
      is: google,
    }),
    jwt({
      id: 'supabase-jwt',
      title: { en: 'Supabase key', ja: 'Supabase のキー' },
      opens: { en: 'With the role service_role: all data past row level security.', ja: 'service_role の場合、行レベルセキュリティを越えた全データ' },
      severity: 'high',
      is: (claims) => supabase(claims) && claims['role'] !== 'anon',
    }),
    jwt({
      id: 'supabase-anon-jwt',
      title: { en: 'Supabase anonymous key', ja: 'Supabase の anon キー' },
      opens: { en: 'What row level security leaves open; it is public by design.', ja: '行レベルセキュリティで許可された範囲(公開が前提のキーです)' },
      severity: 'info',
      is: (claims) => supabase(claims) && claims['role'] === 'anon',
    }),
    jwt({
      id: 'jwt',
      title: { en: 'JSON web token', ja: 'JSON Web Token' },
      opens: { en: 'What its subject may do, until it expires.', ja: '有効期限まで、そのサブジェクトに許可された操作' },
      severity: 'medium',
      is: (claims) => !entra(claims) && !kubernetes(claims) && !google(claims) && !supabase(claims),
    }),
  ],
});
