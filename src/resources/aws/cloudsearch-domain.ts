import { document, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { resourcePolicy, statementsOf } from './policy.ts';

// No CloudFormation type exists: the name is ours. https://docs.aws.amazon.com/cloudsearch/latest/developerguide/configuring-access.html
export default resourceType('AWS::CloudSearch::Domain', {
  cloud: 'aws',
  service: 'Amazon CloudSearch',
  model: 'paas',
  terraform: ['aws_cloudsearch_domain'],
  folds: { aws_cloudsearch_domain_service_access_policy: 'domain_name' },
  name: 'DomainName',
  properties: {
    DomainName: text(['name']),
    AccessPolicies: document(['aws_cloudsearch_domain_service_access_policy#access_policy']),
  },
  facets: { resourcePolicy: (domain) => resourcePolicy('search', statementsOf(domain.AccessPolicies)) },
});
