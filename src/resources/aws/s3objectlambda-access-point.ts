import { absent } from '#core/origin';
import { isAbsent, known } from '#core/value';
import { document, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { statementsOf } from './policy.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3objectlambda-accesspoint.html
export default resourceType('AWS::S3ObjectLambda::AccessPoint', {
  cloud: 'aws',
  service: 'Amazon S3',
  model: 'saas',
  terraform: ['aws_s3control_object_lambda_access_point'],
  folds: { aws_s3control_object_lambda_access_point_policy: 'name', 'AWS::S3ObjectLambda::AccessPointPolicy': 'ObjectLambdaAccessPoint' },
  name: 'Name',
  properties: {
    Name: text(['name']),
    Policy: document(['aws_s3control_object_lambda_access_point_policy#policy', 'AWS::S3ObjectLambda::AccessPointPolicy#PolicyDocument']),
  },
  facets: {
    // Public access is always blocked.
    resourcePolicy: (point) =>
      isAbsent(point.Policy) ? undefined : { what: 'object-store', admits: known('nobody', absent), statements: statementsOf(point.Policy) },
  },
});
