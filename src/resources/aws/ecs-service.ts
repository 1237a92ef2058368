import { isAbsent, map } from '#core/value';
import { always, flag, names, number, text } from '../property.ts';
import { resourceType } from '../resource-type.ts';
import { atLeastTwo, ifKnown, ingressOf, noCapacity, rolesOf, tags } from './facts.ts';

// https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-ecs-service.html
export default resourceType('AWS::ECS::Service', {
  cloud: 'aws',
  service: 'Amazon ECS',
  model: 'paas',
  terraform: ['aws_ecs_service', 'aws_ecs_task_set'],
  name: 'ServiceName',
  properties: {
    ServiceName: text(['name']),
    AssignPublicIp: flag(['network_configuration.assign_public_ip'], always(false, '2017-11-29')),
    Subnets: names('AWS::EC2::Subnet', ['network_configuration.subnets']),
    SecurityGroups: names('AWS::EC2::SecurityGroup', ['network_configuration.security_groups']),
    TaskDefinition: names('AWS::ECS::TaskDefinition', ['task_definition']),
    EnableExecuteCommand: flag(['enable_execute_command'], always(false, '2021-03-15')),
    Tags: tags(),
    DesiredCount: number(['desired_count']),
    CircuitBreaker: flag(['deployment_circuit_breaker.enable'], always(false, '2020-11-24')),
    Rollback: flag(['deployment_circuit_breaker.rollback'], always(false, '2020-11-24')),
    SchedulingStrategy: text(['scheduling_strategy'], always('REPLICA', '2018-06-12')),
  },
  facets: {
    publicAddress: (service, around) => ({
      what: 'container',
      public: service.AssignPublicIp,
      limited: undefined,
      ingress: ingressOf(around, 'SecurityGroups'),
    }),
    runsAs: (service, around) => ({
      roles: rolesOf(around.related('TaskDefinition'), around),
      facts: ifKnown('execute-command', service.EnableExecuteCommand),
    }),
    zones: (service) => (isAbsent(service.Subnets) ? undefined : { what: 'compute', several: atLeastTwo(service.Subnets) }),
    capacity: (service) => ({
      ...noCapacity,
      atLeastTwo: isAbsent(service.DesiredCount) ? undefined : map(service.DesiredCount, (n) => n !== 1),
      rollsBack: service.CircuitBreaker,
    }),
  },
  remedies: {
    'make-private': () => [{ set: 'AssignPublicIp', to: false }],
    'roll-back': () => [
      { set: 'CircuitBreaker', to: true },
      { set: 'Rollback', to: true },
    ],
  },
});
