import { flag, number, provider } from '../property.ts';
import { resourceType } from '../resource-type.ts';

// No CloudFormation type exists: the name is ours. https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAccountPasswordPolicy.html
export default resourceType('AWS::IAM::AccountPasswordPolicy', {
  cloud: 'aws',
  service: 'AWS IAM',
  model: 'saas',
  terraform: ['aws_iam_account_password_policy'],
  properties: {
    MinimumPasswordLength: number(['minimum_password_length'], provider(6)),
    RequireLowercaseCharacters: flag(['require_lowercase_characters'], provider(false)),
    RequireUppercaseCharacters: flag(['require_uppercase_characters'], provider(false)),
    RequireNumbers: flag(['require_numbers'], provider(false)),
    RequireSymbols: flag(['require_symbols'], provider(false)),
    PasswordReusePrevention: number(['password_reuse_prevention'], provider(0)),
    MaxPasswordAge: number(['max_password_age'], provider(0)),
  },
  facets: {
    passwordPolicy: (policy) => ({
      minimumLength: policy.MinimumPasswordLength,
      lowercase: policy.RequireLowercaseCharacters,
      uppercase: policy.RequireUppercaseCharacters,
      numbers: policy.RequireNumbers,
      symbols: policy.RequireSymbols,
      reusePrevented: policy.PasswordReusePrevention,
      maximumAge: policy.MaxPasswordAge,
    }),
  },
  remedies: {
    'strengthen-password': (policy) => [
      ...(policy.MinimumPasswordLength.is === 'known' && policy.MinimumPasswordLength.value < 14 ? [{ set: 'MinimumPasswordLength' as const, to: 14 }] : []),
      ...(policy.PasswordReusePrevention.is === 'known' && policy.PasswordReusePrevention.value < 24
        ? [{ set: 'PasswordReusePrevention' as const, to: 24 }]
        : []),
    ],
  },
});
