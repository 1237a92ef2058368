import { looksRandom } from '../../randomness.ts';
import { isPlaceholder, isReference } from '../../placeholder.ts';
import { anchored, backed, family, named, patterned, plain, prefixed } from '../family.ts';

const field = (text: string, name: string): string | undefined => new RegExp(String.raw`\\?"${name}\\?"\s{0,8}:\s{0,8}\\?"([^"\\]{1,300})`).exec(text)?.[1];
const facts = (pairs: Readonly<Record<string, string | undefined>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(pairs).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));

/** https://cloud.google.com/docs/authentication */
export default family({
  vendor: 'Google Cloud',
  severity: 'critical',
  fix: {
    en: 'Delete the key in IAM, look in the audit logs for what it did, use workload identity federation instead, then take it out.',
    ja: 'IAM でキーを削除し、監査ログで利用履歴を確認します。Workload Identity 連携へ移行したうえで取り除きます。',
  },
  opens: { en: 'What the roles of its service account permit.', ja: 'サービスアカウントのロールで許可されたすべての操作' },
  rows: [
    anchored({
      id: 'gcp-sa-json',
      title: { en: 'Google Cloud service account key', ja: 'Google Cloud のサービスアカウントキー' },
      anchors: ['"private_key"', '\\"private_key\\"'],
      exact: true,
      window: { before: 3000, after: 6000 },
      rank: 3,
      *find(window, anchor) {
        const key =
          /^\\?"private_key\\?"\s{0,8}:\s{0,8}\\?"(-----BEGIN (?:RSA )?PRIVATE KEY-----[^"]{100,5500}?-----END (?:RSA )?PRIVATE KEY-----(?:\\+n)?)/.exec(
            window.slice(anchor),
          );
        const body = key?.[1];
        if (!key || body === undefined) return;
        // The object it stands in, as far as braces tell.
        const from = window.lastIndexOf('{', anchor);
        const to = window.indexOf('}', anchor + key[0].length);
        const object = window.slice(Math.max(from, 0), to < 0 ? undefined : to);
        const email = field(object, 'client_email');
        const keyId = field(object, 'private_key_id');
        if (email === undefined && keyId === undefined && !object.includes('service_account')) return;
        if (body.length < 180 || /\.\.\.|xxxx|REDACTED|your/i.test(body)) return;
        const start = anchor + key[0].length - body.length;
        yield {
          ...plain(body.replace(/\\+n/g, '\n').trim()),
          start,
          end: start + body.length,
          confidence: email === undefined ? 'likely' : 'certain',
          facts: facts({ 'client-email': email, 'key-id': keyId, project: field(object, 'project_id'), 'client-id': field(object, 'client_id') }),
          reasons: ['parsed'],
        };
      },
    }),
    prefixed({
      id: 'gcp-api-key',
      title: { en: 'Google API key', ja: 'Google の API キー' },
      severity: 'medium',
      opens: { en: 'The APIs that the key is not restricted from, at the cost of the project.', ja: 'キーで制限されていない API(プロジェクトの課金対象)' },
      fix: {
        en: 'Restrict the key to its APIs and callers, or regenerate it; keys of web and mobile apps are public by design.',
        ja: 'キーの利用先 API と呼び出し元を制限するか、再生成します(Web・モバイルアプリのキーは公開が前提です)。',
      },
      prefix: 'AIza',
      charset: 'b64url',
      length: 35,
    }),
    prefixed({
      id: 'gcp-auth-key',
      title: { en: 'Google API key bound to a service account', ja: 'サービスアカウントに紐づく Google の API キー' },
      severity: 'high',
      prefix: 'AQ.',
      charset: 'b64url',
      length: [46, 56],
      like: /\d/,
    }),
    prefixed({
      id: 'gcp-oauth-secret',
      title: { en: 'Google OAuth client secret', ja: 'Google の OAuth クライアントシークレット' },
      severity: 'high',
      opens: { en: 'Sign-in in the name of the application.', ja: 'アプリケーション名義でのサインイン' },
      prefix: 'GOCSPX-',
      charset: 'b64url',
      length: 28,
    }),
    named({
      id: 'gcp-oauth-secret-old',
      title: { en: 'Google OAuth client secret of the old form', ja: 'Google の OAuth クライアントシークレット(旧形式)' },
      severity: 'high',
      vendor: ['google', 'googleusercontent', 'gcp', 'gmail'],
      name: /(?:clientsecret|secret)$/,
      shape: /^[\w-]{24}$/,
      accept: looksRandom,
    }),
    patterned({
      id: 'gcp-refresh-token',
      title: { en: 'Google refresh token', ja: 'Google のリフレッシュトークン' },
      opens: { en: 'The account of its user within the scopes, until revoked.', ja: '失効するまで、許可されたスコープ内での利用者のアカウント' },
      fix: {
        en: 'Remove the application under the third-party access of the account, then take it out.',
        ja: 'アカウントのサードパーティアクセスから解除したうえで取り除きます。',
      },
      anchors: ['1//0'],
      after: 120,
      pattern: /1\/\/0[\w-]{40,100}(?![\w-])/,
    }),
    patterned({
      id: 'gcp-access-token',
      title: { en: 'Google access token', ja: 'Google のアクセストークン' },
      severity: 'medium',
      opens: { en: 'The APIs of its scopes for an hour.', ja: '1 時間、スコープに含まれる API' },
      anchors: ['ya29.'],
      after: 1100,
      pattern: /ya29\.[\w-]{50,1000}(?![\w-])/,
    }),
    anchored({
      id: 'gcp-adc-user',
      title: { en: 'Google application default credentials of a user', ja: 'Google のアプリケーションデフォルト認証情報(ユーザー)' },
      opens: { en: 'Everything the user may do in Google Cloud.', ja: '利用者に許可された Google Cloud のすべての操作' },
      fix: {
        en: 'Run gcloud auth application-default revoke as the user, then take it out.',
        ja: '本人が gcloud auth application-default revoke を実行したうえで取り除きます。',
      },
      anchors: ['authorized_user'],
      exact: true,
      window: { before: 1500, after: 1500 },
      rank: 3,
      *find(window, anchor) {
        const from = Math.max(window.lastIndexOf('{', anchor), 0);
        const to = window.indexOf('}', anchor);
        const object = window.slice(from, to < 0 ? undefined : to);
        const token = /\\?"refresh_token\\?"\s{0,8}:\s{0,8}\\?"([^"\\]{20,300})/.exec(object);
        const value = token?.[1];
        if (!token || value === undefined || !looksRandom(value)) return;
        const start = from + token.index + token[0].length - value.length;
        yield {
          ...plain(value),
          start,
          end: start + value.length,
          confidence: 'certain',
          facts: facts({ 'client-id': field(object, 'client_id'), project: field(object, 'quota_project_id'), user: field(object, 'account') }),
          reasons: ['parsed'],
        };
      },
    }),
    anchored({
      id: 'gcp-hmac',
      title: { en: 'Google Cloud Storage HMAC key', ja: 'Google Cloud Storage の HMAC キー' },
      opens: { en: 'Objects that its service account or user may reach.', ja: 'サービスアカウントまたはユーザーがアクセスできるオブジェクト' },
      anchors: ['GOOG'],
      exact: true,
      window: { before: 300, after: 500 },
      *find(window, anchor) {
        const id = /^GOOG[A-Z0-9]{57}(?![A-Za-z0-9])|^GOOG[A-Z0-9]{20}(?![A-Za-z0-9])/.exec(window.slice(anchor, anchor + 62))?.[0];
        if (id === undefined || /[A-Za-z0-9]/.test(window.charAt(anchor - 1)) || !/\d/.test(id)) return;
        const secret = secretNear(window, anchor, anchor + id.length);
        if (secret === undefined)
          yield {
            ...plain(id),
            start: anchor,
            end: anchor + id.length,
            // As the id of an AWS key: its other half is seldom far.
            confidence: 'likely',
            severity: 'low',
            reasons: ['identifier-only'],
            facts: { 'key-id': id },
          };
        else
          yield {
            ...plain(secret.value),
            ...secret,
            confidence: 'certain',
            facts: { 'key-id': id },
            reasons: ['beside-its-id'],
            with: { start: anchor, end: anchor + id.length, value: id },
          };
      },
    }),
    named({
      id: 'gcp-hmac-secret',
      title: { en: 'Google Cloud Storage HMAC secret by name', ja: 'Google Cloud Storage の HMAC シークレット(名前による判定)' },
      vendor: ['gcs', 'hmac', 'gssecret', 'gs_secret', 'storage.googleapis', 'goog'],
      name: /(?:secret|secretkey|secretaccesskey|hmackey)$/,
      shape: /^[A-Za-z0-9+/]{40}$/,
      accept: looksRandom,
    }),
    patterned({
      id: 'gcp-signed-url',
      title: { en: 'Google Cloud Storage signed URL', ja: 'Google Cloud Storage の署名付き URL' },
      severity: 'medium',
      opens: { en: 'One object, until it expires.', ja: '有効期限まで、特定のオブジェクト' },
      fix: { en: 'Wait for its expiry or delete the key that signed it.', ja: '失効を待つか、署名に使われたキーを削除します。' },
      anchors: ['X-Goog-Credential=', 'GoogleAccessId='],
      exact: false,
      before: 600,
      after: 1800,
      pattern: /(?:X-Goog-Credential|GoogleAccessId)=[\w.-]{1,80}(?:@|%40)[^\s"'<>]{40,1700}/i,
      accept: (value) => /(?:X-Goog-Signature=[0-9a-f]{64,}|Signature=[\w%+/-]{60,})/i.test(value),
      rank: 3,
      repetitive: true,
      facts: (match) => {
        const expires = /(?:^|&)Expires=(\d{9,11})(?!\d)/.exec(match[0])?.[1] ?? signedUntil(match[0]);
        return {
          'client-email': (/=([\w.-]+(?:@|%40)[\w.-]+?)(?:%2F|\/|&|$)/i.exec(match[0])?.[1] ?? '').replace('%40', '@'),
          ...(expires === undefined ? {} : { expires }),
          ...bucketFact(match.input.slice(0, match.index)),
        };
      },
    }),
    backed({
      id: 'firebase-fcm-legacy',
      title: { en: 'Firebase Cloud Messaging server key', ja: 'Firebase Cloud Messaging のサーバーキー' },
      severity: 'high',
      opens: { en: 'Push messages to every device of the app.', ja: 'アプリの全端末へのプッシュ通知' },
      anchors: [':APA91b'],
      before: 11,
      lead: /(?<![\w-])AAAA[\w-]{7}$/,
      after: 150,
      pattern: /:APA91b[\w-]{134}(?![\w-])/,
    }),
    named({
      id: 'recaptcha-secret',
      title: { en: 'reCAPTCHA secret', ja: 'reCAPTCHA のシークレットキー' },
      severity: 'low',
      opens: { en: 'Answers of the check can be verified by others.', ja: '第三者による検証 API の利用' },
      vendor: ['captcha'],
      name: /(?:secret|secretkey|private|privatekey)$/,
      shape: /^6L[\w-]{38}$/,
    }),
    anchored({
      id: 'gcp-cloudsql-conn',
      title: { en: 'Cloud SQL connection with password', ja: 'パスワード付きの Cloud SQL 接続文字列' },
      opens: { en: 'The data of the instance as its user.', ja: 'そのユーザーとしてのインスタンスのデータ' },
      fix: {
        en: 'Change the password of the database user, or use IAM authentication, then take it out.',
        ja: 'データベースユーザーのパスワードを変更するか IAM 認証へ移行したうえで取り除きます。',
      },
      anchors: ['/cloudsql/', '%2fcloudsql%2f'],
      exact: false,
      window: { before: 300, after: 160 },
      rank: 3,
      *find(window, anchor) {
        const lineStart = Math.max(window.lastIndexOf('\n', anchor), window.lastIndexOf('"', anchor), window.lastIndexOf("'", anchor)) + 1;
        const lead = window.slice(lineStart, anchor);
        // user:password@ before it, or password=… on either side.
        const url = /(?:\/\/|^|=|\s)([\w.%-]{1,64}):([^@\s:/]{3,128})@/.exec(lead);
        const keyword = url ? undefined : /(?:password|pwd)=([^\s&;"']{3,128})/i.exec(window.slice(lineStart, anchor + 150));
        const value = url?.[2] ?? keyword?.[1];
        const match = url ?? keyword;
        if (value === undefined || !match || isReference(value) || isPlaceholder(value)) return;
        const start = lineStart + match.index + match[0].lastIndexOf(value);
        const instance = /^(?:\/|%2f)cloudsql(?:\/|%2f)([\w.-]+(?::|%3a)[\w-]+(?::|%3a)[\w-]+)/i.exec(window.slice(anchor))?.[1];
        yield {
          ...plain(value),
          start,
          end: start + value.length,
          confidence: 'certain',
          facts: facts({ instance: instance?.replace(/%3a/gi, ':'), user: url?.[1] }),
          reasons: ['whole-credential'],
        };
      },
    }),
  ],
});

/** `https://storage.googleapis.com/bucket/object?`, `https://bucket.storage.googleapis.com/object?`. */
const bucketFact = (lead: string): Readonly<Record<string, string>> => {
  const url = /https:\/\/(?:storage\.(?:googleapis|cloud\.google)\.com\/([\w.-]{3,63})|([\w.-]{3,63})\.storage\.googleapis\.com)\/[^\s"'<>]{0,400}$/.exec(lead);
  return facts({ bucket: url?.[1] ?? url?.[2] });
};

/** ISO time at which a signed URL of the fourth version ends. */
const signedUntil = (url: string): string | undefined => {
  const date = /X-Goog-Date=(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z/i.exec(url);
  const seconds = /X-Goog-Expires=(\d{1,7})/i.exec(url)?.[1];
  if (!date || seconds === undefined) return undefined;
  const [year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0] = date.slice(1).map(Number);
  return new Date(Date.UTC(year, month - 1, day, hour, minute, second + Number(seconds))).toISOString();
};

const secretNear = (window: string, idStart: number, idEnd: number): { readonly value: string; readonly start: number; readonly end: number } | undefined => {
  const pattern = /[A-Za-z0-9+/]{40,}/g;
  const found = [...window.matchAll(pattern)].filter(
    (one) => one[0].length === 40 && one.index !== idStart && /[a-z]/.test(one[0]) && looksRandom(one[0]) && !/^[0-9a-f]+$/.test(one[0]),
  );
  const distance = (at: number): number => (at > idEnd ? at - idEnd : idStart - at);
  const first = found.toSorted((a, b) => distance(a.index) - distance(b.index))[0];
  return first && { value: first[0], start: first.index, end: first.index + 40 };
};
