import { describe, expect, test } from 'vitest';
import { textFiles } from '#sources/terraform/text-files';
import { run, type Run } from './run.ts';

const assessed = (text: string, only: readonly string[] = []): Run => run(textFiles({ 'main.tf': text }), { only, mostSteps: 20 });
/** `resource: severity` of each failure with how it is lowered, `resource?` of each doubt. */
const verdicts = (text: string, control: string): string[] =>
  assessed(text, [control])
    .assessment.findings.map(
      ({ verdict, id, severity, lowered }) => `${id.slice(control.length + 1)}${verdict.is === 'fail' ? ` ${severity}${lowered ? ` ${lowered}` : ''}` : '?'}`,
    )
    .toSorted();

const subscription = 'data "azurerm_subscription" "s" {}\n';
const group = 'resource "azurerm_resource_group" "rg" {\n  name     = "rg"\n  location = "japaneast"\n}\n';
const identity = (name: string): string =>
  `resource "azurerm_user_assigned_identity" "${name}" {\n  name                = "${name}"\n  resource_group_name = azurerm_resource_group.rg.name\n  location            = "japaneast"\n}\n`;
const machine = (name: string, as: string): string =>
  `resource "azurerm_linux_virtual_machine" "${name}" {\n  name                = "${name}"\n  resource_group_name = azurerm_resource_group.rg.name\n  identity {\n    ${as}\n  }\n}\n`;
const runsAs = (name: string): string => `type         = "UserAssigned"\n    identity_ids = [azurerm_user_assigned_identity.${name}.id]`;
const assigned = (name: string, role: string, scope: string, who: string, more = ''): string =>
  `resource "azurerm_role_assignment" "${name}" {\n  scope        = ${scope}\n  ${role}\n  principal_id = ${who}\n${more}}\n`;
const named = (role: string): string => `role_definition_name = "${role}"`;
const whole = 'data.azurerm_subscription.s.id';
const part = 'azurerm_resource_group.rg.id';
const someone = '"11111111-2222-3333-4444-555555555555"';
const of = (name: string): string => `azurerm_user_assigned_identity.${name}.principal_id`;
const custom = (actions: string, more = ''): string =>
  `resource "azurerm_role_definition" "own" {\n  name  = "own"\n  scope = data.azurerm_subscription.s.id\n  permissions {\n    actions = [${actions}]\n${more}  }\n}\n`;
const own = 'role_definition_id = azurerm_role_definition.own.role_definition_resource_id';
const owns = `${group}${subscription}${identity('admin')}${assigned('admin', named('Owner'), whole, of('admin'))}`;

describe('owner of a whole account', () =>
  test.for<readonly [string, string, readonly string[]]>([
    ['Owner of the subscription', subscription + assigned('a', named('Owner'), whole, someone), ['azurerm_role_assignment.a high']],
    ['User Access Administrator', subscription + assigned('a', named('User Access Administrator'), whole, someone), ['azurerm_role_assignment.a high']],
    [
      'of a management group',
      `resource "azurerm_management_group" "m" {}\n${assigned('a', named('Owner'), 'azurerm_management_group.m.id', someone)}`,
      ['azurerm_role_assignment.a high'],
    ],
    ['of the tenant', assigned('a', named('Owner'), '"/"', someone), ['azurerm_role_assignment.a high']],
    ['of a resource group', group + assigned('a', named('Owner'), part, someone), []],
    ['of a resource group by its id', assigned('a', named('Owner'), '"/subscriptions/0/resourceGroups/rg"', someone), []],
    [
      'active for good by PIM',
      `${subscription}resource "azurerm_pim_active_role_assignment" "a" {\n  scope              = ${whole}\n  role_definition_id = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635"\n  principal_id       = ${someone}\n}\n`,
      ['azurerm_pim_active_role_assignment.a high'],
    ],
    [
      'active for a day',
      `${subscription}resource "azurerm_pim_active_role_assignment" "a" {\n  scope              = ${whole}\n  role_definition_id = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635"\n  principal_id       = ${someone}\n  schedule {\n    expiration { duration_hours = 8 }\n  }\n}\n`,
      [],
    ],
    ['Contributor is less', subscription + assigned('a', named('Contributor'), whole, someone), []],
    [
      'by the id of the role',
      subscription +
        assigned('a', 'role_definition_id = "/providers/Microsoft.Authorization/roleDefinitions/8e3af657-a8ff-443c-a75c-2fe8c4bcb635"', whole, someone),
      ['azurerm_role_assignment.a high'],
    ],
    [
      'by a data source that names the role',
      `${subscription}data "azurerm_role_definition" "r" { name = "Owner" }\n${assigned('a', 'role_definition_id = "${data.azurerm_subscription.s.id}${data.azurerm_role_definition.r.id}"', whole, someone)}`,
      ['azurerm_role_assignment.a high'],
    ],
    [
      'a subscription that a variable names',
      `variable "s" {}\n${assigned('a', named('Owner'), '"/subscriptions/${var.s}"', someone)}`,
      ['azurerm_role_assignment.a high'],
    ],
    ['a resource group below it', `variable "s" {}\n${assigned('a', named('Owner'), '"/subscriptions/${var.s}/resourceGroups/rg"', someone)}`, []],
    ['a scope that nobody knows', `variable "s" {}\n${assigned('a', named('Owner'), 'var.s', someone)}`, ['azurerm_role_assignment.a?']],
    [
      'a role that nobody knows',
      `${subscription}variable "r" {}\n${assigned('a', 'role_definition_name = var.r', whole, someone)}`,
      ['azurerm_role_assignment.a?'],
    ],
    ['a role of the tenant that is not in the code', subscription + assigned('a', named('Our deployers'), whole, someone), ['azurerm_role_assignment.a?']],
    ['an unknown role on a part is narrow', `${group}variable "r" {}\n${assigned('a', 'role_definition_name = var.r', part, someone)}`, []],
    [
      'a condition limits which roles may be given',
      subscription + assigned('a', named('Role Based Access Control Administrator'), whole, someone, '  condition = "@Request[x] StringEquals \'y\'"\n'),
      [],
    ],
    [
      "a role of one's own that may assign",
      subscription + custom('"Microsoft.Authorization/roleAssignments/write"') + assigned('a', own, whole, someone),
      ['azurerm_role_assignment.a high'],
    ],
    ['one that may do everything is found where it is defined', subscription + custom('"*"') + assigned('a', own, whole, someone), []],
    [
      'Global Administrator',
      'resource "azuread_directory_role" "g" { display_name = "Global Administrator" }\nresource "azuread_directory_role_assignment" "a" {\n  role_id             = azuread_directory_role.g.template_id\n  principal_object_id = "1"\n}\n',
      ['azuread_directory_role_assignment.a high'],
    ],
    [
      'another directory role',
      'resource "azuread_directory_role_assignment" "a" {\n  role_id             = "88d8e3e3-8f55-4a1e-953a-9b9898b8876b"\n  principal_object_id = "1"\n}\n',
      [],
    ],
  ])('%s', ([, text, expected]) => expect(verdicts(text, 'owner-of-whole-account')).toEqual(expected)));

describe('the other wide grants', () =>
  test.for<readonly [string, string, string, readonly string[]]>([
    [
      'Contributor of the subscription',
      subscription + assigned('a', named('Contributor'), whole, someone),
      'editor-of-whole-account',
      ['azurerm_role_assignment.a medium'],
    ],
    [
      'Owner under a condition',
      subscription + assigned('a', named('Owner'), whole, someone, '  condition = "x"\n'),
      'editor-of-whole-account',
      ['azurerm_role_assignment.a medium'],
    ],
    ['Contributor of a group', group + assigned('a', named('Contributor'), part, someone), 'editor-of-whole-account', []],
    [
      'Managed Identity Operator',
      subscription + assigned('a', named('Managed Identity Operator'), whole, someone),
      'impersonation-of-every-account',
      ['azurerm_role_assignment.a high'],
    ],
    [
      'of one identity',
      group + identity('i') + assigned('a', named('Managed Identity Operator'), 'azurerm_user_assigned_identity.i.id', someone),
      'impersonation-of-every-account',
      [],
    ],
    [
      'a role that does everything',
      subscription + custom('"*"') + assigned('a', own, whole, someone),
      'home-made-owner-role',
      ['azurerm_role_definition.own high'],
    ],
    ['that nobody has', subscription + custom('"*"'), 'home-made-owner-role', ['azurerm_role_definition.own low not-in-use']],
    ['less the right to give rights', subscription + custom('"*"', '    not_actions = ["Microsoft.Authorization/*/Write"]\n'), 'home-made-owner-role', []],
    ['actions that nobody knows', `${subscription}variable "a" {}\n${custom('var.a')}`, 'home-made-owner-role', ['azurerm_role_definition.own?']],
    [
      'a client secret',
      'resource "azuread_application" "a" { display_name = "a" }\nresource "azuread_application_password" "p" { application_id = azuread_application.a.id }\n',
      'long-lived-access-key',
      ['azuread_application_password.p medium'],
    ],
  ])('%s', ([, text, control, expected]) => expect(verdicts(text, control)).toEqual(expected)));

const trusted = (issuer: string, subject: string): string =>
  `variable "subject" {}\nresource "azuread_application_federated_identity_credential" "f" {\n  application_id = "a"\n  issuer         = ${issuer}\n  subject        = ${subject}\n}\n`;
describe('federation', () =>
  test.for<readonly [string, string, readonly string[]]>([
    ['a branch of a repository', trusted('"https://token.actions.githubusercontent.com"', '"repo:example/shop:ref:refs/heads/main"'), []],
    [
      'a subject that nobody knows',
      trusted('"https://token.actions.githubusercontent.com"', 'var.subject'),
      ['azuread_application_federated_identity_credential.f?'],
    ],
    ["an issuer of one's own", trusted('"https://oidc.prod-aks.azure.com/1/"', 'var.subject'), []],
    [
      'any repository by a flexible credential',
      'resource "azuread_application_flexible_federated_identity_credential" "f" {\n  application_id             = "a"\n  issuer                     = "https://token.actions.githubusercontent.com"\n  claims_matching_expression = "claims[\'sub\'] matches \'repo:*\'"\n}\n',
      ['azuread_application_flexible_federated_identity_credential.f high'],
    ],
    [
      'those of an organisation',
      'resource "azuread_application_flexible_federated_identity_credential" "f" {\n  application_id             = "a"\n  issuer                     = "https://token.actions.githubusercontent.com"\n  claims_matching_expression = "claims[\'sub\'] matches \'repo:example/*\'"\n}\n',
      [],
    ],
  ])('%s', ([, text, expected]) => expect(verdicts(text, 'federation-not-pinned')).toEqual(expected)));

describe('who can become administrator', () =>
  test.for<readonly [string, string, readonly string[]]>([
    [
      'by commands on a machine that runs as one',
      `${owns}${identity('ci')}${machine('m', runsAs('admin'))}${assigned('ci', named('Virtual Machine Contributor'), part, of('ci'))}`,
      ['azurerm_user_assigned_identity.ci high'],
    ],
    [
      'the machine runs as nobody',
      `${owns}${identity('ci')}${machine('m', 'type = "SystemAssigned"')}${assigned('ci', named('Virtual Machine Contributor'), part, of('ci'))}`,
      [],
    ],
    ['a reader cannot', `${owns}${identity('ci')}${machine('m', runsAs('admin'))}${assigned('ci', named('Reader'), whole, of('ci'))}`, []],
    [
      'the identity that the machine has from Azure',
      `${owns}${machine('weak', 'type = "SystemAssigned"')}${machine('m', runsAs('admin'))}${assigned('weak', named('Virtual Machine Contributor'), part, 'azurerm_linux_virtual_machine.weak.identity[0].principal_id')}`,
      ['azurerm_linux_virtual_machine.weak high'],
    ],
    [
      'somebody who is no resource of the code, at the assignment',
      `data "azuread_user" "u" { user_principal_name = "u@example.com" }\n${owns}${machine('m', runsAs('admin'))}${assigned('u', named('Virtual Machine Contributor'), part, 'data.azuread_user.u.object_id')}`,
      ['azurerm_role_assignment.u high'],
    ],
    ['an administrator needs not become one', owns, []],
  ])('%s', ([, text, expected]) => expect(verdicts(text, 'can-become-administrator')).toEqual(expected)));

test('two roots are two tenants', () => {
  const { assessment } = run(
    textFiles({
      'one/main.tf': `provider "azurerm" {}\n${owns}${machine('m', runsAs('admin'))}`,
      'two/main.tf': `provider "azurerm" {}\n${group}${identity('ci')}${assigned('ci', named('Virtual Machine Contributor'), part, of('ci'))}`,
    }),
    { only: ['can-become-administrator'], mostSteps: 0 },
  );
  expect(assessment.findings).toEqual([]);
});

describe('steps', () =>
  test.for<readonly [string, string, string, readonly (readonly [boolean, ...string[]])[]]>([
    [
      'Owner becomes Contributor',
      subscription + assigned('a', named('Owner'), whole, someone),
      'owner-of-whole-account',
      [[true, 'role_definition_name = "Contributor"']],
    ],
    [
      'also by id',
      subscription + assigned('a', 'role_definition_id = "8e3af657-a8ff-443c-a75c-2fe8c4bcb635"', whole, someone),
      'owner-of-whole-account',
      [[true, 'role_definition_id = "b24988ac-6180-42a0-ab88-20f7382dd24c"']],
    ],
    ['another role is for a person to decide', subscription + assigned('a', named('User Access Administrator'), whole, someone), 'owner-of-whole-account', []],
    [
      'the action that closes the chain goes',
      `${owns}${identity('ci')}${machine('m', runsAs('admin'))}${custom('"Microsoft.Compute/virtualMachines/read", "Microsoft.Compute/virtualMachines/runCommand/action"')}${assigned('ci', own, part, of('ci'))}`,
      'can-become-administrator',
      [[true, 'actions = ["Microsoft.Compute/virtualMachines/read"]']],
    ],
  ])('%s', ([, text, control, expected]) =>
    expect(assessed(text, [control]).steps.map(({ proven, changes }) => [proven, ...changes.map(({ after }) => after.trim())])).toEqual(expected),
  ));
