import { map } from '#core/value';
import { always, flag, number, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { noCapacity } from './facts.ts';

// Own name: CloudFormation nests them in the stage. https://docs.aws.amazon.com/apigateway/latest/api/API_MethodSetting.html
export default resourceType('AWS::ApiGateway::MethodSettings', {
  cloud: 'aws',
  service: 'Amazon API Gateway',
  model: 'saas',
  terraform: ['aws_api_gateway_method_settings'],
  properties: {
    CachingEnabled: flag(['settings.caching_enabled'], always(false, '2015-07-09')),
    CacheDataEncrypted: flag(['settings.cache_data_encrypted'], always(false, '2015-07-09')),
    ThrottlingRateLimit: number(['settings.throttling_rate_limit'], always(-1, '2015-07-09')),
    LoggingLevel: text(['settings.logging_level'], always('OFF', '2015-07-09')),
  },
  facets: {
    dataAtRest: (settings) =>
      settings.CachingEnabled.is === 'known' && settings.CachingEnabled.value
        ? { holds: 'cache-of-api', encryption: map(settings.CacheDataEncrypted, (on) => (on ? 'provider-key' : 'none')) }
        : undefined,
    capacity: (settings) => ({ ...noCapacity, throttled: map(settings.ThrottlingRateLimit, (rate) => rate !== 0) }),
    serviceLog: (settings) => ({ kind: 'execution', on: map(settings.LoggingLevel, (level) => level !== 'OFF'), missing: undefined }),
  },
  remedies: { 'encrypt-at-rest': () => [{ set: 'CacheDataEncrypted', to: true }], 'log-on': () => [{ set: 'LoggingLevel', to: 'ERROR' }] },
});
