import { isHash, notASecret } from '../../placeholder.ts';
import { looksRandom } from '../../randomness.ts';
import { settingsAround } from '../../settings-list.ts';
import type { Candidate } from '../../secret.ts';
import { credential } from '../credential.ts';
import { anchored, family, patterned } from '../family.ts';
import { serverPassword } from '../server-password.ts';

const scheme = /([a-z][a-z0-9+]{1,30}):\/\/$/i;
const databases =
  /^(?:postgres(?:ql)?|mysql2?|mariadb|mongodb|mongodb\+srv|rediss?|amqps?|mssql|sqlserver|clickhouse(?:s|\+native)?|oracle|cockroachdb|db2|cassandra|neo4j|bolt|neo4j\+s|influxdb|memcached|couchdb|hive|presto|trino|snowflake|redshift|nats|stomp|kafka|ldaps?|libsql|tds|vertica|ch|tcp|sqlalchemy)(?:\+[a-z0-9_]+)?$/i;

const farthest = 617;

/** Whether an @ stands in the word that begins at `from`: most addresses have none, and this is asked of each. */
const holdsAt = (text: string, from: number): boolean => {
  const end = Math.min(text.length, from + farthest);
  for (let i = from; i < end; i++) {
    const c = text.charCodeAt(i);
    if (c === 64) return i > from + 2;
    if (c <= 32 || c === 34 || c === 39 || c === 96 || c === 60 || c === 62) return false;
  }
  return false;
};

const mayHoldUser = (text: string, at: number): boolean => holdsAt(text, at + 3);

function* userInfo(window: string, anchor: number, ofDatabase: boolean): Iterable<Candidate> {
  const name = scheme.exec(window.slice(Math.max(0, anchor - 34), anchor + 3))?.[1] ?? '';
  if (databases.test(name) !== ofDatabase) return;
  // `sqlserver://host:1433;user=app@acme;password=x` is a list of settings, read as one.
  if (/^[^\s"'`<>@]{1,200};[A-Za-z ]{1,30}=/.test(window.slice(anchor + 3, anchor + 240))) return;
  // Up to the last @ before the path: passwords may hold @ and #, hosts may not. A slash in a password is seen if no @ stands before it.
  const rest = /^[^\s"'`<>\\|^]{4,600}/.exec(window.slice(anchor + 3))?.[0] ?? '';
  const slash = rest.indexOf('/');
  const within = slash < 0 ? rest.length : slash;
  const before = rest.lastIndexOf('@', within);
  const at = before >= 0 ? before : rest.indexOf('@');
  const next = rest.indexOf('/', at);
  const authority = rest.slice(0, next < 0 ? rest.length : next);
  const colon = authority.indexOf(':');
  if (at < 0 || colon < 0 || colon > at - 2) return;
  const user = authority.slice(0, colon);
  const password = authority.slice(colon + 1, at);
  // `http://host:80/path@x`, templates, and lists of hosts.
  if (/^(?:pserver|ext):/.test(password)) return;
  if (/[/\s]/.test(user) || user.length > 128 || password.length > 256 || /^\d{2,5}\//.test(password)) return;
  const host = /^[^/:?,;&]{0,200}/.exec(authority.slice(at + 1))?.[0] ?? '';
  const start = anchor + 3 + colon + 1;
  const found = credential(password, start, start + password.length, host, user, { scheme: name.toLowerCase() });
  if (found) yield ofDatabase || found.confidence !== 'certain' ? found : { ...found, confidence: 'likely' };
}

/** Passwords and tokens that stand with the address they open. */
export default family({
  vendor: 'any',
  severity: 'critical',
  ...serverPassword,
  rows: [
    anchored({
      id: 'database-url',
      title: { en: 'Database or broker URL with password', ja: 'パスワード付きのデータベース・ブローカー URL' },
      anchors: ['://'],
      exact: true,
      window: { before: 34, after: farthest + 3 },
      may: mayHoldUser,
      rank: 3,
      find: (window, anchor) => userInfo(window, anchor, true),
    }),
    anchored({
      id: 'url-userinfo',
      title: { en: 'URL with password', ja: 'パスワード付きの URL' },
      severity: 'high',
      opens: { en: 'The service as its user.', ja: 'そのユーザーとしてのサービス' },
      anchors: ['://'],
      exact: true,
      window: { before: 34, after: farthest + 3 },
      may: mayHoldUser,
      rank: 1,
      find: (window, anchor) => userInfo(window, anchor, false),
    }),
    anchored({
      id: 'database-dsn',
      title: { en: 'Connection string with password', ja: 'パスワード付きの接続文字列' },
      anchors: ['password=', 'pwd=', 'passwd=', 'password =', 'pwd ='],
      exact: false,
      window: { before: 700, after: 500 },
      rank: 3,
      *find(window, anchor) {
        // ADO.NET and ODBC: a list with a server. JDBC: parameters behind its URL. libpq: words.
        const all = settingsAround(window, anchor, ';', 600);
        const server = ['server', 'datasource', 'addr', 'address', 'networkaddress', 'host', 'hostname', 'servername', 'dsn']
          .map((name) => all.get(name)?.value)
          .find((value) => value !== undefined);
        const listed = all.get('password') ?? all.get('pwd') ?? all.get('passwd');
        if (server !== undefined && listed !== undefined) {
          const value = listed.value.replace(/^[{'"]|[}'"]$/g, '');
          const user = ['userid', 'uid', 'user', 'username'].map((name) => all.get(name)?.value).find((one) => one !== undefined) ?? '';
          if (azure.test(server)) return;
          const found = credential(value, listed.start, listed.end, hostOf(server), user);
          if (found) yield found;
          return;
        }
        const lineStart = Math.max(window.lastIndexOf('\n', anchor), anchor - 600) + 1;
        const lead = window.slice(lineStart, anchor);
        const value = /^(?:password|pwd|passwd)\s?=\s?'?([^\s&;"'`,<>)\\]{3,128})/i.exec(window.slice(anchor))?.[1];
        if (value === undefined) return;
        const around = `${lead}${window.slice(anchor, anchor + 300).split('\n')[0] ?? ''}`;
        const jdbc = /jdbc:[a-z0-9:]{2,40}:(?:\/\/|@)([^/:;?,\s"']{1,120})/i.exec(around);
        const libpq = /\bhost(?:addr)?=([^\s"';&]{1,120})/.exec(around);
        const host =
          jdbc?.[1] ??
          (/\b(?:dbname|user|port)=/.test(around) ? libpq?.[1] : undefined) ??
          (/[?&]$/.test(lead) ? /:\/\/([^/:?\s"']{1,120})/.exec(lead)?.[1] : undefined);
        // A list of Azure SQL has a kind of its own.
        if (host === undefined || (azure.test(host) && /jdbc:sqlserver/i.test(around))) return;
        const user = /[?&;\s](?:user|username|uid)\s?=\s?([^\s&;"']{1,80})/i.exec(around)?.[1] ?? '';
        const start = anchor + window.slice(anchor).indexOf(value, 4);
        const found = credential(value, start, start + value.length, host, user);
        if (found) yield found;
      },
    }),
    anchored({
      id: 'azure-sql-conn',
      title: { en: 'Azure SQL connection string', ja: 'Azure SQL の接続文字列' },
      anchors: ['password=', 'pwd=', 'password =', 'pwd ='],
      exact: false,
      window: { before: 700, after: 500 },
      rank: 3,
      *find(window, anchor) {
        const all = settingsAround(window, anchor, ';', 600);
        const entries = [...all.entries()];
        const listed = all.get('password') ?? all.get('pwd');
        const host =
          entries.map(([name, one]) => azure.exec(`${name}=${one.value}`)?.[1]).find((one) => one !== undefined) ??
          azure.exec(/jdbc:sqlserver:\/\/[^\s"'`;]{1,120}(?=;[^\s"'`]{0,400}$)/i.exec(window.slice(0, anchor))?.[0] ?? '')?.[1];
        if (listed === undefined || host === undefined) return;
        const user = ['userid', 'uid', 'user', 'username'].map((name) => all.get(name)?.value).find((one) => one !== undefined) ?? '';
        const found = credential(listed.value.replace(/^[{'"]|[}'"]$/g, ''), listed.start, listed.end, host, user);
        if (found) yield found;
      },
    }),
    anchored({
      id: 'go-dsn',
      title: { en: 'MySQL DSN with password', ja: 'パスワード付きの MySQL DSN' },
      anchors: ['@tcp(', '@unix(', '@cloudsql('],
      exact: true,
      window: { before: 200, after: 160 },
      rank: 3,
      *find(window, anchor) {
        const lead = /(?:^|[\s"'`=>])([\w.%+-]{1,64}):([!-~]{1,128})$/.exec(window.slice(Math.max(0, anchor - 196), anchor));
        if (!lead) return;
        const host = /\(([^):]{1,120})/.exec(window.slice(anchor))?.[1] ?? '';
        const value = lead[2] ?? '';
        const found = credential(value, anchor - value.length, anchor, host, lead[1] ?? '');
        if (found) yield found;
      },
    }),
    anchored({
      id: 'oracle-logon',
      title: { en: 'Oracle logon with password', ja: 'パスワード付きの Oracle 接続文字列' },
      anchors: ['jdbc:oracle:thin:', 'sqlplus ', 'sqlldr '],
      exact: false,
      window: { before: 1, after: 200 },
      rank: 3,
      *find(window, anchor) {
        const match =
          /^(?:jdbc:oracle:thin:|sqlplus(?:\s+-\w+)*\s+|sqlldr\s+(?:userid=)?)([\w$#]{1,40})\/(["\w$#!%^&*+.-]{3,64})@(?:\/\/)?([\w.-]{2,120})/i.exec(
            window.slice(anchor),
          );
        if (!match) return;
        const value = (match[2] ?? '').replaceAll('"', '');
        const start = anchor + match[0].indexOf('/', match[0].indexOf(match[1] ?? '')) + 1;
        const found = credential(value, start, start + value.length, match[3] ?? '', match[1] ?? '');
        if (found) yield found;
      },
    }),
    anchored({
      id: 'sql-password',
      title: { en: 'Password in SQL', ja: 'SQL 文中のパスワード' },
      opens: { en: 'The database as the user that it creates.', ja: '作成されるユーザーとしてのデータベース' },
      severity: 'high',
      anchors: [
        'identified by',
        'set password for',
        'with password',
        'encrypted password',
        " password '",
        'login password',
        'identified with',
        "password=n'",
        "password = n'",
        "password = '",
      ],
      exact: false,
      window: { before: 200, after: 160 },
      rank: 2,
      *find(window, anchor) {
        const lead = window.slice(Math.max(window.lastIndexOf('\n', anchor), window.lastIndexOf(';', anchor), 0), anchor);
        if (!/\b(?:create|alter|grant|set|drop)\b/i.test(lead + window.slice(anchor, anchor + 12))) return;
        const match =
          /^(?:identified (?:with \w+ )?by(?: password)?|set password for [^=\n]{1,60}=\s?password\(|with (?:login )?(?:encrypted )?password|encrypted password|login password|\s?password)\s{0,4}=?\s{0,4}N?(["'])([^"'\n]{3,128})\1/i.exec(
            window.slice(anchor),
          );
        // Oracle takes it without quotes.
        const bare = match ? undefined : /^identified by\s{1,4}((?=\w{0,20}\d)(?=\w{0,20}[A-Za-z])\w{6,40})(?=[\s;"']|$)/i.exec(window.slice(anchor));
        const value = match?.[2] ?? bare?.[1];
        const whole = match?.[0] ?? bare?.[0];
        if (whole === undefined || value === undefined || isHash(value) || /^\*[0-9A-F]{40}$/.test(value)) return;
        const start = anchor + whole.length - value.length - (bare ? 0 : 1);
        const user = /\b(?:user|role|login)\s+(?:if not exists\s+)?["'`[]?([\w.-]{1,64})/i.exec(lead)?.[1] ?? '';
        const found = credential(value, start, start + value.length, '', user);
        if (found) yield { ...found, confidence: found.confidence === 'certain' ? 'likely' : found.confidence };
      },
    }),
    anchored({
      id: 'basic-auth',
      title: { en: 'Basic authentication', ja: 'Basic 認証の認証情報' },
      severity: 'high',
      opens: { en: 'The service as its user.', ja: 'そのユーザーとしてのサービス' },
      anchors: ['basic '],
      exact: false,
      window: { before: 60, after: 420 },
      rank: 3,
      *find(window, anchor) {
        if (/[\w-]/.test(window.charAt(anchor - 1))) return;
        const body = /^basic\s{1,3}([A-Za-z0-9+/_-]{8,400}={0,2})/i.exec(window.slice(anchor))?.[1];
        if (body === undefined) return;
        const text = Buffer.from(body, 'base64').toString('latin1');
        const colon = text.indexOf(':');
        if (colon < 0 || /[^\x20-\x7e\x80-\xff]/.test(text) || /[\x80-\xff]{3}/.test(text)) return;
        const start = anchor + window.slice(anchor).indexOf(body);
        const found = credential(text.slice(colon + 1), start, start + body.length, '', text.slice(0, colon));
        if (found) yield { ...found, confidence: found.confidence === 'certain' ? 'likely' : found.confidence, reasons: [...found.reasons, 'decoded-base64'] };
      },
    }),
    patterned({
      id: 'bearer-token',
      title: { en: 'Bearer token', ja: 'Bearer トークン' },
      severity: 'high',
      opens: { en: 'The service as the holder of the token.', ja: 'トークン所有者としてのサービス' },
      anchors: ['bearer ', 'authorization: token ', 'authorization": "token ', 'bearer%20'],
      exact: false,
      after: 620,
      pattern: /(?:bearer|authorization"?: "?token)(?:\s{1,3}|%20)([A-Za-z0-9._~+/=-]{20,600})(?![A-Za-z0-9._~+/=-])/i,
      accept: (value) => looksRandom(value.replaceAll('.', '')) && !/^[a-z.]+\.[a-zA-Z.]+$/.test(value) && notASecret(value) === undefined,
      rank: 0,
      reasons: ['looks-random'],
    }),
  ],
});

const azure = /((?:[\w-]+\.)+(?:database\.windows\.net|database\.azure\.com|sql\.azuresynapse\.net|database\.usgovcloudapi\.net|database\.chinacloudapi\.cn))/i;
const hostOf = (server: string): string => server.replace(/^(?:tcp|np|lpc|admin):/i, '').replace(/[,\\:].*$/, '');
