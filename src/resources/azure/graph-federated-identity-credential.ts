import { isAbsent, map } from '#core/value';
import { namesOwner, sharedIssuer } from '../federation.ts';
import { raw, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';

// https://learn.microsoft.com/graph/api/resources/federatedidentitycredential
export default resourceType('microsoft.graph.federatedIdentityCredential', {
  cloud: 'azure',
  service: 'Microsoft Entra ID',
  model: 'saas',
  terraform: [
    'azuread_application_federated_identity_credential',
    'azuread_application_flexible_federated_identity_credential',
    'azurerm_federated_identity_credential',
  ],
  properties: {
    issuer: raw(['issuer']),
    subject: text(['subject']),
    claimsMatchingExpression: text(['azuread_application_flexible_federated_identity_credential#claims_matching_expression']),
  },
  facets: {
    federation: (self) => {
      const issuer = sharedIssuer(self.issuer);
      const subject = isAbsent(self.claimsMatchingExpression) ? self.subject : map(self.claimsMatchingExpression, subjectIn);
      return issuer.is === 'known' && issuer.value === ''
        ? undefined
        : { trusts: [{ by: 'subject', pinned: issuer.is === 'unknown' ? issuer : map(subject, namesOwner), pinnedWhereUsed: undefined }] };
    },
  },
});

/** `claims['sub'] matches 'repo:example/*'`: what the subject is compared with; anything else leaves it open. */
const subjectIn = (expression: string): string => /claims\['sub'\]\s+(?:matches|eq)\s+'([^']*)'/i.exec(expression)?.[1] ?? '*';
