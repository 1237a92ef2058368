import { expect, test } from 'vitest';
import { actionMatches, textLike } from './pattern.ts';

const definitions = 'https://learn.microsoft.com/azure/role-based-access-control/role-definitions#actions';
const format = 'https://learn.microsoft.com/azure/role-based-access-control/conditions-format';
interface Row {
  readonly pattern: string;
  readonly action: string;
  readonly is: boolean;
  readonly source?: string;
}
test.for<Row>([
  { pattern: '*/read', action: 'Microsoft.Compute/virtualMachines/read', is: true, source: definitions },
  { pattern: '*/read', action: 'Microsoft.Compute/virtualMachines/write', is: false, source: definitions },
  { pattern: 'Microsoft.Compute/*', action: 'Microsoft.Compute/virtualMachines/start/action', is: true, source: definitions },
  { pattern: 'Microsoft.Compute/*', action: 'Microsoft.ComputeSchedule/x/read', is: false, source: definitions },
  { pattern: 'Microsoft.Network/*/read', action: 'Microsoft.Network/virtualNetworks/subnets/read', is: true, source: definitions },
  { pattern: 'Microsoft.Compute/virtualMachines/*', action: 'Microsoft.Compute/virtualMachines/extensions/write', is: true, source: definitions },
  { pattern: 'microsoft.web/sites/restart/Action', action: 'Microsoft.Web/sites/restart/action', is: true, source: definitions },
  { pattern: 'Microsoft.Authorization/*/Write', action: 'microsoft.authorization/roleassignments/write', is: true, source: definitions },
  { pattern: 'Microsoft.Authorization/roleAssignments/*', action: 'Microsoft.Authorization/roleAssignments/write', is: true, source: format },
  { pattern: 'Microsoft.Authorization/roleDefinitions/*', action: 'Microsoft.Authorization/roleAssignments/write', is: false, source: format },
  {
    pattern: 'Microsoft.ManagedIdentity/userAssignedIdentities/*/assign/action',
    action: 'Microsoft.ManagedIdentity/userAssignedIdentities/assign/action',
    is: true,
    source: 'https://learn.microsoft.com/azure/role-based-access-control/built-in-roles/identity#managed-identity-operator',
  },
  { pattern: '*', action: 'anything', is: true },
  { pattern: '**', action: 'anything', is: true },
  { pattern: 'a*b*c', action: 'axxbyyc', is: true },
  { pattern: 'a*b*c', action: 'axxcyyb', is: false },
  { pattern: 'a*a', action: 'a', is: false },
  { pattern: 'Microsoft.Compute/virtualMachines/read', action: 'Microsoft.Compute/virtualMachines/reads', is: false },
  { pattern: 'a.b/c', action: 'aXb/c', is: false },
  { pattern: 'a/*/c.d', action: 'a/x/cXd', is: false },
])('$pattern over $action', ({ pattern, action, is }) => expect(actionMatches(pattern, action)).toBe(is));

test.for<{ pattern: string; text: string; is: boolean; source?: string }>([
  { pattern: 'a*c?', text: 'abcd', is: true, source: format },
  { pattern: 'A*C?', text: 'abcd', is: false, source: format },
  { pattern: 'a*c', text: 'abcd', is: false, source: format },
  { pattern: 'readonly/*', text: 'readonly/x/y', is: true, source: format },
  { pattern: String.raw`a\*`, text: 'a*', is: true, source: format },
  { pattern: String.raw`a\*`, text: 'ab', is: false, source: format },
  { pattern: String.raw`a\?`, text: 'a?', is: true, source: format },
  { pattern: 'a.c', text: 'abc', is: false },
])('$pattern like $text', ({ pattern, text, is }) => expect(textLike(pattern, text)).toBe(is));
