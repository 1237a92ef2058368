import { document } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { resourcePolicy, statementsOf } from './policy.ts';

// No CloudFormation type exists: the name is ours. https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_PutAccessGrantsInstanceResourcePolicy.html
export default resourceType('AWS::S3::AccessGrantsInstanceResourcePolicy', {
  cloud: 'aws',
  service: 'Amazon S3',
  model: 'saas',
  terraform: ['aws_s3control_access_grants_instance_resource_policy'],
  properties: {
    Policy: document(['policy']),
  },
  facets: { resourcePolicy: (grants) => resourcePolicy('object-store', statementsOf(grants.Policy)) },
});
