import { crc62Holds } from '../../checksums.ts';
import { looksRandom } from '../../randomness.ts';
import { family, named, prefixed } from '../family.ts';

/** Registries of packages and images. Whoever may publish there runs code at everybody who installs. */
export default family({
  vendor: 'package registries',
  severity: 'critical',
  fix: {
    en: 'Revoke it at the registry, look for versions that you did not publish, issue a new one, then take it out.',
    ja: 'レジストリで失効させ、身に覚えのないバージョンが公開されていないか確認します。再発行したうえで取り除きます。',
  },
  opens: { en: 'Private packages, and publishing under the name of its owner.', ja: '非公開パッケージの取得と、所有者名義での公開' },
  rows: [
    prefixed({
      id: 'npm-token',
      title: { en: 'npm access token', ja: 'npm のアクセストークン' },
      prefix: 'npm_',
      charset: 'b62',
      length: 36,
      check: (body) => crc62Holds(body),
    }),
    prefixed({
      id: 'pypi-token',
      title: { en: 'PyPI token', ja: 'PyPI のトークン' },
      prefix: ['pypi-AgEIcHlwaS5vcmc', 'pypi-AgENdGVzdC5weXBpLm9yZw'],
      charset: 'b64url',
      length: [50, 250],
    }),
    prefixed({ id: 'rubygems-key', title: { en: 'RubyGems API key', ja: 'RubyGems の API キー' }, prefix: 'rubygems_', charset: 'hex', length: 48 }),
    prefixed({ id: 'crates-token', title: { en: 'crates.io token', ja: 'crates.io のトークン' }, prefix: 'cio', charset: 'b62', length: 32, like: /\d/ }),
    prefixed({ id: 'nuget-key', title: { en: 'NuGet API key', ja: 'NuGet の API キー' }, prefix: 'oy2', charset: 'b36', length: 43, like: /\d/ }),
    prefixed({ id: 'clojars-token', title: { en: 'Clojars token', ja: 'Clojars のトークン' }, prefix: 'CLOJARS_', charset: 'b36', length: 60 }),
    prefixed({
      id: 'docker-hub-pat',
      title: { en: 'Docker Hub personal token', ja: 'Docker Hub の個人用トークン' },
      prefix: 'dckr_pat_',
      charset: 'b64url',
      length: [27, 36],
    }),
    prefixed({
      id: 'docker-hub-oat',
      title: { en: 'Docker Hub organisation token', ja: 'Docker Hub の組織トークン' },
      prefix: 'dckr_oat_',
      charset: 'b64url',
      length: [32, 40],
    }),
    prefixed({ id: 'jfrog-key', title: { en: 'JFrog API key', ja: 'JFrog の API キー' }, prefix: 'AKCp', charset: 'b62', length: [65, 72] }),
    prefixed({
      id: 'jfrog-reference-token',
      title: { en: 'JFrog reference token', ja: 'JFrog の参照トークン' },
      prefix: 'cmVmd',
      charset: 'b62',
      length: [56, 62],
    }),
    named({
      id: 'artifactory-password',
      title: { en: 'Artifactory key by name', ja: 'Artifactory のキー(名前による判定)' },
      vendor: ['artifactory', 'jfrog'],
      name: /(?:key|token|password)$/,
      shape: /^[A-Za-z0-9]{24,128}$/,
      accept: looksRandom,
    }),
    named({
      id: 'packagecloud-token',
      title: { en: 'Packagecloud or Cloudsmith token', ja: 'Packagecloud・Cloudsmith のトークン' },
      vendor: ['packagecloud', 'cloudsmith', 'gemfury'],
      name: /(?:token|key)$/,
      shape: /^[A-Za-z0-9]{20,64}$/,
      accept: looksRandom,
    }),
  ],
});
