import { blank, known, unknown, type Fact, type Target, type Value } from '#core/value';
import type { RoleGrant } from '../facets.ts';
import { writtenText } from '../written-text.ts';

/**
 * How much lies below the scope of a role assignment. What only Azure can fill in (an id of a resource group) has a known shape.
 * https://learn.microsoft.com/azure/role-based-access-control/scope-overview
 */
export const breadthOf = (scope: Value): RoleGrant['breadth'] => {
  const text = shapeOf(scope);
  if (text.is === 'unknown') return text;
  const breadth = /^\/?$|\/managementGroups\/[^/]+\/?$/i.test(text.value)
    ? 'organisation'
    : /^\/subscriptions\/[^/]+\/?$/i.test(text.value)
      ? 'account'
      : 'part';
  return known(breadth, text.origin, text.assumed);
};

const shapeOf = (scope: Value): Fact<string> => {
  if (scope.is === 'known')
    return typeof scope.value === 'string' ? known(scope.value, scope.origin, scope.assumed) : unknown('unexpected-type', 'scope', scope.origin);
  if (scope.is === 'unknown') {
    const written = writtenText(scope);
    return written?.startsWith('/') ? known(written, scope.origin) : blank(scope);
  }
  return known(scope.parts.map((part) => (typeof part === 'string' ? part : shape(part))).join(''), scope.origin);
};

const shape = ({ address, attribute }: Target): string => {
  if (/(^|\.)azurerm_management_group\./.test(address))
    return attribute === 'id' || attribute === '' ? '/providers/Microsoft.Management/managementGroups/-' : '-';
  if (/(^|\.)azurerm_subscription\./.test(address)) return attribute === 'id' || attribute === '' ? '/subscriptions/-' : '-';
  return attribute === 'id' || attribute === '' ? '/subscriptions/-/resourceGroups/-' : '-';
};
