import { isAbsent, map } from '#core/value';
import { always, number, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cognito-userpool.html
export default resourceType('AWS::Cognito::UserPool', {
  cloud: 'aws',
  service: 'Amazon Cognito',
  model: 'saas',
  terraform: ['aws_cognito_user_pool'],
  properties: {
    UserPoolName: text(['name']),
    MfaConfiguration: text(['mfa_configuration'], always('OFF', '2016-07-28')),
    MinimumLength: number(['password_policy.minimum_length'], always(8, '2016-07-28')),
    AdvancedSecurityMode: text(['user_pool_add_ons.advanced_security_mode'], always('OFF', '2018-06-12')),
    DeletionProtection: text(['deletion_protection'], always('INACTIVE', '2022-10-21')),
  },
  facets: {
    customerMfa: (pool) => ({
      mfa: map(pool.MfaConfiguration, (mode) => (mode === 'ON' ? 'required' : mode === 'OPTIONAL' ? 'optional' : 'off')),
      minimumLength: isAbsent(pool.MinimumLength) ? undefined : pool.MinimumLength,
      advancedSecurity: map(pool.AdvancedSecurityMode, (mode) => mode !== 'OFF'),
    }),
    deletion: (pool) => ({ protected: map(pool.DeletionProtection, (state) => state === 'ACTIVE'), finalSnapshot: undefined }),
  },
  remedies: { 'protect-deletion': () => [{ set: 'DeletionProtection', to: 'ACTIVE' }] },
});
