/** How people write a value down: the same secret as it stands in thirty kinds of files. */
export interface Form {
  readonly id: string;
  readonly file: string;
  readonly write: (name: Name, value: string) => string;
}

/** A name in the cases of the languages. */
export interface Name {
  readonly snake: string;
  readonly upper: string;
  readonly camel: string;
  readonly pascal: string;
  readonly kebab: string;
  readonly dotted: string;
}

export const nameOf = (snake: string): Name => {
  const pascal = snake
    .split('_')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
  return {
    snake,
    upper: snake.toUpperCase(),
    camel: pascal.charAt(0).toLowerCase() + pascal.slice(1),
    pascal,
    kebab: snake.replaceAll('_', '-'),
    dotted: snake.replaceAll('_', '.'),
  };
};

const json = (value: string): string => JSON.stringify(value);
const xml = (value: string): string => value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
const form = (id: string, file: string, write: Form['write']): Form => ({ id, file, write });

/** Forms in which a value stands as it is. */
export const plainForms: readonly Form[] = [
  form('env', 'deploy/.env', (n, v) => `PORT=8080\n${n.upper}=${v}\nREGION=japaneast\n`),
  form('env in quotes', 'prod.env', (n, v) => `${n.upper}="${v}"\n`),
  form('shell export', 'scripts/run.sh', (n, v) => `#!/bin/sh\nset -e\nexport ${n.upper}='${v}'\n./start\n`),
  form('yaml', 'config/app.yaml', (n, v) => `service:\n  host: app.internal\n  ${n.snake}: ${v}\n  retries: 3\n`),
  form('yaml in quotes', 'config/app.yml', (n, v) => `service:\n  ${n.camel}: "${v}"\n`),
  form('json', 'config/settings.json', (n, v) => `{\n  "host": "app.internal",\n  ${json(n.camel)}: ${json(v)},\n  "retries": 3\n}\n`),
  form('appsettings', 'appsettings.Production.json', (n, v) => `{"Logging":{"LogLevel":{"Default":"Warning"}},"App":{"${n.pascal}":${json(v)}}}\n`),
  form('properties', 'src/main/resources/application.properties', (n, v) => `server.port=8080\napp.${n.kebab}=${v}\n`),
  form('toml', 'config.toml', (n, v) => `[service]\n${n.snake} = "${v}"\n`),
  form('ini', 'service.ini', (n, v) => `[service]\nhost = app.internal\n${n.snake} = ${v}\n`),
  form('hcl attribute', 'main.tf', (n, v) => `resource "x_y" "z" {\n  name = "app"\n  ${n.snake} = "${v}"\n}\n`),
  form(
    'hcl variable default',
    'variables.tf',
    (n, v) => `variable "${n.snake}" {\n  description = "Used by the app"\n  type        = string\n  default     = "${v}"\n}\n`,
  ),
  form('tfvars', 'prod.tfvars', (n, v) => `region = "japaneast"\n${n.snake} = "${v}"\n`),
  form('c# const', 'src/Config.cs', (n, v) => `public static class Config {\n    private const string ${n.pascal} = "${v}";\n}\n`),
  form('c# property', 'src/Options.cs', (n, v) => `    public string ${n.pascal} { get; set; } = "${v}";\n`),
  form('python', 'app/settings.py', (n, v) => `import os\n\n${n.upper} = "${v}"\n`),
  form('python dict', 'app/conf.py', (n, v) => `CONFIG = {\n    "region": "japaneast",\n    "${n.snake}": "${v}",\n}\n`),
  form('python argument', 'app/client.py', (n, v) => `client = Client(endpoint, ${n.snake}="${v}", timeout=10)\n`),
  form('javascript', 'src/config.js', (n, v) => `const ${n.camel} = '${v}';\nmodule.exports = { ${n.camel} };\n`),
  form('typescript object', 'src/config.ts', (n, v) => `export const config = {\n  region: 'japaneast',\n  ${n.camel}: '${v}',\n};\n`),
  form('go', 'cmd/main.go', (n, v) => `const ${n.camel} = "${v}"\n`),
  form('java', 'src/main/java/App.java', (n, v) => `    private static final String ${n.upper} = "${v}";\n`),
  form('java setter', 'src/main/java/Wire.java', (n, v) => `        options.set${n.pascal}("${v}");\n`),
  form('kotlin', 'src/main/kotlin/App.kt', (n, v) => `    val ${n.camel}: String = "${v}"\n`),
  form('php define', 'config.php', (n, v) => `<?php\ndefine('${n.upper}', '${v}');\n`),
  form('php array', 'config/services.php', (n, v) => `<?php\nreturn [\n    'region' => 'japaneast',\n    '${n.snake}' => '${v}',\n];\n`),
  form('ruby hash', 'config/app.rb', (n, v) => `options = { :${n.snake} => '${v}', retries: 3 }\n`),
  form('powershell', 'deploy.ps1', (n, v) => `$${n.camel} = "${v}"\nConnect-App -Name app\n`),
  form('powershell env', 'setup.ps1', (n, v) => `$env:${n.upper} = '${v}'\n`),
  form('command line', 'scripts/deploy.sh', (n, v) => `app deploy --name app --${n.kebab} "${v}" --wait\n`),
  form('dockerfile env', 'Dockerfile', (n, v) => `FROM node:24\nENV ${n.upper}=${v}\nCMD ["node", "."]\n`),
  form('dockerfile arg', 'api.Dockerfile', (n, v) => `FROM node:24\nARG ${n.upper}="${v}"\n`),
  form('compose list', 'docker-compose.yml', (n, v) => `services:\n  app:\n    image: app:1\n    environment:\n      - PORT=8080\n      - ${n.upper}=${v}\n`),
  form('compose map', 'compose.yaml', (n, v) => `services:\n  app:\n    environment:\n      PORT: 8080\n      ${n.upper}: "${v}"\n`),
  form(
    'github actions',
    '.github/workflows/deploy.yml',
    (n, v) => `jobs:\n  a:\n    steps:\n      - run: ./deploy\n        env:\n          ${n.upper}: ${v}\n`,
  ),
  form('azure pipelines', 'azure-pipelines.yml', (n, v) => `variables:\n  - name: ${n.camel}\n    value: ${v}\n`),
  form('gitlab ci', '.gitlab-ci.yml', (n, v) => `deploy:\n  variables:\n    ${n.upper}: "${v}"\n  script: [./deploy]\n`),
  form('kubernetes env', 'k8s/deployment.yaml', (n, v) => `          env:\n            - name: ${n.upper}\n              value: "${v}"\n`),
  form('stringData', 'k8s/secret.yaml', (n, v) => `apiVersion: v1\nkind: Secret\nmetadata:\n  name: app\nstringData:\n  ${n.kebab}: "${v}"\n`),
  form('helm values', 'charts/app/values.yaml', (n, v) => `app:\n  config:\n    ${n.camel}: ${v}\n`),
  form(
    'app settings in xml',
    'web.config',
    (n, v) => `<configuration>\n  <appSettings>\n    <add key="${n.pascal}" value="${xml(v)}" />\n  </appSettings>\n</configuration>\n`,
  ),
  form('xml element', 'conf/service.xml', (n, v) => `<service>\n  <host>app.internal</host>\n  <${n.camel}>${xml(v)}</${n.camel}>\n</service>\n`),
  form('arm parameter', 'azuredeploy.parameters.json', (n, v) => `{"parameters": {"${n.camel}": {"value": ${json(v)}}}}\n`),
  form('json in a string', 'logs/request.log', (n, v) => `2026-01-04T10:00:00Z body="{\\"region\\":\\"japaneast\\",\\"${n.camel}\\":\\"${v}\\"}" status=200\n`),
  form('docker run', 'run.sh', (n, v) => `docker run -d -p 80:80 -e ${n.upper}='${v}' app:1\n`),
  form('app settings by az', 'settings.sh', (n, v) => `az webapp config appsettings set -g rg -n app --settings ${n.upper}="${v}" REGION=japaneast\n`),
  form('kubectl literal', 'secret.sh', (n, v) => `kubectl create secret generic app --from-literal=${n.kebab}='${v}'\n`),
  form('spring value', 'src/main/java/Service.java', (n, v) => `    @Value("\${app.${n.kebab}:${v}}")\n    private String ${n.camel};\n`),
  form('gradle field', 'app/build.gradle', (n, v) => `        buildConfigField "String", "${n.upper}", "\\"${v}\\""\n`),
];

/** Forms in which it is encoded. */
export const encodedForms: readonly Form[] = [
  form(
    'secret data in base 64',
    'k8s/secret-data.yaml',
    (n, v) => `apiVersion: v1\nkind: Secret\nmetadata:\n  name: app\ndata:\n  ${n.kebab}: ${Buffer.from(v).toString('base64')}\n`,
  ),
  form('env file in base 64', 'ci/bundle.yml', (n, v) => `env_file: ${Buffer.from(`PORT=8080\n${n.upper}=${v}\n`).toString('base64')}\n`),
  form('percent-encoded', 'hook.txt', (n, v) => `https://app.example.jp/cb?state=%7B%22${n.camel}%22%3A%22${encodeURIComponent(v)}%22%7D\n`),
  form(
    'unicode escapes',
    'data/export.json',
    (n, v) => `{"config":"{\\u0022${n.camel}\\u0022:\\u0022${v.replaceAll('=', '\\u003d').replaceAll('+', '\\u002b').replaceAll('&', '\\u0026')}\\u0022}"}\n`,
  ),
];
