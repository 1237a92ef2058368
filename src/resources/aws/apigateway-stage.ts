import { absent } from '#core/origin';
import { known } from '#core/value';
import { always, flag, gathered, raw, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { notEmpty } from './facts.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-apigateway-stage.html
export default resourceType('AWS::ApiGateway::Stage', {
  cloud: 'aws',
  service: 'Amazon API Gateway',
  model: 'saas',
  terraform: ['aws_api_gateway_stage'],
  folds: { aws_wafv2_web_acl_association: 'resource_arn' },
  properties: {
    StageName: text(['stage_name']),
    AccessLogSetting: raw(['access_log_settings.destination_arn']),
    TracingEnabled: flag(['xray_tracing_enabled'], always(false, '2018-09-20')),
    CacheClusterEnabled: flag(['cache_cluster_enabled'], always(false, '2016-01-01')),
    ClientCertificateId: raw(['client_certificate_id']),
    WebAcl: gathered<boolean>(
      ({ type }) => (type === 'aws_wafv2_web_acl_association' ? [true] : []),
      () => true,
    ),
  },
  facets: {
    serviceLog: (stage) => ({ kind: 'access', on: notEmpty(stage.AccessLogSetting), missing: undefined }),
    monitoring: (stage) => ({ kind: 'tracing', on: stage.TracingEnabled }),
    webFront: (stage) => ({
      firewall: known(stage.WebAcl.length > 0, absent),
      internetFacing: known(true, absent, true),
      dropsInvalidHeaders: undefined,
      strictDesync: undefined,
      originProtected: undefined,
      rootObject: undefined,
      originFailover: undefined,
      customCertificate: undefined,
      applies: true,
    }),
  },
  remedies: { trace: () => [{ set: 'TracingEnabled', to: true }] },
});
