// Generated from the folders by tools/index-folders.ts; do not edit.
import type { Control } from './control.ts';
import informationHandlingAnonymousObjectRead from './information-handling/anonymous-object-read.ts';
import informationHandlingDataNotEncryptedAtRest from './information-handling/data-not-encrypted-at-rest.ts';
import unauthorisedUseAdminPortOpenToWorld from './unauthorised-use/admin-port-open-to-world.ts';

export const controls: readonly Control[] = [
  informationHandlingAnonymousObjectRead,
  informationHandlingDataNotEncryptedAtRest,
  unauthorisedUseAdminPortOpenToWorld,
];
