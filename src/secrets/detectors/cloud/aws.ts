import { awsAccountOf } from '../../checksums.ts';
import { entropyHolds, looksRandom } from '../../randomness.ts';
import type { Candidate } from '../../secret.ts';
import { anchored, family, named, patterned, plain, prefixed, runOf } from '../family.ts';

const accountOf = (id: string): Readonly<Record<string, string>> => {
  const account = awsAccountOf(id);
  return { 'key-id': id, ...(account === undefined ? {} : { account }) };
};

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-unique-ids */
export default family({
  vendor: 'AWS',
  severity: 'critical',
  fix: {
    en: 'Deactivate the key in IAM, look in CloudTrail for what it did, issue a new one or better a role, delete the old one, then take it out.',
    ja: 'IAM でキーを無効化し、CloudTrail で利用履歴を確認します。再発行するか、できればロールへ移行し、旧キーを削除したうえで取り除きます。',
  },
  opens: { en: 'What the policies of its IAM user or role permit.', ja: '対応する IAM ユーザーまたはロールのポリシーで許可されたすべての操作' },
  rows: [
    prefixed({
      id: 'aws-access-key-id',
      title: { en: 'AWS access key id', ja: 'AWS のアクセスキー ID' },
      severity: 'high',
      prefix: 'AKIA',
      charset: 'b32',
      length: 16,
      facts: accountOf,
    }),
    prefixed({
      id: 'aws-temp-key-id',
      title: { en: 'AWS temporary access key id', ja: 'AWS の一時アクセスキー ID' },
      severity: 'low',
      opens: {
        en: 'Nothing without its secret and session token; at most 36 hours with them.',
        ja: '単体では利用できません。シークレットとセッショントークンがそろうと、最長 36 時間有効です。',
      },
      prefix: 'ASIA',
      charset: 'b32',
      length: 16,
      facts: accountOf,
    }),
    prefixed({
      id: 'aws-bearer-id',
      title: { en: 'AWS bearer or context credential id', ja: 'AWS の STS ベアラー・コンテキスト資格情報の ID' },
      severity: 'low',
      prefix: ['ABIA', 'ACCA'],
      charset: 'b32',
      length: 16,
      confidence: 'possible',
    }),
    anchored({
      id: 'aws-secret-access-key',
      title: { en: 'AWS secret access key', ja: 'AWS のシークレットアクセスキー' },
      anchors: ['AKIA', 'ASIA', 'secret', 'SECRET', 'Secret'],
      exact: true,
      window: { before: 400, after: 700 },
      find: secretsIn,
    }),
    patterned({
      id: 'aws-session-token',
      title: { en: 'AWS session token', ja: 'AWS のセッショントークン' },
      severity: 'high',
      opens: {
        en: 'What its role permits, for at most 36 hours, with the key beside it.',
        ja: '併記されたキーと合わせ、最長 36 時間、ロールに許可されたすべての操作',
      },
      anchors: ['IQoJb3JpZ2lu', 'FwoGZXIvYXdz', 'FQoGZXIvYXdz', 'AQoDYXdz'],
      after: 2100,
      pattern: /(?:IQoJb3JpZ2lu|FwoGZXIvYXdz|FQoGZXIvYXdz|AQoDYXdz)[A-Za-z0-9+/%]{100,2000}={0,2}/,
    }),
    patterned({
      id: 'aws-bedrock-long',
      title: { en: 'Amazon Bedrock API key', ja: 'Amazon Bedrock の API キー' },
      opens: { en: 'Bedrock models as its IAM user.', ja: '対応する IAM ユーザーとしての Bedrock の利用' },
      anchors: ['ABSK'],
      after: 290,
      pattern: /ABSK[A-Za-z0-9+/]{100,270}={0,2}/,
      accept: (value) => /-at-\d{12}:/.test(bedrockText(value)) || looksRandom(value.slice(4, 64)),
      facts: (match) => {
        const found = /^([\w+=,.@-]{1,80}?)(?:-at-)(\d{12}):/.exec(bedrockText(match[0]));
        return found ? { user: found[1] ?? '', account: found[2] ?? '' } : {};
      },
    }),
    patterned({
      id: 'aws-bedrock-short',
      title: { en: 'Amazon Bedrock API key of a session', ja: 'Amazon Bedrock の短期 API キー' },
      severity: 'medium',
      opens: { en: 'Bedrock models as its role, for at most 12 hours.', ja: '最長 12 時間、ロールとしての Bedrock の利用' },
      anchors: ['bedrock-api-key-'],
      after: 2100,
      pattern: /bedrock-api-key-[A-Za-z0-9+/_-]{100,2000}={0,2}/,
    }),
    named({
      id: 'aws-ses-smtp',
      title: { en: 'Amazon SES SMTP password', ja: 'Amazon SES の SMTP パスワード' },
      severity: 'high',
      opens: { en: 'Sending mail in the name of the verified domains.', ja: '検証済みドメイン名義でのメール送信' },
      vendor: ['ses', 'email-smtp', 'smtp', 'mail'],
      name: /(?:password|pass|secret|pwd)$/,
      shape: /^[AB][A-Za-z0-9+/]{43}$/,
      accept: (value) => [2, 4].includes(Buffer.from(value, 'base64')[0] ?? 0) && looksRandom(value),
    }),
    patterned({
      id: 'aws-git-credential',
      title: { en: 'AWS CodeCommit or Keyspaces credential', ja: 'AWS CodeCommit・Keyspaces の認証情報' },
      severity: 'high',
      opens: { en: 'Repositories or tables as its IAM user.', ja: '対応する IAM ユーザーとしてのリポジトリ・テーブルの利用' },
      anchors: ['-at-'],
      before: 66,
      after: 160,
      pattern: /-at-\d{12}["']?(?::|["',\s]{1,4}(?:\w{1,20}\s{0,3}[:=]\s{0,3})?["']?)([A-Za-z0-9+/%]{40,60}={0,2})(?![A-Za-z0-9+/])/,
      accept: looksRandom,
      facts: (match) => {
        const user = /[\w+=,.@-]{1,64}$/.exec(match.input.slice(0, match.index))?.[0];
        return { account: match[0].slice(4, 16), ...(user === undefined ? {} : { user }) };
      },
    }),
    anchored({
      id: 'aws-console-password',
      title: { en: 'AWS console credentials file', ja: 'AWS コンソールの認証情報 CSV' },
      anchors: ['console login link', 'console sign-in url', 'console password', 'sign-in url'],
      exact: false,
      window: { before: 200, after: 600 },
      rank: 3,
      *find(window, anchor) {
        // User name, Password, (Access key ID, Secret access key,) Console login link
        const head = window.slice(window.lastIndexOf('\n', anchor) + 1, anchor);
        if (!/password/i.test(head) || !head.includes(',')) return;
        const column = head.split(',').findIndex((one) => /^"?password/i.test(one.trim()));
        const lineStart = window.indexOf('\n', anchor) + 1;
        if (lineStart === 0) return;
        const line = window.slice(lineStart, window.indexOf('\n', lineStart) < 0 ? undefined : window.indexOf('\n', lineStart));
        const cells = line.split(',');
        const value = cells[column]?.trim() ?? '';
        if (value.length < 6) return;
        const start = lineStart + cells.slice(0, column).join(',').length + (column > 0 ? 1 : 0);
        const account = /\/\/(\d{12}|[\w-]+)\.signin\.aws/.exec(line)?.[1];
        yield {
          ...plain(value),
          start,
          end: start + value.length,
          confidence: 'certain',
          facts: { user: cells[0] ?? '', ...(account === undefined ? {} : { account }) },
          reasons: ['whole-credential'],
        };
      },
    }),
    patterned({
      id: 'aws-presigned-url',
      title: { en: 'AWS presigned URL', ja: 'AWS の署名付き URL' },
      severity: 'medium',
      opens: { en: 'One object or call, until it expires (seven days at most).', ja: '有効期限まで(最長 7 日)、特定のオブジェクトや API 呼び出し' },
      fix: { en: 'Wait for its expiry or deactivate the key that signed it.', ja: '失効を待つか、署名に使われたキーを無効化します。' },
      anchors: ['X-Amz-Credential='],
      exact: false,
      before: 600,
      after: 2600,
      pattern: /X-Amz-Credential=[A-Z0-9]{16,24}(?:%2F|\/)\d{8}(?:%2F|\/)[\w-]{4,20}(?:%2F|\/)[^\s"'<>]{20,2400}/i,
      accept: (value) => /X-Amz-Signature=[0-9a-f]{64}/i.test(value),
      rank: 3,
      repetitive: true,
      facts: (match) => {
        const host = /https:\/\/([\w.-]{3,200})\/[^\s"'<>]{0,500}$/.exec(match.input.slice(0, match.index))?.[1];
        return { ...accountOf(/Credential=([A-Z0-9]{20})/i.exec(match[0])?.[1] ?? ''), expires: expiryOf(match[0]), ...(host === undefined ? {} : { host }) };
      },
    }),
    patterned({
      id: 'aws-eks-token',
      title: { en: 'Amazon EKS token', ja: 'Amazon EKS のトークン' },
      severity: 'medium',
      opens: { en: 'The cluster as the role that signed it, for 15 minutes.', ja: '署名したロールとして、15 分間クラスターを利用' },
      anchors: ['k8s-aws-v1.'],
      after: 2100,
      pattern: /k8s-aws-v1\.[\w-]{80,2000}/,
      rank: 3,
    }),
    patterned({
      id: 'aws-ecr-token',
      title: { en: 'Amazon ECR login', ja: 'Amazon ECR のログイントークン' },
      severity: 'medium',
      opens: { en: 'Images of the registry, for 12 hours.', ja: '12 時間、レジストリのイメージ' },
      anchors: ['QVdTOmV5'],
      after: 3100,
      pattern: /QVdTOmV5[A-Za-z0-9+/]{300,3000}={0,2}/,
      rank: 3,
    }),
    anchored({
      id: 'aws-sso-cache',
      title: { en: 'AWS SSO cache', ja: 'AWS SSO のキャッシュ' },
      severity: 'high',
      opens: { en: 'Roles of the user in every account of the portal, until it expires.', ja: '有効期限まで、ポータルで割り当てられた全アカウントのロール' },
      anchors: ['"startUrl"'],
      exact: true,
      window: { before: 4000, after: 4000 },
      rank: 3,
      *find(window, anchor) {
        const token = /"(?:accessToken|refreshToken|clientSecret)"\s{0,4}:\s{0,4}"([\w.+/=:-]{40,3000})"/.exec(window);
        if (!token) return;
        const url = /"startUrl"\s{0,4}:\s{0,4}"([^"]{8,200})"/.exec(window.slice(anchor))?.[1];
        const start = token.index + token[0].indexOf(token[1] ?? '');
        yield {
          ...plain(token[1] ?? ''),
          start,
          end: start + (token[1] ?? '').length,
          confidence: 'likely',
          facts: url === undefined ? {} : { host: url },
          reasons: ['parsed'],
        };
      },
    }),
    prefixed({
      id: 'aws-appsync-key',
      title: { en: 'AWS AppSync API key', ja: 'AWS AppSync の API キー' },
      severity: 'medium',
      opens: { en: 'Queries of the API that accept keys.', ja: 'API キー認証を許可した API のクエリ' },
      prefix: 'da2-',
      charset: 'b36',
      length: 26,
    }),
    named({
      id: 'aws-apigw-key',
      title: { en: 'Amazon API Gateway key', ja: 'Amazon API Gateway の API キー' },
      severity: 'medium',
      opens: { en: 'The stages of its usage plan.', ja: '使用量プランに含まれるステージ' },
      vendor: ['execute-api', 'apigateway', 'xapikey', 'x-api-key'],
      name: /apikey$/,
      shape: /^[A-Za-z0-9]{30,128}$/,
      accept: looksRandom,
    }),
    patterned({
      id: 'aws-mws-token',
      title: { en: 'Amazon MWS token', ja: 'Amazon MWS のトークン' },
      anchors: ['amzn.mws.'],
      after: 60,
      pattern: /amzn\.mws\.[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/,
    }),
  ],
});

/** Where a profile of an ini file begins. */
const profile = /\n[ \t]{0,8}\[[^\]\n]{1,80}\][ \t\r]{0,8}(?=\n)/g;

/** An id and a secret of two profiles are no pair: the window ends at the heads of profiles round the anchor. */
function* secretsIn(wide: string, at: number): Iterable<Candidate> {
  let from = 0;
  let to = wide.length;
  if (wide.includes('\n['))
    for (const { index } of wide.matchAll(profile)) {
      if (index < at) from = index;
      else {
        to = index;
        break;
      }
    }
  const window = from === 0 && to === wide.length ? wide : wide.slice(from, to);
  for (const one of pairIn(window, at - from))
    yield {
      ...one,
      start: one.start + from,
      end: one.end + from,
      with: one.with && { ...one.with, start: one.with.start + from, end: one.with.end + from },
    };
}

function* pairIn(window: string, anchor: number): Iterable<Candidate> {
  const id = /^A[KS]IA[A-Z2-7]{16}(?![A-Za-z0-9])/.exec(window.slice(anchor, anchor + 21))?.[0];
  const from = id === undefined ? anchor : Math.max(0, anchor - 300);
  // Other stores speak of a secret key too; only Amazon of a secret access key.
  const name = window.slice(Math.max(0, anchor - 24), anchor + 24);
  const named =
    id !== undefined ||
    /secret[_.-]?access[_.-]?key/i.test(name) ||
    (/secret[_.-]?key/i.test(name) && /aws|amazon|\bs3\b|dynamo|A[KS]IA/i.test(window.slice(Math.max(0, anchor - 200), anchor)));
  if (!named) return;
  // By name: the value stands right behind; beside an id: anywhere in the block.
  const to = id === undefined ? Math.min(window.length, anchor + 120) : Math.min(window.length, anchor + 500);
  let lines = 0;
  for (let at = from; at < to; at++) {
    if (id === undefined && window.charCodeAt(at) === 10 && ++lines > 1) return;
    const run = runOf(window, at, 'b64', 200);
    if (run === 0) continue;
    // `key=` before the value belongs to neither alphabet; a path or a longer token is another thing.
    const value = window.slice(at, at + run);
    const end = at + run;
    if (run === 40 && window.charCodeAt(end) !== 61 && isSecret(value)) {
      const beside = id !== undefined || /[:=]/.test(window.slice(anchor, at));
      if (beside) {
        const nearest = id ?? idBefore(window, at);
        const idAt = nearest === undefined ? -1 : id === undefined ? window.lastIndexOf(nearest, at) : anchor;
        yield {
          ...plain(value),
          start: at,
          end,
          confidence: nearest === undefined ? 'likely' : 'certain',
          facts: nearest === undefined ? {} : accountOf(nearest),
          reasons: [nearest === undefined ? 'named-secret' : 'beside-its-id'],
          with: nearest === undefined ? undefined : { start: idAt, end: idAt + nearest.length, value: nearest },
        };
        return;
      }
    }
    at = end;
  }
}

const idBefore = (window: string, at: number): string | undefined => {
  const from = Math.max(window.lastIndexOf('AKIA', at), window.lastIndexOf('ASIA', at));
  return from < 0 ? undefined : /^A[KS]IA[A-Z2-7]{16}(?![A-Za-z0-9])/.exec(window.slice(from, from + 21))?.[0];
};

const isSecret = (value: string): boolean =>
  /[a-z]/.test(value) && /[A-Z]/.test(value) && /\d/.test(value) && entropyHolds(value, 'b64') && !/[A-Za-z]{3,}\/[a-z]{3,}\/[a-z]{3,}|[a-z]{12}/.test(value);

const bedrockText = (value: string): string => Buffer.from(value.slice(4), 'base64').toString('latin1');

/** ISO time at which a presigned URL ends. */
const expiryOf = (url: string): string => {
  const date = /X-Amz-Date=(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z/i.exec(url);
  const seconds = Number(/X-Amz-Expires=(\d{1,7})/i.exec(url)?.[1] ?? Number.NaN);
  if (!date || Number.isNaN(seconds)) return '';
  const [year, month, day, hour, minute, second] = date.slice(1).map(Number);
  return new Date(Date.UTC(year ?? 0, (month ?? 1) - 1, day ?? 1, hour ?? 0, minute ?? 0, (second ?? 0) + seconds)).toISOString();
};
