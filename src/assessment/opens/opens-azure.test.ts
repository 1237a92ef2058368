import { describe } from 'vitest';
import { marvin32 } from '#secrets/checksums';
import { base64, jwt, letters, state, table, uuid } from './opened.test-support.ts';

const key = (seed: string): string => base64(seed, 64);
const account = (more = '', type = 'storage_account', name = 'shopdata'): string => `resource "azurerm_${type}" "shop" {\n  name = "${name}"\n${more}}\n`;
const connection = (seed = 'k1', name = 'shopdata'): string =>
  `AZURE_STORAGE=DefaultEndpointsProtocol=https;AccountName=${name};AccountKey=${key(seed)};EndpointSuffix=core.windows.net\n`;
const storageState = (first = 'k1', second = 'k2'): string =>
  state([{ type: 'azurerm_storage_account', name: 'shop', values: { name: 'shopdata', primary_access_key: key(first), secondary_access_key: key(second) } }]);
const signature = encodeURIComponent(base64('sig', 32));
const sas = (query: string, host = 'shopdata.blob.core.windows.net'): string =>
  `SAS_URL=https://${host}/photos/a.jpg?sv=2024-11-04&${query}&sig=${signature}\n`;

describe('Azure storage', () =>
  table([
    {
      name: 'a connection string',
      files: { 'main.tf': account(), '.env': connection() },
      is: 'resource',
      names: ['azurerm_storage_account.shop'],
      stores: ['azurerm_storage_account.shop'],
      severity: 'critical',
      next: 'az storage account keys renew --account-name shopdata',
    },
    {
      name: 'keys are turned off',
      files: { 'main.tf': account('  shared_access_key_enabled = false\n'), '.env': connection() },
      is: 'resource',
      state: 'local-auth-off',
      severity: 'low',
    },
    {
      name: 'keys are turned off, by the state',
      files: {
        'main.tf': account(),
        'terraform.tfstate': state([{ type: 'azurerm_storage_account', name: 'shop', values: { name: 'shopdata', shared_access_key_enabled: false } }]),
        '.env': connection(),
      },
      is: 'resource',
      state: 'local-auth-off',
    },
    {
      name: 'the firewall denies',
      files: { 'main.tf': account('  network_rules {\n    default_action = "Deny"\n  }\n'), '.env': connection() },
      is: 'resource',
      limits: 'firewall denies',
      severity: 'high',
    },
    {
      name: 'the firewall denies, by rules of their own',
      files: {
        'main.tf': `${account()}resource "azurerm_storage_account_network_rules" "shop" {\n  storage_account_id = azurerm_storage_account.shop.id\n  default_action = "Deny"\n}`,
        '.env': connection(),
      },
      is: 'resource',
      limits: 'firewall denies',
    },
    {
      name: 'no public network',
      files: { 'main.tf': account('  public_network_access_enabled = false\n'), '.env': connection() },
      is: 'resource',
      private: true,
      severity: 'high',
    },
    {
      name: 'the key of the state',
      files: { 'main.tf': account(), 'terraform.tfstate': storageState(), '.env': connection() },
      is: 'resource',
      state: 'current',
    },
    {
      name: 'a key that was rotated',
      files: { 'main.tf': account(), 'terraform.tfstate': storageState('n1', 'n2'), '.env': connection() },
      is: 'resource',
      state: 'rotated',
      severity: 'low',
    },
    {
      name: 'a connection string with a signature is no other key',
      files: {
        'main.tf': account(),
        'terraform.tfstate': storageState('n1', 'n2'),
        '.env': `A=BlobEndpoint=https://shopdata.blob.core.windows.net/;AccountName=shopdata;SharedAccessSignature=sv=2024-11-04&sig=${signature}\n`,
      },
      is: 'resource',
      state: 'unknown',
    },
    {
      name: 'a key alone, by the value in the state',
      files: { 'main.tf': account(), 'terraform.tfstate': storageState(), 'app.py': `storage_key = "${key('k2')}"\n` },
      in: 'app.py',
      is: 'resource',
      names: ['azurerm_storage_account.shop'],
      state: 'current',
    },
    {
      name: 'a SAS of one blob, with its end',
      files: { 'main.tf': account(), '.env': sas('sr=b&sp=r&se=2026-12-31T00%3A00%3A00Z') },
      is: 'resource',
      names: ['azurerm_storage_account.shop'],
      limits: 'Its rights: read; Its scope: one blob; It ends on 2026-12-31T00:00:00Z',
    },
    {
      name: 'a SAS of the whole account',
      files: { 'main.tf': account(), '.env': sas('ss=bf&srt=sco&sp=rwdl&se=2026-12-31T00%3A00%3A00Z') },
      is: 'resource',
      limits: 'read, write, delete, list',
    },
    {
      name: 'a SAS, and keys are turned off',
      files: { 'main.tf': account('  shared_access_key_enabled = false\n'), '.env': sas('sr=c&sp=rl&se=2026-12-31T00%3A00%3A00Z') },
      is: 'resource',
      state: 'local-auth-off',
      severity: 'low',
    },
    {
      name: 'a SAS in the name of somebody, for whom turned-off keys mean nothing',
      files: {
        'main.tf': account('  shared_access_key_enabled = false\n'),
        '.env': sas(`sr=c&sp=rl&se=2026-12-31T00%3A00%3A00Z&skoid=${uuid('who')}&sktid=${uuid('tenant')}&skv=2024-11-04`),
      },
      is: 'resource',
      state: 'unknown',
      next: 'revoke-delegation-keys',
    },
    {
      name: 'a state of another configuration, with the same address',
      files: {
        'infra/main.tf': account('', 'storage_account', 'otherdata'),
        'old/terraform.tfstate': storageState(),
        'app.py': `storage_key = "${key('k2')}"\n`,
      },
      in: 'app.py',
      is: 'unknown',
      stores: [],
    },
    {
      name: 'another account',
      files: { 'main.tf': account('', 'storage_account', 'otherdata'), '.env': connection() },
      is: 'account',
      names: ['shopdata'],
      stores: [],
      severity: 'critical',
    },
    {
      name: 'an account of which the name is the beginning',
      files: { 'main.tf': account('', 'storage_account', 'shop'), '.env': connection() },
      is: 'account',
      stores: [],
    },
  ]));

const signedBy = (role: string): string => `
  data "azurerm_subscription" "current" {}
  resource "azurerm_resource_group" "rg" {
    name = "rg"
    location = "japaneast"
  }
  ${account('  resource_group_name = azurerm_resource_group.rg.name\n')}
  resource "azuread_service_principal" "who" { client_id = "${uuid('w')}" }
  resource "azurerm_role_assignment" "who" {
    scope                = data.azurerm_subscription.current.id
    role_definition_name = "${role}"
    principal_id         = azuread_service_principal.who.object_id
  }`;
const whoState = state([
  { type: 'azuread_service_principal', name: 'who', values: { object_id: uuid('who'), client_id: uuid('w'), application_tenant_id: uuid('tenant') } },
]);
const delegated = sas(`sr=c&sp=rl&se=2026-12-31T00%3A00%3A00Z&skoid=${uuid('who')}&sktid=${uuid('tenant')}&skv=2024-11-04`);
describe('a SAS goes no further than its signer', () =>
  table([
    {
      name: 'who may read',
      files: { 'main.tf': signedBy('Storage Blob Data Reader'), 'terraform.tfstate': whoState, '.env': delegated },
      is: 'resource',
      stores: ['azurerm_storage_account.shop'],
    },
    {
      name: 'who may not',
      files: { 'main.tf': signedBy('Reader'), 'terraform.tfstate': whoState, '.env': delegated },
      is: 'resource',
      stores: [],
      limits: 'has no right to its data',
    },
  ]));

const endpoint = (host: string, seed = 'sb'): string =>
  `Endpoint=sb://${host}/;SharedAccessKeyName=RootManageSharedAccessKey;SharedAccessKey=${base64(seed, 32)}\n`;
describe('other keys of Azure', () =>
  table([
    {
      name: 'Cosmos DB',
      files: {
        'main.tf': account('', 'cosmosdb_account', 'shop-cosmos'),
        '.env': `COSMOS=AccountEndpoint=https://shop-cosmos.documents.azure.com:443/;AccountKey=${key('c')};\n`,
      },
      is: 'resource',
      names: ['azurerm_cosmosdb_account.shop'],
      severity: 'critical',
    },
    {
      name: 'Cosmos DB without keys',
      files: {
        'main.tf': account('  local_authentication_disabled = true\n', 'cosmosdb_account', 'shop-cosmos'),
        '.env': `COSMOS=AccountEndpoint=https://shop-cosmos.documents.azure.com:443/;AccountKey=${key('c')};\n`,
      },
      is: 'resource',
      state: 'local-auth-off',
    },
    {
      name: 'Service Bus',
      files: { 'main.tf': account('', 'servicebus_namespace', 'shop-bus'), '.env': endpoint('shop-bus.servicebus.windows.net') },
      is: 'resource',
      names: ['azurerm_servicebus_namespace.shop'],
    },
    {
      name: 'Service Bus without keys',
      files: { 'main.tf': account('  local_auth_enabled = false\n', 'servicebus_namespace', 'shop-bus'), '.env': endpoint('shop-bus.servicebus.windows.net') },
      is: 'resource',
      state: 'local-auth-off',
    },
    {
      name: 'Service Bus, a key of another policy is not judged',
      files: {
        'main.tf': account('', 'servicebus_namespace', 'shop-bus'),
        'terraform.tfstate': state([
          {
            type: 'azurerm_servicebus_namespace',
            name: 'shop',
            values: { name: 'shop-bus', default_primary_key: base64('p', 32), default_secondary_key: base64('q', 32) },
          },
        ]),
        '.env': endpoint('shop-bus.servicebus.windows.net').replace('RootManageSharedAccessKey', 'send-only'),
      },
      is: 'resource',
      state: 'unknown',
      limits: 'policy send-only',
    },
    {
      name: 'Service Bus, a key of the root policy that was rotated',
      files: {
        'main.tf': account('', 'servicebus_namespace', 'shop-bus'),
        'terraform.tfstate': state([
          {
            type: 'azurerm_servicebus_namespace',
            name: 'shop',
            values: { name: 'shop-bus', default_primary_key: base64('p', 32), default_secondary_key: base64('q', 32) },
          },
        ]),
        '.env': endpoint('shop-bus.servicebus.windows.net'),
      },
      is: 'resource',
      state: 'rotated',
    },
    {
      name: 'a namespace of another name',
      files: { 'main.tf': account('', 'servicebus_namespace', 'shop-bus2'), '.env': endpoint('shop-bus.servicebus.windows.net') },
      is: 'account',
      stores: [],
    },
    {
      name: 'a registry',
      files: {
        'main.tf': account('  admin_enabled = true\n', 'container_registry', 'shopacr'),
        '.docker/config.json': `{"auths":{"shopacr.azurecr.io":{"auth":"${Buffer.from(`shopacr:${letters('acr', 32)}`).toString('base64')}"}}}`,
      },
      in: '.docker/config.json',
      is: 'resource',
      names: ['azurerm_container_registry.shop'],
    },
    {
      name: 'a registry without its admin user',
      files: {
        'main.tf': account('', 'container_registry', 'shopacr'),
        '.docker/config.json': `{"auths":{"shopacr.azurecr.io":{"auth":"${Buffer.from(`shopacr:${letters('acr', 32)}`).toString('base64')}"}}}`,
      },
      in: '.docker/config.json',
      is: 'resource',
      state: 'local-auth-off',
      severity: 'low',
    },
    {
      name: 'a registry with the name of a token, which its admin user has no part in',
      files: {
        'main.tf': account('', 'container_registry', 'shopacr'),
        '.docker/config.json': `{"auths":{"shopacr.azurecr.io":{"auth":"${Buffer.from(`puller:${letters('acr', 32)}`).toString('base64')}"}}}`,
      },
      in: '.docker/config.json',
      is: 'resource',
      state: 'unknown',
    },
    {
      name: 'a cache',
      files: {
        'main.tf': account('', 'redis_cache', 'shop-redis'),
        '.env': `REDIS=shop-redis.redis.cache.windows.net:6380,password=${base64('redis', 32)},ssl=True\n`,
      },
      is: 'resource',
      names: ['azurerm_redis_cache.shop'],
    },
    {
      name: 'SQL',
      files: {
        'main.tf': account('', 'mssql_server', 'shop-sql'),
        '.env': 'SQL=Server=tcp:shop-sql.database.windows.net,1433;Initial Catalog=shop;User ID=shop;Password=Vq8rT2mWx9Lp;\n',
      },
      is: 'resource',
      names: ['azurerm_mssql_server.shop'],
    },
    {
      name: 'SQL that the whole internet reaches',
      files: {
        'main.tf': `${account('', 'mssql_server', 'shop-sql')}resource "azurerm_mssql_firewall_rule" "all" {\n  server_id = azurerm_mssql_server.shop.id\n  start_ip_address = "0.0.0.0"\n  end_ip_address = "255.255.255.255"\n}`,
        '.env': 'SQL=Server=tcp:shop-sql.database.windows.net,1433;Initial Catalog=shop;User ID=shop;Password=Vq8rT2mWx9Lp;\n',
      },
      is: 'resource',
      severity: 'critical',
      limits: '',
    },
    {
      name: 'PostgreSQL in a subnet',
      files: {
        'main.tf': account('  delegated_subnet_id = azurerm_subnet.db.id\n', 'postgresql_flexible_server', 'shop-pg'),
        '.env': 'PG=postgres://shop:Vq8rT2mWx9Lp@shop-pg.postgres.database.azure.com:5432/shop\n',
      },
      is: 'resource',
      private: true,
      severity: 'high',
    },
    {
      name: 'App Configuration',
      files: {
        'main.tf': account('', 'app_configuration', 'shop-conf'),
        '.env': `CONF=Endpoint=https://shop-conf.azconfig.io;Id=abcd;Secret=${base64('conf', 32)}\n`,
      },
      is: 'resource',
      names: ['azurerm_app_configuration.shop'],
    },
    {
      name: 'IoT, one device',
      files: {
        'main.tf': account('', 'iothub', 'shop-hub'),
        '.env': `IOT=HostName=shop-hub.azure-devices.net;DeviceId=pump7;SharedAccessKey=${base64('iot', 32)}\n`,
      },
      is: 'resource',
      limits: 'device pump7',
    },
  ]));

const tenant = uuid('tenant');
const client = uuid('client');
const secret = (seed: string, hint = letters(seed, 3)): string => `${hint}8Q~${letters(`${seed}s`, 34)}`;
const application = (name: string, role = 'Owner'): string => `
  data "azurerm_subscription" "${name}" {}
  resource "azuread_application" "${name}" { display_name = "${name}" }
  resource "azuread_service_principal" "${name}" { client_id = azuread_application.${name}.client_id }
  resource "azuread_application_password" "${name}" { application_id = azuread_application.${name}.id }
  resource "azurerm_role_assignment" "${name}" {
    scope                = data.azurerm_subscription.${name}.id
    role_definition_name = "${role}"
    principal_id         = azuread_service_principal.${name}.object_id
  }\n`;
const stored =
  '\n  resource "azurerm_resource_group" "rg" {\n    name = "rg"\n    location = "japaneast"\n  }\n  resource "azurerm_storage_account" "photos" {\n    name = "photos"\n    resource_group_name = azurerm_resource_group.rg.name\n  }\n';
const entra = (seed = 'e', id = client, of = tenant): string => `ARM_CLIENT_ID=${id}\nARM_TENANT_ID=${of}\nARM_CLIENT_SECRET=${secret(seed)}\n`;
const clientState = (more: readonly { readonly type: string; readonly name: string; readonly values: object }[] = []): string =>
  state([
    { type: 'azuread_application', name: 'deploy', values: { client_id: client, object_id: uuid('object'), display_name: 'deploy' } },
    { type: 'azuread_service_principal', name: 'deploy', values: { client_id: client, object_id: uuid('principal'), application_tenant_id: tenant } },
    ...more,
  ]);

describe('Entra applications', () =>
  table([
    {
      name: 'administrator, by the client id of a state',
      files: { 'main.tf': application('deploy'), 'terraform.tfstate': clientState(), '.env': entra() },
      is: 'principal',
      names: ['deploy'],
      administrator: true,
      severity: 'critical',
      next: "-replace='azuread_application_password.deploy'",
    },
    {
      name: 'by a client id that the code writes',
      files: {
        'main.tf': `resource "azuread_service_principal" "deploy" { client_id = "${client}" }\nresource "azurerm_role_assignment" "deploy" {\n  scope = "/subscriptions/${uuid('sub')}"\n  role_definition_name = "Owner"\n  principal_id = azuread_service_principal.deploy.object_id\n}`,
        '.env': entra(),
      },
      is: 'principal',
      administrator: true,
    },
    {
      name: 'reads data',
      files: { 'main.tf': application('deploy', 'Storage Blob Data Reader') + stored, 'terraform.tfstate': clientState(), '.env': entra() },
      is: 'principal',
      administrator: false,
      stores: ['photos'],
    },
    {
      name: 'can become administrator',
      files: { 'main.tf': application('deploy', 'User Access Administrator'), 'terraform.tfstate': clientState(), '.env': entra() },
      is: 'principal',
      severity: 'critical',
    },
    {
      name: 'no role at all',
      files: { 'main.tf': application('deploy').replace(/resource "azurerm_role_assignment"[^}]*\}/, ''), 'terraform.tfstate': clientState(), '.env': entra() },
      is: 'principal',
      administrator: false,
      becomes: false,
      stores: [],
    },
    {
      name: 'disabled',
      files: {
        'main.tf': application('deploy').replace(
          'client_id = azuread_application.deploy.client_id',
          'client_id = azuread_application.deploy.client_id\n    account_enabled = false\n  ',
        ),
        'terraform.tfstate': clientState(),
        '.env': entra(),
      },
      is: 'principal',
      state: 'disabled',
    },
    {
      name: 'by the value in the state, without any id',
      files: {
        'main.tf': application('deploy'),
        'terraform.tfstate': clientState([{ type: 'azuread_application_password', name: 'deploy', values: { value: secret('e'), key_id: uuid('key') } }]),
        'app.py': `secret = "${secret('e')}"\n`,
      },
      in: 'app.py',
      is: 'principal',
      names: ['deploy'],
      state: 'current',
      administrator: true,
    },
    {
      name: 'a hint that three applications share',
      files: {
        'main.tf': application('a') + application('b') + application('c'),
        'terraform.tfstate': state(
          ['a', 'b', 'c'].map((name) => ({
            type: 'azuread_application_password',
            name,
            values: { value: secret(`other-${name}`, 'xY7'), key_id: uuid(name) },
          })),
        ),
        'app.py': `secret = "${secret('e', 'xY7')}"\n`,
      },
      in: 'app.py',
      is: 'candidates',
      names: ['a', 'b', 'c'],
      why: '3 applications share the hint xY7',
      administrator: false,
      stores: [],
    },
    {
      name: 'a hint of one application is no proof',
      files: {
        'main.tf': application('a') + application('b'),
        'terraform.tfstate': state(
          ['a', 'b'].map((name) => ({
            type: 'azuread_application_password',
            name,
            values: { value: secret(`other-${name}`, name === 'a' ? 'xY7' : 'zZ9'), key_id: uuid(name) },
          })),
        ),
        'app.py': `secret = "${secret('e', 'xY7')}"\n`,
      },
      in: 'app.py',
      is: 'candidates',
      names: ['a'],
    },
    {
      name: 'another tenant',
      files: { 'main.tf': application('deploy'), 'terraform.tfstate': clientState(), '.env': entra('e', client, uuid('elsewhere')) },
      is: 'account',
      administrator: false,
      why: 'not the one of this code',
    },
    {
      name: 'another application',
      files: { 'main.tf': application('deploy'), 'terraform.tfstate': clientState(), '.env': entra('e', uuid('unknown')) },
      is: 'account',
      administrator: false,
      severity: 'critical',
    },
    {
      name: 'a token of the application',
      files: {
        'main.tf': application('deploy'),
        'terraform.tfstate': clientState(),
        'a.log': `Bearer ${jwt({ iss: `https://sts.windows.net/${tenant}/`, tid: tenant, appid: client, oid: uuid('principal'), aud: 'https://management.azure.com', exp: 1_900_000_000 })}\n`,
      },
      in: 'a.log',
      is: 'principal',
      names: ['deploy'],
      administrator: true,
    },
  ]));

const app = (more = ''): string => `
  resource "azurerm_linux_function_app" "api" {
    name = "shop-api"
    ${more}
  }
  resource "azurerm_resource_group" "rg" {
    name = "rg"
    location = "japaneast"
  }
  resource "azurerm_storage_account" "photos" {
    name = "photos"
    resource_group_name = azurerm_resource_group.rg.name
  }
  resource "azurerm_role_assignment" "api" {
    scope                = azurerm_storage_account.photos.id
    role_definition_name = "Storage Blob Data Owner"
    principal_id         = azurerm_linux_function_app.api.identity[0].principal_id
  }`;
/** With the check of a host key in its last four bytes. */
const functionKey = ((): string => {
  const body = `${letters('fn', 44)}AzFu`;
  const check = Buffer.alloc(4);
  check.writeUInt32LE(marvin32(Buffer.from(body, 'base64url'), 'Master00'));
  return `${body}${check.toString('base64').replaceAll('+', '-').replaceAll('/', '_')}`;
})();
describe('apps and what they run as', () =>
  table([
    {
      name: 'a function key, the identity of its app and what that reads',
      files: {
        'main.tf': app('identity {\n      type = "SystemAssigned"\n    }'),
        '.env': `HOOK=https://shop-api.azurewebsites.net/api/order?code=${functionKey}\n`,
      },
      is: 'resource',
      names: ['azurerm_linux_function_app.api'],
      stores: ['photos'],
    },
    {
      name: 'an app without an identity',
      files: { 'main.tf': app(), '.env': `HOOK=https://shop-api.azurewebsites.net/api/order?code=${functionKey}\n` },
      is: 'resource',
      stores: [],
    },
    {
      name: 'a publish profile',
      files: {
        'main.tf': app('identity {\n      type = "SystemAssigned"\n    }'),
        'shop.PublishSettings': `<publishProfile publishUrl="shop-api.scm.azurewebsites.net:443" userName="$shop-api" userPWD="${letters('pwd', 60)}" />`,
      },
      in: 'shop.PublishSettings',
      is: 'resource',
      stores: ['photos'],
      why: 'deploys code',
    },
    {
      name: 'an app of another name',
      files: { 'main.tf': app(), '.env': `HOOK=https://shop-api2.azurewebsites.net/api/order?code=${functionKey}\n` },
      is: 'account',
      stores: [],
    },
  ]));
