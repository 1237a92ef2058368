import { layerIds, type LayerId } from './layers.ts';
import type { Text } from './text.ts';

export type ServiceModel = 'iaas' | 'paas' | 'saas';
export type Answerable = 'customer' | 'shared' | 'provider';

/** Who answers for a layer, by service model. Access control to data is never the provider's. */
export const responsibilityMatrix: Readonly<Record<LayerId, Readonly<Record<ServiceModel, Answerable>>>> = {
  'data-access': { iaas: 'customer', paas: 'customer', saas: 'customer' },
  identity: { iaas: 'customer', paas: 'customer', saas: 'customer' },
  'client-encryption': { iaas: 'customer', paas: 'customer', saas: 'shared' },
  application: { iaas: 'customer', paas: 'customer', saas: 'provider' },
  'server-encryption': { iaas: 'customer', paas: 'shared', saas: 'provider' },
  'network-controls': { iaas: 'customer', paas: 'shared', saas: 'provider' },
  'traffic-protection': { iaas: 'customer', paas: 'shared', saas: 'provider' },
  middleware: { iaas: 'customer', paas: 'provider', saas: 'provider' },
  'operating-system': { iaas: 'customer', paas: 'provider', saas: 'provider' },
  virtualisation: { iaas: 'provider', paas: 'provider', saas: 'provider' },
  hardware: { iaas: 'provider', paas: 'provider', saas: 'provider' },
  facility: { iaas: 'provider', paas: 'provider', saas: 'provider' },
};

/** What each cloud calls it. */
export const responsibilityNames: Readonly<Record<'aws' | 'azure' | 'gcp', Text>> = {
  aws: { en: 'shared responsibility model', ja: '責任共有モデル' },
  azure: { en: 'shared responsibility model', ja: '責任共有モデル' },
  gcp: { en: 'shared responsibility matrix', ja: '責任共有マトリクス' },
};

export interface ServiceInUse {
  readonly service: string;
  readonly model: ServiceModel;
  readonly resources: number;
  /** Layers that some control has looked at on these resources. */
  readonly assessed: ReadonlySet<LayerId>;
}
export interface ResponsibilityRow {
  readonly service: string;
  readonly model: ServiceModel;
  readonly resources: number;
  readonly layers: readonly { readonly layer: LayerId; readonly answerable: Answerable; readonly assessed: boolean }[];
}

/** The matrix for the services really in use, most used first. */
export const responsibility = (services: readonly ServiceInUse[]): ResponsibilityRow[] =>
  services
    .map(({ service, model, resources, assessed }) => ({
      service,
      model,
      resources,
      layers: layerIds.map((layer) => ({ layer, answerable: responsibilityMatrix[layer][model], assessed: assessed.has(layer) })),
    }))
    .toSorted((a, b) => b.resources - a.resources || (a.service < b.service ? -1 : 1));
