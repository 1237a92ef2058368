import { isHash, notASecret } from '../../placeholder.ts';
import { looksRandom } from '../../randomness.ts';
import { settingsAround } from '../../settings-list.ts';
import type { Candidate } from '../../secret.ts';
import { anchored, family, patterned, plain } from '../family.ts';

const local =
  /^(?:localhost|127\.0\.0\.1|0\.0\.0\.0|\[?::1\]?|host\.docker\.internal|db|database|postgres(?:ql)?|mysql|mariadb|mongo(?:db)?|redis|rabbitmq|rabbit|cache|broker|mssql|clickhouse|elasticsearch)$/i;
const standIn =
  /^(?:pass(?:word|wd|w0rd)?|pwd|pw|secret|user(?:name)?|admin|root|postgres|mysql|test|guest|token|key|\[?(?:your|my|db)?_?-?(?:password|passwd|pass|pwd|token|api_?key|secret|auth_?token)\]?|p(?:ss)?|x+|\*+|foo|bar|baz|a|b|abc|123|1234|12345|example|pw\d?|pass\d)$/i;

const decode = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** A password that stands with its address. Stand-ins and machines that only one sees weigh less. */
const credential = (
  value: string,
  start: number,
  end: number,
  host: string,
  user: string,
  more: Readonly<Record<string, string>> = {},
): Candidate | undefined => {
  const password = decode(value);
  if (password.length < 3 || /\s/.test(password) || notASecret(password) !== undefined || isHash(password)) return undefined;
  if (/^(?:example|host(?:name)?|server|my[-_]?host|your[-_.\w]*)$/i.test(host) || /[<>{}$]/.test(host) || /[<>{}$*]/.test(password.slice(0, 1)))
    return undefined;
  const weak = standIn.test(password) || password === user;
  const here = local.test(host) || /(?:^|\.)example\.(?:com|org|net)$|\.(?:test|example|invalid)$/i.test(host);
  return {
    ...plain(password),
    start,
    end,
    confidence: weak ? 'possible' : here && /^[a-z]+$/i.test(password) ? 'possible' : here ? 'likely' : 'certain',
    severity: here ? 'medium' : undefined,
    facts: { ...(host === '' ? {} : { host }), ...(user === '' ? {} : { user: decode(user) }), ...more },
    reasons: ['whole-credential', ...(weak ? ['weak-word'] : []), ...(here ? ['local-host'] : [])],
  };
};

const scheme = /([a-z][a-z0-9+]{1,30}):\/\/$/i;
const databases =
  /^(?:postgres(?:ql)?|mysql2?|mariadb|mongodb|mongodb\+srv|rediss?|amqps?|mssql|sqlserver|clickhouse(?:s|\+native)?|oracle|cockroachdb|db2|cassandra|neo4j|bolt|neo4j\+s|influxdb|memcached|couchdb|hive|presto|trino|snowflake|redshift|nats|stomp|kafka|ldaps?|libsql|tds|vertica|ch|tcp|sqlalchemy)(?:\+[a-z0-9_]+)?$/i;

/** Whether an @ stands in the word that begins at `from`: most addresses have none, and this is asked of each. */
const holdsAt = (text: string, from: number): boolean => {
  for (let i = from; i < text.length; i++) {
    const c = text.charCodeAt(i);
    if (c === 64) return i > from + 2;
    if (c <= 32 || c === 34 || c === 39 || c === 96 || c === 60 || c === 62) return false;
  }
  return false;
};

function* userInfo(window: string, anchor: number, ofDatabase: boolean): Iterable<Candidate> {
  if (!holdsAt(window, anchor + 3)) return;
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
  fix: {
    en: 'Change the password at the server, keep the new one in a secret store, allow fewer networks to reach it, then take it out.',
    ja: 'サーバー側でパスワードを変更し、新しい値はシークレットストアに保管します。到達可能なネットワークも絞ったうえで取り除きます。',
  },
  opens: { en: 'The data of the server as its user.', ja: 'そのユーザーとしてのサーバーのデータ' },
  rows: [
    anchored({
      id: 'database-url',
      title: { en: 'Database or broker URL with password', ja: 'パスワード付きのデータベース・ブローカー URL' },
      anchors: ['://'],
      exact: true,
      window: { before: 34, after: 620 },
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
      window: { before: 34, after: 620 },
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
        if (host === undefined || (azure.test(host) && around.includes(';'))) return;
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
        const host = entries.map(([name, one]) => azure.exec(`${name}=${one.value}`)?.[1]).find((one) => one !== undefined);
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
    anchored({
      id: 'curl-user',
      title: { en: 'User and password on a command line', ja: 'コマンドラインのユーザー名・パスワード' },
      severity: 'high',
      opens: { en: 'The service as its user.', ja: 'そのユーザーとしてのサービス' },
      anchors: [' -u', ' --user', ' --proxy-user', ' --http-user'],
      exact: true,
      window: { before: 200, after: 220 },
      rank: 1,
      *find(window, anchor) {
        const lead = window.slice(window.lastIndexOf('\n', anchor - 1) + 1, anchor);
        if (!/\b(?:curl|wget|http|https|docker|helm|ldapsearch|smbclient|lftp|xh)\b/.test(lead) && !/\\\s*$|^\s*$/.test(lead)) return;
        const match = /^ (?:-u|--user|--proxy-user|--http-user)[\s=]{0,3}["']?([^\s:"'$<{]{1,80}):([^\s"'$<{][^\s"']{2,128})/.exec(window.slice(anchor));
        const value = match?.[2];
        if (!match || value === undefined) return;
        const start = anchor + match[0].length - value.length;
        const found = credential(
          value,
          start,
          start + value.length,
          /https?:\/\/([^/\s"':]{1,100})/.exec(window.slice(anchor).split('\n')[0] ?? '')?.[1] ?? '',
          match[1] ?? '',
        );
        if (found) yield { ...found, confidence: found.confidence === 'certain' ? 'likely' : found.confidence };
      },
    }),
    anchored({
      id: 'password-flag',
      title: { en: 'Password on a command line', ja: 'コマンドラインのパスワード' },
      severity: 'high',
      anchors: [
        'sshpass -p',
        'mysql ',
        'mysqldump ',
        'mysqladmin ',
        'docker login',
        'az login',
        'redis-cli ',
        'PGPASSWORD=',
        'mongo ',
        'mongosh ',
        'mongodump ',
        'htpasswd ',
        'net use ',
        'psexec ',
        'PSEXEC ',
        'PsExec ',
        'psExec ',
        'PsExec.exe ',
        'PSEXEC.EXE ',
        'psexec.exe ',
        'rabbitmqctl add_user',
        'chpasswd',
        'influx ',
        'podman login',
        'helm registry login',
        'oc login',
        'vault login',
        'openssl ',
        'keytool ',
        'zip -P',
        'bcp ',
        'sqlcmd ',
        'smbclient ',
        'net user ',
        'ldapsearch ',
        'ldapadd ',
        'ldapmodify ',
        'az sql ',
        'az vm ',
        'schtasks ',
        'ipmitool ',
        'exp userid=',
        'imp userid=',
        '7z ',
        'mount.cifs ',
        'snmpget ',
        'Connect-VIServer ',
        'createUser ',
      ],
      exact: true,
      window: { before: 200, after: 420 },
      rank: 1,
      *find(window, anchor) {
        if (/[\w-]/.test(window.charAt(anchor - 1))) return;
        const command = /^(?:[^\n\\|&]|\\\n|\\[^\n]){0,400}/.exec(window.slice(anchor))?.[0] ?? '';
        const match = commandPassword(command, window.slice(Math.max(0, anchor - 120), anchor));
        if (match === undefined) return;
        const start = match.before ? anchor - match.at : anchor + match.at;
        const found = credential(match.value, start, start + match.value.length, '', '');
        if (found) yield { ...found, confidence: found.confidence === 'certain' ? 'likely' : found.confidence, reasons: ['named-secret'] };
      },
    }),
    patterned({
      id: 'powershell-password',
      title: { en: 'Password in PowerShell', ja: 'PowerShell に書かれたパスワード' },
      severity: 'high',
      anchors: ['convertto-securestring'],
      exact: false,
      after: 140,
      pattern: /ConvertTo-SecureString\s{1,4}(?:-String\s{1,4})?["']([^"'$\s]{6,100})["']/i,
      accept: (value) => notASecret(value) === undefined,
      rank: 1,
      reasons: ['named-secret'],
    }),
    anchored({
      id: 'call-login',
      title: { en: 'User and password in a call', ja: '関数呼び出しに書かれたユーザー名・パスワード' },
      severity: 'high',
      opens: { en: 'The service as its user.', ja: 'そのユーザーとしてのサービス' },
      anchors: [
        '.login(',
        '.authenticate(',
        '.basicauth(',
        'httpbasicauth(',
        '.auth(',
        'networkcredential(',
        'setbasicauth(',
        'usernamepasswordcredentials(',
        'connect(',
        'drivermanager.getconnection(',
        'auth=(',
        'auth = (',
        'mysqli(',
        'mysqli_connect(',
        ' pdo(',
        'dbi->connect(',
        'sequelize(',
        'directoryentry(',
        'basicauth(',
      ],
      exact: false,
      window: { before: 1, after: 260 },
      rank: 1,
      *find(window, anchor) {
        const match =
          /^[.\w \->]{3,40}\s{0,2}=?\s{0,2}\(\s{0,20}(?:["']([^"'\n]{1,120})["']\s{0,3},\s{0,20}){0,1}["']([^"'\n:/]{1,80})["']\s{0,3},\s{0,20}["']([^"'\n\s]{4,80})["']\s{0,3}[,)]/i.exec(
            window.slice(anchor),
          );
        const value = match?.[3];
        if (!match || value === undefined) return;
        // A password, not a word of the interface: signs or digits, or an address for a name.
        const named = /@|^(?:admin|root|sa|postgres|user)$/i.test(match[2] ?? '');
        if (!(/\d/.test(value) && /[A-Za-z]/.test(value)) && !(named && /^[\w!@#$%^&*.-]{8,}$/.test(value))) return;
        // Of three texts the first is the host or the address.
        const strong = /[a-z]/.test(value) && /\d/.test(value) && /[A-Z!-/:-@_]/.test(value);
        if (/^(?:connect|sequelize)\(/i.test(match[0]) && !named && !(strong && match[1] !== undefined)) return;
        const start = anchor + match[0].lastIndexOf(value);
        const found = credential(value, start, start + value.length, '', match[2] ?? '');
        if (found) yield { ...found, confidence: found.confidence === 'possible' ? 'possible' : 'likely', reasons: [...found.reasons, 'code-literal'] };
      },
    }),
  ],
});

const azure = /((?:[\w-]+\.)+(?:database\.windows\.net|database\.azure\.com|sql\.azuresynapse\.net|database\.usgovcloudapi\.net|database\.chinacloudapi\.cn))/i;
const hostOf = (server: string): string => server.replace(/^(?:tcp|np|lpc|admin):/i, '').replace(/[,\\:].*$/, '');

const commandPassword = (command: string, lead: string): { readonly value: string; readonly at: number; readonly before: boolean } | undefined => {
  const patterns: readonly RegExp[] = [
    /^sshpass -p\s{0,2}(["']?)([^\s"'$]{3,80})\1/,
    /^(?:mysql|mysqldump|mysqladmin)\s.{0,300}?(?<=\s)-p(["']?)([^\s"'$-][^\s"'$]{2,80})\1/s,
    /^(?:docker|podman|helm registry|oc|az)\s?login\s.{0,300}?(?<=\s)(?:-p|--password)[\s=]{1,3}(["']?)([^\s"'$][^\s"']{2,120})\1/s,
    /^redis-cli\s.{0,200}?(?<=\s)(?:-a|--pass)\s{1,3}(["']?)([^\s"'$][^\s"']{2,80})\1/s,
    /^PGPASSWORD=(["']?)([^\s"'$]{3,80})\1/,
    /^(?:mongo|mongosh|mongodump)\s.{0,200}?(?<=\s)(?:-p|--password)[\s=]{1,3}(["']?)([^\s"'$][^\s"']{2,80})\1/s,
    /^htpasswd\s{1,3}(?=[^|]{0,20}-\w{0,6}b)(?:-\w{1,6}\s{1,3}){1,4}\S{1,80}\s{1,3}\S{1,60}\s{1,3}(["']?)([^\s"'$]{3,80})\1/,
    /^net use\s.{0,120}?\/user:\S{1,60}\s{1,3}(["']?)([^\s"'$%]{3,80})\1/is,
    /^rabbitmqctl add_user\s{1,3}\S{1,60}\s{1,3}(["']?)([^\s"'$]{3,80})\1/,
    /^openssl\s.{0,200}?(?<=\s)-pass(?:in|out)?\s{1,3}pass:(["']?)([^\s"'$]{3,80})\1/s,
    /^keytool\s.{0,300}?(?<=\s)-(?:store|key)pass\s{1,3}(["']?)([^\s"'$]{3,80})\1/s,
    /^zip -P\s{1,3}(["']?)([^\s"'$]{3,80})\1/,
    /^(?:bcp|sqlcmd)\s.{0,300}?(?<=\s)-P\s{0,3}(["']?)([^\s"'$][^\s"']{2,80})\1/s,
    /^net use\s.{0,120}?\\\S{1,80}\s{1,3}(["']?)(?![/*-])([^\s"'$%]{5,80})\1\s.{0,40}?\/user:/is,
    /^net user\s{1,3}[\w.-]{1,40}\s{1,3}(["']?)(?![/*])([^\s"'$%]{5,80})\1\s{1,3}\/add/is,
    /^ldap(?:search|add|modify)\s.{0,300}?(?<=\s)-w\s{0,3}(["']?)([^\s"'$-][^\s"'$]{3,80})\1/s,
    /^psexec(?:\.exe)?\s.{0,200}?(?<=\s)-p\s{1,3}(["']?)(?!PASSWORD)([^\s"'$%<-][^\s"'$%]{3,80})\1/is,
    /^az (?:sql|vm)\s.{0,300}?(?<=\s)(?:-p|--admin-password)[\s=]{1,3}(["']?)([^\s"'$][^\s"']{5,80})\1/s,
    /^schtasks\s.{0,300}?(?<=\s)\/rp\s{1,3}(["']?)([^\s"'$%*][^\s"'$%]{3,80})\1/is,
    /^ipmitool\s.{0,200}?(?<=\s)-P\s{0,3}(["']?)([^\s"'$-][^\s"'$]{3,80})\1/s,
    /^(?:exp|imp) userid=[\w$]{1,40}\/(["']?)([^\s"'$@/]{3,60})\1@/i,
    /^7z\s.{0,100}?(?<=\s)-p(["']?)([^\s"'$]{5,80})\1/s,
    /^smbclient\s.{0,200}?(?<=\s)-U\s{0,3}[\w\\.-]{1,60}%(["']?)([^\s"'$]{3,80})\1/s,
    /^Connect-VIServer\s.{0,200}?(?<=\s)-Password\s{1,3}(["']?)([^\s"'$][^\s"']{3,80})\1/s,
    /^createUser\s{1,3}[\w.-]{1,40}\s{1,3}(?:MD5|SHA\S{0,4})\s{1,3}(["']?)([^\s"'$]{6,80})\1/,
    /^vault login\s{1,3}(["']?)(?!-)([^\s"'$=]{16,80})\1/,
  ];
  for (const pattern of patterns) {
    const match = pattern.exec(command);
    const value = match?.[2];
    if (match && value !== undefined) return { value, at: match.index + match[0].length - value.length - (match[1] ?? '').length, before: false };
  }
  // echo "user:password" | chpasswd
  const piped = command.startsWith('chpasswd') ? /(["']?)[\w.-]{1,40}:([^\s"'$:]{3,80})\1\s{0,3}\|\s{0,3}(?:sudo\s)?$/.exec(lead) : undefined;
  return piped?.[2] === undefined ? undefined : { value: piped[2], at: lead.length - piped.index - piped[0].indexOf(piped[2]), before: true };
};
