// Generated from the folders by tools/index-folders.ts; do not edit.
import type { Providers } from './provider.ts';
import cloudAws from './cloud/aws.ts';
import cloudEntra from './cloud/entra.ts';
import cloudGoogle from './cloud/google.ts';
import codeBuilds from './code/builds.ts';
import codeGithub from './code/github.ts';
import codeGitlab from './code/gitlab.ts';
import codePackages from './code/packages.ts';
import serviceAi from './service/ai.ts';
import serviceChat from './service/chat.ts';
import serviceMail from './service/mail.ts';
import serviceMoney from './service/money.ts';
import serviceMonitoring from './service/monitoring.ts';
import servicePlatforms from './service/platforms.ts';
import serviceTools from './service/tools.ts';

export const issuers: readonly Providers[] = [
  cloudAws,
  cloudEntra,
  cloudGoogle,
  codeBuilds,
  codeGithub,
  codeGitlab,
  codePackages,
  serviceAi,
  serviceChat,
  serviceMail,
  serviceMoney,
  serviceMonitoring,
  servicePlatforms,
  serviceTools,
];
