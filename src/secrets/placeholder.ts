import { hasRun } from './randomness.ts';

/** Why a value is none: words that stand for one, a pointer to where it is kept, a public value. `undefined`: nothing speaks against it. */
export type NotASecret = 'placeholder' | 'reference' | 'public-example' | 'hash' | 'uuid' | 'encrypted' | 'same-as-name' | 'sentence' | 'keyword' | 'path';

const referred = new RegExp(
  [
    String.raw`^\$[A-Za-z_({]|^\$\$?\{|\$\{|\$\(|\{\{|\}\}|<%|%>|#\{|^%[\w.]+%$|^@[\w.]+@$|^\[\[|^\{[\w.:-]+\}$|^%\(\w+\)s|^%[sdv]$|^:\w+$|^\?$|^![A-Za-z][A-Za-z:.]*(?:\s|$)`,
    String.raw`^<[^>]*>$|^\$\w+$|^&\w+$|^\*\w+$`,
    String.raw`^(?:process\.env|os\.environ|os\.getenv|env|getenv|ENV|System\.getenv|Environment)\b[.([]`,
    String.raw`^(?:var|local|data|module|each|self|secrets?|vars|inputs?|params?|parameters|config|settings|options|this|props|github|steps|needs|resource|random_password|aws_\w+|azurerm_\w+|google_\w+)\.[\w.[\]"'*-]+$`,
    String.raw`^(?:vault|ssm|secretsmanager|sm|gcp|aws|azure|keyvault|akv|op|ref|awssm|gsm|sops|bao|lastpass|doppler|file|https?|keyring|env|secret|kms|pass|berglas)(?::/?/?|\+)[\w/.#:@-]+$`,
    String.raw`^arn:aws|^@Microsoft\.KeyVault|^projects/[^/]+/secrets/|^/run/secrets/|^\{\{?resolve:|^Fn::|^(?:file|lookup|get_secret|read|fetch)\w*\(`,
  ].join('|'),
);
const sealed =
  /^(?:ENC\[|ENC\(|\$ANSIBLE_VAULT|!vault|AQICAHh|vault:v\d+:|\{cipher\}|age1[a-z0-9]{20}|-----BEGIN (?:PGP MESSAGE|AGE ENCRYPTED)|AgA[A-Za-z0-9+/]{100}|CiQA|\{[A-Za-z0-9+/=]{20,}\}$|secure:|01000000d08c9ddf)/;
const standIn = new RegExp(
  [
    'example',
    'sample',
    'dummy',
    'fake',
    'changeme',
    'change[-_ ]?(?:me|this|it)',
    'chang3me',
    'placeholder',
    'redacted',
    'replace',
    'insert',
    'todo',
    'fixme',
    '^tbd$',
    'xxxx',
    String.raw`\*{3,}`,
    String.raw`\.{3,}`,
    '…',
    '•',
    'your',
    'my[-_]?(?:secret|password|token|api|key|pass)',
    'some[-_]?(?:secret|password|token|api|key|value)',
    'the[-_]?(?:secret|password|token|key)',
    'enter[-_ ]',
    'put[-_]',
    'goes[-_]?here',
    '[-_ ]here$',
    'foobar',
    'foo[-_]?bar',
    'lorem',
    '^-?anonymous@?$',
    'notreal',
    'not[-_]a',
    'invalid',
    'undefined',
    'deadbeef',
    'cafebabe',
    'dont[-_]?use',
    'do[-_]not',
    'test[-_]?(?:secret|password|token|key|pass)',
    '(?:secret|password|token|key)[-_]?(?:value|string|name|goes)',
    'masked',
    'hidden',
    'removed',
    'censored',
    'secret[-_]?(?:key|token)$',
    // `SuperSecret123!` is what somebody chose.
    String.raw`(?:super|top)[-_]?secret(?!\w*\d\w*[^\w\s]?$)`,
    'generate',
    'mock',
    'stub',
    'default[-_]?(?:password|secret)',
  ].join('|'),
  'i',
);
/** Values so short or so common that they stand for a type, a state or a field. */
const keyword =
  /^(?:string|str|text|char|varchar.*|bytes?|bool(?:ean)?|int(?:eger)?|number|float|object|array|list|map|any|null|nil|none|undefined|void|true|false|yes|no|on|off|empty|unset|required|optional|enabled?|disabled?|auto|default|basic|bearer|digest|oauth2?|apikey|api_?key|plain|md5|sha\d*|scram-sha-256|bcrypt|header|query|cookie|body|form|json|env|file|value|name|id|key|type|input|field|label|username|user|users|login|email|host|port|url|uri|path|prompt|ask|stdin|external|generated|random|sensitive|secure|securestring|noecho|internal|public|private|static|rotate|vault|tbc|n\/?a|nope|null,?|self|this|credentials?|authorization|authentication|auth|x-api-key|x-auth-token|hash|salt|nonce|code|aws|azure|gcp|github|base64|utf-?8|hex|pem|rsa|jwt|service|local|prod(?:uction)?|dev(?:elopment)?|staging)$/i;

const hashes =
  /^(?:sha\d{1,3}[-:=$]|md5[-:]|\$(?:2[abxy]|5|6|8|9|1|apr1|y|krb5\w*|argon2\w*|pbkdf2[\w-]*|scrypt)\$|\{(?:SSHA|SHA|MD5|CRYPT|BCRYPT|PLAIN-MD5)\}|pbkdf2[_:]|bcrypt\$|argon2)/i;
const uuid = /^\{?[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\}?$/i;

// Heads of values that vendors publish in their own documents and emulators.
const published: readonly string[] = [
  'Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsu',
  'C2y6yDjf5/R+ob0N8A7Cgv30VRDJIWEHLM+4QDU5DE2nQ9nD',
  'AKIAIOSFODNN7EXAMPLE',
  'AKIAI44QH8DHBEXAMPLE',
  'ASIAIOSFODNN7EXAMPLE',
  'wJalrXUtnFEMI/K7MDENG',
  'je7MtGbClwBF/2Zp9Utk/h3yCo8nvb',
  'eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIi',
  // RFC 6749, RFC 6750, RFC 7617, OpenID Connect; GitHub's page on refresh tokens.
  '2YotnFZFEjr1zCsicMWpAA',
  'tGzv3JOkF0XG5Qx2TlKWIA',
  'gX1fBat3bV',
  'mF_9.B5f-4.1JqM',
  'open sesame',
  'SlAV32hkKG',
  '8xLOxBtZp8',
  'ghr_1B4a2e77838347a7E420ce178F2E7c69',
  'SAS_KEY_VALUE',
  '5up3r53cr3t',
  `sk_${'test'}_4eC39HqLyjWDarjtT1zdp7dc`,
  `sk_${'test'}_BQokikJOvBiI2HlWgH4olfQ2`,
  `sk_${'test'}_tR3PYbcVNZZ796tH88S4VQ2u`,
];

export const isPublished = (value: string): boolean => published.some((one) => value.startsWith(one)) || /EXAMPLE(?:KEY)?$/.test(value);

/** For values of any name. Order matters: a reference is a reference even if it holds `example`. */
export const notASecret = (value: string): NotASecret | undefined => {
  if (isPublished(value)) return 'public-example';
  if (sealed.test(value)) return 'encrypted';
  if (referred.test(value)) return 'reference';
  if (keyword.test(value)) return 'keyword';
  if (isPlaceholder(value)) return 'placeholder';
  return undefined;
};

export const isHash = (value: string): boolean => hashes.test(value);
export const isUuid = (value: string): boolean => uuid.test(value);
export const isReference = (value: string): boolean => referred.test(value);

export const isPlaceholder = (value: string): boolean => {
  if (/^[<[({].*[>\])}]$/.test(value) && value.length < 60) return true;
  if (/^(.)\1+$/.test(value) || /^(?:x+|X+|0+|\.+|-+|_+|\?+)(?:[-_](?:x+|X+|0+))*$/.test(value)) return true;
  // Long random text holds short words by chance.
  return standIn.test(value.length > 64 && !/\s/.test(value) ? value.slice(0, 32) : value);
};

/** For the body of a token with a format of its own: what is left of the value when its prefix is cut. Words are rare in random text. */
export const isInventedBody = (body: string): boolean =>
  hasRun(body) ||
  /example|sample|dummy|fake|change.?me|placeholder|redacted|replace|insert|xxxx|\*\*\*|\.\.\.|your[-_a-z]|foobar|deadbeef|goeshere|[-_]here$|not[-_]?real|secret[-_]?key|abcdef|123456|(?:test|mock|invalid)[-_]|[-_](?:test|mock)/i.test(
    body,
  ) ||
  new Set(body).size < Math.min(6, body.length / 2);
