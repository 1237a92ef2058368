import { describe, expect, test } from 'vitest';
import { madeUp } from '../made-up.ts';
import { scanner } from '../scanner.ts';

const secrets = scanner();
const id = (n: number): string => madeUp('{{aws-id:AKIA}}', n);
const secret = (n: number): string => madeUp('{{awssecret}}', 100 + n);
const [i1, i2, i3, s1, s2, s3] = [id(1), id(2), id(3), secret(1), secret(2), secret(3)];
const password = 'Kp7-rainfall.Q2x';

/** Secrets of a text with the id that each was joined with, in the order of the text. */
const pairs = (path: string, text: string): string[] =>
  secrets
    .scan({ path, bytes: Buffer.from(text) })
    .filter((one) => one.detector.id === 'aws-secret-access-key')
    .map((one) => `${one.value} ${one.facts['key-id'] ?? '-'}`);
const passwords = (path: string, text: string): string[] =>
  secrets
    .scan({ path, bytes: Buffer.from(text) })
    .filter((one) => one.confidence !== 'possible')
    .map((one) => one.value);

const one = [`${s1} ${i1}`];
const two = [`${s1} ${i1}`, `${s2} ${i2}`];

describe('an id and its secret over lines', () => {
  test.for([
    ['env', 'a.env', `AWS_ACCESS_KEY_ID=${i1}\nAWS_SECRET_ACCESS_KEY=${s1}\n`, one],
    ['the secret first', 'a.env', `AWS_SECRET_ACCESS_KEY=${s1}\nAWS_ACCESS_KEY_ID=${i1}\n`, one],
    ['exports with quotes', 'a.sh', `export AWS_ACCESS_KEY_ID="${i1}"\nexport AWS_SECRET_ACCESS_KEY="${s1}"\n`, one],
    ['YAML list of name and value', 'd.yaml', `env:\n  - name: AWS_ACCESS_KEY_ID\n    value: ${i1}\n  - name: AWS_SECRET_ACCESS_KEY\n    value: ${s1}\n`, one],
    [
      'Kubernetes with a reference between',
      'd.yaml',
      `env:\n  - name: AWS_ACCESS_KEY_ID\n    value: "${i1}"\n  - name: REGION\n    valueFrom:\n      configMapKeyRef:\n        name: aws\n        key: region\n  - name: AWS_SECRET_ACCESS_KEY\n    value: "${s1}"\n`,
      one,
    ],
    ['Kubernetes, value first', 'd.yaml', `env:\n  - value: ${s1}\n    name: AWS_SECRET_ACCESS_KEY\n  - value: ${i1}\n    name: AWS_ACCESS_KEY_ID\n`, one],
    ['CloudFormation', 't.yaml', `      Environment:\n        Variables:\n          AWS_ACCESS_KEY_ID: ${i1}\n          AWS_SECRET_ACCESS_KEY: ${s1}\n`, one],
    ['ECS, name first', 'task.json', `{"environment":[{"name":"AWS_ACCESS_KEY_ID","value":"${i1}"},{"name":"AWS_SECRET_ACCESS_KEY","value":"${s1}"}]}`, one],
    ['ECS, value first', 'task.json', `{"environment":[{"value":"${i1}","name":"AWS_ACCESS_KEY_ID"},{"value":"${s1}","name":"AWS_SECRET_ACCESS_KEY"}]}`, one],
    [
      'ECS over lines',
      'task.json',
      `{\n  "name": "AWS_SECRET_ACCESS_KEY",\n  "value": "${s1}"\n},\n{\n  "name": "AWS_ACCESS_KEY_ID",\n  "value": "${i1}"\n}`,
      one,
    ],
    [
      'GitHub Actions',
      '.github/workflows/a.yml',
      `    env:\n      AWS_REGION: ap-northeast-1\n      AWS_ACCESS_KEY_ID: ${i1}\n      AWS_SECRET_ACCESS_KEY: ${s1}\n`,
      one,
    ],
    ['GitHub Actions with', '.github/workflows/a.yml', `      with:\n        aws-access-key-id: ${i1}\n        aws-secret-access-key: ${s1}\n`, one],
    ['docker-compose list', 'docker-compose.yml', `    environment:\n      - AWS_ACCESS_KEY_ID=${i1}\n      - AWS_SECRET_ACCESS_KEY=${s1}\n`, one],
    [
      'ini with two profiles',
      '.aws/credentials',
      `[a]\naws_access_key_id = ${i1}\naws_secret_access_key = ${s1}\n\n[b]\naws_access_key_id = ${i2}\naws_secret_access_key = ${s2}\n`,
      two,
    ],
    [
      'ini with two profiles, secrets first',
      '.aws/credentials',
      `[a]\naws_secret_access_key = ${s1}\naws_access_key_id = ${i1}\n\n[b]\naws_secret_access_key = ${s2}\naws_access_key_id = ${i2}\n`,
      two,
    ],
    [
      'ini with three profiles, one without an id',
      '.aws/credentials',
      `[a]\naws_access_key_id = ${i1}\naws_secret_access_key = ${s1}\n[b]\naws_secret_access_key = ${s2}\n[c]\naws_access_key_id = ${i3}\naws_secret_access_key = ${s3}\n`,
      [`${s1} ${i1}`, `${s2} -`, `${s3} ${i3}`],
    ],
    [
      'two prefixes',
      'a.env',
      `DEV_AWS_ACCESS_KEY_ID=${i1}\nDEV_AWS_SECRET_ACCESS_KEY=${s1}\nPROD_AWS_ACCESS_KEY_ID=${i2}\nPROD_AWS_SECRET_ACCESS_KEY=${s2}\n`,
      two,
    ],
    [
      'two prefixes, ids together',
      'a.env',
      `DEV_AWS_ACCESS_KEY_ID=${i1}\nPROD_AWS_ACCESS_KEY_ID=${i2}\nDEV_AWS_SECRET_ACCESS_KEY=${s1}\nPROD_AWS_SECRET_ACCESS_KEY=${s2}\n`,
      two,
    ],
    ['two pairs in JSON', 'a.json', `[{"accessKeyId":"${i1}","secretAccessKey":"${s1}"},{"accessKeyId":"${i2}","secretAccessKey":"${s2}"}]`, two],
    ['XML settings', 'web.config', `<add key="AWSAccessKey" value="${i1}" />\n<add key="AWSSecretKey" value="${s1}" />\n`, one],
    ['XML elements', 'a.xml', `<accessKeyId>${i1}</accessKeyId>\n<secretAccessKey>${s1}</secretAccessKey>\n`, one],
    ['plist', 'a.plist', `<key>AWSAccessKeyID</key>\n<string>${i1}</string>\n<key>AWSSecretAccessKey</key>\n<string>${s1}</string>\n`, one],
    ['properties with continuation', 'a.properties', `aws.accessKeyId=${i1}\naws.secretAccessKey=\\\n    ${s1}\n`, one],
    ['JS object', 'a.js', `const s3 = new S3({\n  accessKeyId: '${i1}',\n  secretAccessKey: '${s1}',\n});\n`, one],
    // Its id is found by the join over files, which looks at the file of the secret first.
    ['JS concatenation', 'a.js', `const accessKeyId = '${i1}';\nconst secretAccessKey = '${s1.slice(0, 20)}' +\n  '${s1.slice(20)}';\n`, [`${s1} -`]],
    ['Python keyword arguments', 'a.py', `boto3.client("s3", aws_access_key_id="${i1}", aws_secret_access_key="${s1}")\n`, one],
    ['Python dict', 'a.py', `KEYS = {\n    "aws_access_key_id": "${i1}",\n    "aws_secret_access_key": "${s1}",\n}\n`, one],
    ['shell continuation', 'a.sh', `docker run \\\n  -e AWS_ACCESS_KEY_ID=${i1} \\\n  -e AWS_SECRET_ACCESS_KEY=${s1} \\\n  image\n`, one],
    ['heredoc', 'a.sh', `cat > ~/.aws/credentials <<EOT\n[default]\naws_access_key_id=${i1}\naws_secret_access_key=${s1}\nEOT\n`, one],
    ['PowerShell hashtable', 'a.ps1', `$keys = @{\n  AccessKey = '${i1}'\n  SecretKey = '${s1}'\n}\n`, one],
    ['PowerShell arguments', 'a.ps1', `Set-AWSCredential -AccessKey ${i1} -SecretKey ${s1} -StoreAs default\n`, one],
    ['Terraform provider', 'main.tf', `provider "aws" {\n  access_key = "${i1}"\n  secret_key = "${s1}"\n}\n`, one],
    [
      'Terraform map',
      'main.tf',
      `  environment {\n    variables = {\n      "AWS_ACCESS_KEY_ID"     = "${i1}"\n      "AWS_SECRET_ACCESS_KEY" = "${s1}"\n    }\n  }\n`,
      one,
    ],
    [
      'Terraform variables',
      'vars.tf',
      `variable "access_key_id" {\n  default = "${i1}"\n}\nvariable "secret_access_key" {\n  type    = string\n  default = "${s1}"\n}\n`,
      one,
    ],
    ['YAML folded', 'a.yml', `aws_access_key_id: ${i1}\naws_secret_access_key: >-\n  ${s1}\n`, one],
    ['CSV of the console', 'rootkey.csv', `AWSAccessKeyId=${i1}\nAWSSecretKey=${s1}\n`, one],
    ['CSV with columns', 'accessKeys.csv', `Access key ID,Secret access key\n${i1},${s1}\n`, one],
    ['far apart', 'a.env', `AWS_SECRET_ACCESS_KEY=${s1}\n${'X_OTHER=1234 # a remark\n'.repeat(60)}AWS_ACCESS_KEY_ID=${i1}\n`, [`${s1} -`]],
  ] as const)('%s', ([, path, text, wanted]) => expect(pairs(path, text)).toEqual(wanted));
});

describe('a password over lines', () => {
  test.for([
    ['YAML list of name and value', 'd.yaml', `  - name: DB_PASSWORD\n    value: ${password}\n`],
    ['YAML list, value first, and another entry', 'd.yaml', `  - value: ${password}\n    name: DB_PASSWORD\n  - value: Other-4421.word\n    name: DB_LABEL\n`],
    ['JSON list, value first, and another entry', 'd.json', `[{"value":"${password}","name":"DB_PASSWORD"},{"value":"Other-4421.word","name":"DB_LABEL"}]`],
    ['YAML list, value first', 'd.yaml', `  - value: ${password}\n    name: DB_PASSWORD\n`],
    ['ECS, name first', 't.json', `{"name": "DB_PASSWORD", "value": "${password}"}`],
    ['ECS, value first', 't.json', `{"value": "${password}", "name": "DB_PASSWORD"}`],
    ['ECS, value first over lines', 't.json', `{\n  "value": "${password}",\n  "name": "DB_PASSWORD"\n}`],
    ['CloudFormation parameter pair', 't.json', `{"ParameterKey": "DbPassword", "ParameterValue": "${password}"}`],
    ['CloudFormation parameter pair in YAML', 't.yaml', `- ParameterKey: DbPassword\n  ParameterValue: ${password}\n`],
    [
      'option settings of Beanstalk',
      '.ebextensions/a.config',
      `  - namespace: aws:elasticbeanstalk:application:environment\n    option_name: DB_PASSWORD\n    value: ${password}\n`,
    ],
    ['docker-compose list', 'docker-compose.yml', `environment:\n  - DB_PASSWORD=${password}\n`],
    ['docker-compose list, quoted', 'docker-compose.yml', `environment:\n  - "DB_PASSWORD=${password}"\n`],
    ['docker-compose map', 'docker-compose.yml', `environment:\n  DB_PASSWORD: "${password}"\n`],
    ['XML add', 'web.config', `<add key="DbPassword" value="${password}"/>\n`],
    ['XML add over lines', 'web.config', `<add\n  key="DbPassword"\n  value="${password}"/>\n`],
    ['XML value first', 'web.config', `<add value="${password}" key="DbPassword"/>\n`],
    ['XML property', 'beans.xml', `<property name="password" value="${password}"/>\n`],
    ['plist', 'a.plist', `<key>DbPassword</key>\n<string>${password}</string>\n`],
    ['properties with continuation', 'a.properties', `db.password=\\\n    ${password}\n`],
    ['properties, cut in two', 'a.properties', `db.password=${password.slice(0, 8)}\\\n    ${password.slice(8)}\n`],
    ['JS object', 'a.js', `const db = {\n  user: 'app',\n  password:\n    '${password}',\n};\n`],
    ['JS concatenation', 'a.js', `const dbPassword = '${password.slice(0, 8)}' +\n  '${password.slice(8)}';\n`],
    ['Java concatenation', 'A.java', `String dbPassword = "${password.slice(0, 8)}"\n    + "${password.slice(8)}";\n`],
    ['Python adjacency', 'a.py', `DB_PASSWORD = (\n    "${password.slice(0, 8)}"\n    "${password.slice(8)}"\n)\n`],
    ['shell continuation', 'a.sh', `mysql \\\n  --user=app \\\n  --password=${password} \\\n  shop\n`],
    ['shell continuation behind the name', 'a.sh', `tool --password \\\n  ${password}\n`],
    ['heredoc', 'a.sh', `cat <<EOT > .env\nDB_PASSWORD=${password}\nEOT\n`],
    ['PowerShell hashtable', 'a.ps1', `$db = @{\n  Password = '${password}'\n}\n`],
    ['Terraform map', 'main.tf', `  environment = {\n    "DB_PASSWORD" = "${password}"\n  }\n`],
    ['Terraform list of name and value', 'main.tf', `  environment = [\n    { name = "DB_PASSWORD", value = "${password}" },\n  ]\n`],
    ['Terraform, value first', 'main.tf', `  environment = [\n    { value = "${password}", name = "DB_PASSWORD" },\n  ]\n`],
    ['Terraform block', 'main.tf', `  set_sensitive {\n    name  = "db.password"\n    value = "${password}"\n  }\n`],
    ['Python keyword argument', 'a.py', `connect(host="db", user="app", password="${password}")\n`],
    ['Python dict', 'a.py', `DB = {\n    "PASSWORD": "${password}",\n}\n`],
    ['YAML folded', 'a.yml', `db_password: >-\n  ${password}\n`],
    ['JSON pair key and value', 'a.json', `{"key": "DB_PASSWORD", "value": "${password}", "secure": true}`],
    ['YAML key and value', 'render.yaml', `envVars:\n  - key: DB_PASSWORD\n    value: ${password}\n`],
  ] as const)('%s', ([, path, text]) => expect(passwords(path, text)).toEqual([password]));
});
