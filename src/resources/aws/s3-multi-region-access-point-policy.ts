import { all, any } from '#core/value';
import { document, names } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import accessPoint from './s3-multi-region-access-point.ts';
import { resourcePolicy, statementsOf } from './policy.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-multiregionaccesspointpolicy.html
export default resourceType('AWS::S3::MultiRegionAccessPointPolicy', {
  cloud: 'aws',
  service: 'Amazon S3',
  model: 'saas',
  terraform: ['aws_s3control_multi_region_access_point_policy'],
  properties: {
    MrapName: names('AWS::S3::MultiRegionAccessPoint', ['details.name']),
    Policy: document(['details.policy']),
  },
  facets: {
    // Terraform works its name out of an id that nobody knows yet: all access points of the account stand for it.
    resourcePolicy: (policy, around) => {
      const guards = around.inAccount(accessPoint.type).map((found) => accessPoint.view(found));
      const closed = all(
        guards.map((point) => any([point['PublicAccessBlockConfiguration.BlockPublicPolicy'], point['PublicAccessBlockConfiguration.RestrictPublicBuckets']])),
      );
      return resourcePolicy('object-store', statementsOf(policy.Policy), closed);
    },
  },
});
