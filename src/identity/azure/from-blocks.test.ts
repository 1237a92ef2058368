import { describe, expect, test } from 'vitest';
import { readTerraform } from '#sources/terraform/terraform';
import { textFiles } from '#sources/terraform/text-files';
import type { Outcome } from '../identity.ts';
import { azureIdentity } from './azure.ts';
import { mfaFor } from './conditional-access.ts';
import { fromBlocks } from './from-blocks.ts';
import { fewRoles } from './small-tenant.ts';
import { worldOf } from './world.ts';

const read = (text: string) => {
  const { blocks } = readTerraform(textFiles({ 'main.tf': text }));
  const { input, diagnostics } = fromBlocks(blocks);
  return { input, diagnostics, identity: azureIdentity(input, fewRoles) };
};

const base = `
data "azurerm_subscription" "current" {}
resource "azurerm_resource_group" "rg" {
  name     = "rg"
  location = "japaneast"
}
resource "azurerm_user_assigned_identity" "deploy" {
  name                = "deploy"
  resource_group_name = azurerm_resource_group.rg.name
  location            = "japaneast"
}
resource "azurerm_linux_virtual_machine" "vm" {
  name                = "vm"
  resource_group_name = azurerm_resource_group.rg.name
  identity {
    type         = "SystemAssigned, UserAssigned"
    identity_ids = [azurerm_user_assigned_identity.deploy.id]
  }
}
resource "azuread_user" "alice" {
  user_principal_name = "alice@contoso.com"
  display_name        = "Alice"
}
resource "azurerm_role_assignment" "deploy" {
  scope                = data.azurerm_subscription.current.id
  role_definition_name = "Owner"
  principal_id         = azurerm_user_assigned_identity.deploy.principal_id
}
`;
const assign = (body: string): string => `${base}
resource "azurerm_role_assignment" "alice" {
  ${body}
}
variable "unknown" {}
`;
const vm = '/subscriptions/00000000-0000-0000-0000-000000000000/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/vm';
const start = 'Microsoft.Compute/virtualMachines/start/action';

describe('role assignments', () =>
  test.for<{ name: string; text: string; is: Outcome; unknown?: string; missing?: string }>([
    {
      name: 'at the group',
      text: assign('scope = azurerm_resource_group.rg.id\nrole_definition_name = "Virtual Machine Contributor"\nprincipal_id = azuread_user.alice.object_id'),
      is: 'allow',
    },
    {
      name: 'at the machine',
      text: assign('scope = azurerm_linux_virtual_machine.vm.id\nrole_definition_name = "Virtual Machine Contributor"\nprincipal_id = azuread_user.alice.id'),
      is: 'allow',
    },
    {
      name: 'by role id',
      text: assign(
        'scope = azurerm_resource_group.rg.id\nrole_definition_id = "${data.azurerm_subscription.current.id}/providers/Microsoft.Authorization/roleDefinitions/9980e02c-c2be-4d73-94e8-173b1dc7cf3c"\nprincipal_id = azuread_user.alice.object_id',
      ),
      is: 'allow',
    },
    {
      name: 'elsewhere',
      text: assign(
        'scope = "${data.azurerm_subscription.current.id}/resourceGroups/other"\nrole_definition_name = "Owner"\nprincipal_id = azuread_user.alice.object_id',
      ),
      is: 'implicit-deny',
    },
    {
      name: 'custom role',
      text: `${assign('scope = azurerm_resource_group.rg.id\nrole_definition_id = azurerm_role_definition.r.role_definition_resource_id\nprincipal_id = azuread_user.alice.object_id')}\nresource "azurerm_role_definition" "r" {\n name = "R"\n scope = data.azurerm_subscription.current.id\n permissions {\n  actions = ["Microsoft.Compute/*"]\n  not_actions = ["Microsoft.Compute/virtualMachines/write"]\n }\n}`,
      is: 'allow',
    },
    {
      name: 'custom role with unknown actions',
      text: `${assign('scope = azurerm_resource_group.rg.id\nrole_definition_id = azurerm_role_definition.r.role_definition_resource_id\nprincipal_id = azuread_user.alice.object_id')}\nresource "azurerm_role_definition" "r" {\n name = "R"\n scope = data.azurerm_subscription.current.id\n permissions {\n  actions = [var.unknown]\n }\n}`,
      is: 'allow-if',
    },
    {
      name: 'through a group',
      text: `${assign('scope = azurerm_resource_group.rg.id\nrole_definition_name = "Contributor"\nprincipal_id = azuread_group.g.object_id')}\nresource "azuread_group" "g" {\n display_name = "G"\n members = [azuread_user.alice.object_id]\n}`,
      is: 'allow',
    },
    {
      name: 'through a membership of its own',
      text: `${assign('scope = azurerm_resource_group.rg.id\nrole_definition_name = "Contributor"\nprincipal_id = azuread_group.g.object_id')}\nresource "azuread_group" "g" {\n display_name = "G"\n}\nresource "azuread_group_member" "m" {\n group_object_id = azuread_group.g.object_id\n member_object_id = azuread_user.alice.object_id\n}`,
      is: 'allow',
    },
    {
      name: 'group outside the code',
      text: `${assign('scope = azurerm_resource_group.rg.id\nrole_definition_name = "Contributor"\nprincipal_id = data.azuread_group.g.object_id')}\ndata "azuread_group" "g" {\n display_name = "G"\n}`,
      is: 'implicit-deny',
      missing: 'members of g',
    },
    {
      name: 'unknown scope',
      text: assign('scope = var.unknown\nrole_definition_name = "Owner"\nprincipal_id = azuread_user.alice.object_id'),
      is: 'allow-if',
      unknown: 'scope',
    },
    {
      name: 'unknown role',
      text: assign('scope = azurerm_resource_group.rg.id\nrole_definition_name = var.unknown\nprincipal_id = azuread_user.alice.object_id'),
      is: 'allow-if',
      unknown: 'role_definition_name',
    },
    {
      name: 'unknown principal',
      text: assign('scope = azurerm_resource_group.rg.id\nrole_definition_name = "Owner"\nprincipal_id = var.unknown'),
      is: 'implicit-deny',
      unknown: 'principal_id',
      missing: 'principal of azurerm_role_assignment.alice',
    },
    {
      name: 'unknown condition',
      text: assign(
        'scope = azurerm_resource_group.rg.id\nrole_definition_name = "Owner"\nprincipal_id = azuread_user.alice.object_id\ncondition = var.unknown',
      ),
      is: 'allow-if',
      unknown: 'condition',
    },
    {
      name: 'it may not exist',
      text: assign(
        'count = var.unknown == "x" ? 1 : 0\nscope = azurerm_resource_group.rg.id\nrole_definition_name = "Owner"\nprincipal_id = azuread_user.alice.object_id',
      ),
      is: 'allow-if',
    },
    {
      name: 'eligible',
      text: `${base}\nresource "azurerm_pim_eligible_role_assignment" "e" {\n scope = azurerm_resource_group.rg.id\n role_definition_id = "/providers/Microsoft.Authorization/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635"\n principal_id = azuread_user.alice.object_id\n}`,
      is: 'allow-if',
    },
    {
      name: 'one of several',
      text: assign(
        'for_each = toset(["Reader", "Virtual Machine Contributor"])\nscope = azurerm_resource_group.rg.id\nrole_definition_name = each.key\nprincipal_id = azuread_user.alice.object_id',
      ),
      is: 'allow',
    },
  ])('$name', ({ text, is, unknown, missing }) => {
    const { identity, diagnostics } = read(text);
    const found = identity.can('azuread_user.alice', start, vm);
    expect(found.decision).toBe(is);
    if (missing !== undefined) expect(found.missing).toContain(missing);
    const told = diagnostics
      .filter(({ code, at }) => code === 'azure-unknown-value' && at?.file.path === 'main.tf')
      .map(({ message }) => message.en.split(' ')[0]);
    expect(told).toEqual(unknown === undefined ? [] : [unknown]);
  }));

test('reasons point at the line of the assignment', () => {
  const { identity } = read(assign('scope = azurerm_resource_group.rg.id\nrole_definition_name = "Contributor"\nprincipal_id = azuread_user.alice.object_id'));
  expect(identity.can('azuread_user.alice', start, vm).because[0]).toMatchObject({ policy: 'Contributor', at: { file: 'main.tf', line: 30 } });
  expect(identity.principals.find(({ id }) => id === 'azuread_user.alice')).toMatchObject({
    name: 'Alice',
    kind: 'user',
    address: 'azuread_user.alice',
    at: { file: 'main.tf', line: 20 },
  });
});

describe('escalations', () =>
  test.for<{ name: string; text: string; who: string; by: readonly string[] | undefined }>([
    {
      name: 'code on a machine with a strong identity',
      text: assign('scope = azurerm_resource_group.rg.id\nrole_definition_name = "Virtual Machine Contributor"\nprincipal_id = azuread_user.alice.object_id'),
      who: 'azuread_user.alice',
      by: ['azure-vm-extension'],
    },
    {
      name: 'federated credential of an identity',
      text: `${base}\nresource "azurerm_federated_identity_credential" "f" {\n name = "f"\n parent_id = azurerm_user_assigned_identity.deploy.id\n issuer = "https://token.actions.githubusercontent.com"\n subject = "repo:contoso/infra:environment:prod"\n audience = ["api://AzureADTokenExchange"]\n}`,
      who: 'federated:https://token.actions.githubusercontent.com|repo:contoso/infra:environment:prod',
      by: ['entra-federated-sign-in'],
    },
    {
      name: 'owner of an application with an app permission',
      text: `${base}
resource "azuread_application" "a" {
  display_name = "A"
  owners       = [azuread_user.alice.object_id]
}
resource "azuread_service_principal" "a" {
  client_id = azuread_application.a.client_id
}
data "azuread_service_principal" "graph" { client_id = "00000003-0000-0000-c000-000000000000" }
resource "azuread_app_role_assignment" "g" {
  app_role_id         = data.azuread_service_principal.graph.app_role_ids["RoleManagement.ReadWrite.Directory"]
  principal_object_id = azuread_service_principal.a.object_id
  resource_object_id  = data.azuread_service_principal.graph.object_id
}`,
      who: 'azuread_user.alice',
      by: ['entra-application-credential', 'graph-role-management'],
    },
    {
      name: 'app permission by GUID',
      text: `${base}
resource "azuread_application" "a" { display_name = "A" }
resource "azuread_service_principal" "a" { client_id = azuread_application.a.client_id }
resource "azuread_app_role_assignment" "g" {
  app_role_id         = "06b708a9-e830-4db3-a914-8e69da51d44f"
  principal_object_id = azuread_service_principal.a.object_id
  resource_object_id  = "x"
}`,
      who: 'azuread_service_principal.a',
      by: ['graph-app-role-assignment'],
    },
    {
      name: 'Entra role',
      text: `${base}
resource "azuread_directory_role" "r" { display_name = "Cloud Application Administrator" }
resource "azuread_directory_role_assignment" "r" {
  role_id             = azuread_directory_role.r.template_id
  principal_object_id = azuread_user.alice.object_id
}
resource "azuread_application" "a" { display_name = "A" }
resource "azuread_service_principal" "a" { client_id = azuread_application.a.client_id }
resource "azurerm_role_assignment" "a" {
  scope                = data.azurerm_subscription.current.id
  role_definition_name = "Owner"
  principal_id         = azuread_service_principal.a.object_id
}`,
      who: 'azuread_user.alice',
      by: ['entra-application-credential'],
    },
    {
      name: 'vault with access policies',
      text: `${base}
resource "azurerm_key_vault" "kv" {
  name                       = "kv"
  resource_group_name        = azurerm_resource_group.rg.name
  rbac_authorization_enabled = false
}
resource "azurerm_key_vault_access_policy" "p" {
  key_vault_id       = azurerm_key_vault.kv.id
  object_id          = azuread_user.alice.object_id
  secret_permissions = ["Get"]
}`,
      who: 'azuread_user.alice',
      by: undefined,
    },
  ])('$name', ({ text, who, by }) =>
    expect(
      read(text)
        .identity.escalations()
        .becomeAdministrator.get(who)
        ?.map(({ method }) => method),
    ).toEqual(by),
  ));

test('access policies, keys and the system-assigned identity', () => {
  const { identity, input } = read(`${base}
resource "azurerm_key_vault" "kv" {
  name                      = "kv"
  resource_group_name       = azurerm_resource_group.rg.name
  enable_rbac_authorization = false
  access_policy {
    object_id          = azurerm_linux_virtual_machine.vm.identity[0].principal_id
    secret_permissions = ["Get", "List"]
  }
}
resource "azurerm_storage_account" "st" {
  name                      = "st"
  resource_group_name       = azurerm_resource_group.rg.name
  shared_access_key_enabled = false
}
resource "azurerm_linux_function_app" "f" {
  name                 = "f"
  resource_group_name  = azurerm_resource_group.rg.name
  storage_account_name = azurerm_storage_account.st.name
}`);
  const kv = vm.replace('Microsoft.Compute/virtualMachines/vm', 'Microsoft.KeyVault/vaults/kv');
  expect(identity.can('azurerm_linux_virtual_machine.vm/identity', 'Microsoft.KeyVault/vaults/secrets/getSecret/action', kv).decision).toBe('allow');
  expect(input.resources.find(({ name }) => name === 'st')?.facts).toEqual({
    sharedKeys: false,
    keepsCodeOf: [vm.replace('Microsoft.Compute/virtualMachines/vm', 'Microsoft.Web/sites/f')],
  });
  expect(input.resources.find(({ name }) => name === 'vm')?.identities).toEqual([
    'azurerm_linux_virtual_machine.vm/identity',
    'azurerm_user_assigned_identity.deploy',
  ]);
});

test('management groups and subscriptions', () => {
  const { identity } = read(`
resource "azurerm_management_group" "top" { display_name = "Top" }
resource "azurerm_management_group" "below" {
  display_name               = "Below"
  parent_management_group_id = azurerm_management_group.top.id
}
resource "azurerm_subscription" "s" {
  subscription_id   = "22222222-2222-2222-2222-222222222222"
  subscription_name = "S"
}
resource "azurerm_management_group_subscription_association" "s" {
  management_group_id = azurerm_management_group.below.id
  subscription_id     = azurerm_subscription.s.id
}
resource "azuread_user" "alice" {
  user_principal_name = "alice@contoso.com"
  display_name        = "Alice"
}
resource "azurerm_role_assignment" "a" {
  scope                = azurerm_management_group.top.id
  role_definition_name = "Reader"
  principal_id         = azuread_user.alice.object_id
}`);
  expect(
    identity.can('azuread_user.alice', 'Microsoft.Compute/virtualMachines/read', '/subscriptions/22222222-2222-2222-2222-222222222222/resourceGroups/x')
      .decision,
  ).toBe('allow');
});

test('conditional access', () => {
  const policy = (state: string, controls: string): string => `${base}
resource "azuread_conditional_access_policy" "p" {
  display_name = "P"
  state        = "${state}"
  conditions {
    client_app_types = ["all"]
    applications {
      included_applications = ["All"]
    }
    users {
      included_users = ["All"]
    }
  }
  grant_controls {
    operator          = "OR"
    built_in_controls = [${controls}]
  }
}`;
  const mfa = (text: string): string => mfaFor(worldOf(read(text).input, fewRoles), 'azuread_user.alice').is;
  expect(mfa(base)).toBe('unknown');
  expect(mfa(policy('enabled', '"mfa"'))).toBe('yes');
  expect(mfa(policy('enabledForReportingButNotEnforced', '"mfa"'))).toBe('no');
  expect(mfa(policy('enabled', '"mfa", "compliantDevice"'))).toBe('unknown');
  expect(mfa(policy('enabled', 'var.x'))).toBe('unknown');
});
