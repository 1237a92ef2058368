// Generated from the folders by tools/index-folders.ts; do not edit.
import type { Family } from './family.ts';
import cloudAws from './cloud/aws.ts';
import cloudAzureConnections from './cloud/azure-connections.ts';
import cloudAzureKeys from './cloud/azure-keys.ts';
import cloudEntra from './cloud/entra.ts';
import cloudGcp from './cloud/gcp.ts';
import cloudKubernetes from './cloud/kubernetes.ts';
import cloudOtherClouds from './cloud/other-clouds.ts';
import codeBuildServices from './code/build-services.ts';
import codeGithub from './code/github.ts';
import codeGitlab from './code/gitlab.ts';
import codePackages from './code/packages.ts';
import codeSecretStores from './code/secret-stores.ts';
import generalAddresses from './general/addresses.ts';
import generalAssignments from './general/assignments.ts';
import generalClientFiles from './general/client-files.ts';
import generalCommands from './general/commands.ts';
import generalInfrastructure from './general/infrastructure.ts';
import generalKeys from './general/keys.ts';
import generalTokens from './general/tokens.ts';
import serviceAi from './service/ai.ts';
import serviceChat from './service/chat.ts';
import serviceData from './service/data.ts';
import serviceMail from './service/mail.ts';
import serviceMarkedServices from './service/marked-services.ts';
import serviceMonitoring from './service/monitoring.ts';
import serviceOtherServices from './service/other-services.ts';
import servicePayment from './service/payment.ts';
import servicePlatforms from './service/platforms.ts';
import serviceTools from './service/tools.ts';

export const families: readonly Family[] = [
  cloudAws,
  cloudAzureConnections,
  cloudAzureKeys,
  cloudEntra,
  cloudGcp,
  cloudKubernetes,
  cloudOtherClouds,
  codeBuildServices,
  codeGithub,
  codeGitlab,
  codePackages,
  codeSecretStores,
  generalAddresses,
  generalAssignments,
  generalClientFiles,
  generalCommands,
  generalInfrastructure,
  generalKeys,
  generalTokens,
  serviceAi,
  serviceChat,
  serviceData,
  serviceMail,
  serviceMarkedServices,
  serviceMonitoring,
  serviceOtherServices,
  servicePayment,
  servicePlatforms,
  serviceTools,
];
