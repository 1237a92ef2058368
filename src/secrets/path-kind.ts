/** What a path tells of a file. It gives context: how values are written there, and how much one of them means. */
export interface PathKind {
  /** In lower case. */
  readonly path: string;
  /** `code`: an unquoted right side is an expression. `config`: it is the value. `text`: anything. */
  readonly writes: 'code' | 'config' | 'text';
  /** Test, fixture, example, documentation: found there, a value is mostly invented. */
  readonly sample: 'test-path' | 'doc-path' | undefined;
  /** Lock files and checksums hold long random text by nature; translations hold the word for password. */
  readonly quiet: 'lock-file' | 'translation' | 'minified' | undefined;
}

const code = new Set(
  'js jsx ts tsx mjs cjs mts cts py pyi rb go java kt kts scala groovy swift m mm c cc cpp cxx tcc inl ipp h hh hxx hpp cs vb fs rs php phtml pl pm lua r dart ex exs erl hs clj cljs vue svelte astro sol zig nim jl bicep proto graphql sql css scss less html htm erb ejs jsp'.split(
    ' ',
  ),
);
const config = new Set(
  'env yaml yml json json5 jsonc ini cfg conf config properties props toml xml tf tfvars hcl tfstate sh bash zsh fish ps1 psm1 bat cmd plist service desktop npmrc pypirc netrc yarnrc htaccess gradle template tpl j2 dockerfile rc backup plan nuspec csproj pubxml publishsettings reg mk'.split(
    ' ',
  ),
);
const configName =
  /^(?:\.env|\.?(?:dockerfile|containerfile|makefile|procfile|vagrantfile|jenkinsfile)|\.[a-z_-]+rc$|\.bash|\.zsh|\.profile|\.netrc|_netrc|\.pgpass|\.my\.cnf|credentials$|config$|\.s3cfg|\.boto)/;
const lock =
  /(?:^|\/)(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.ya?ml|bun\.lockb?|poetry\.lock|pipfile\.lock|uv\.lock|cargo\.lock|composer\.lock|gemfile\.lock|go\.sum|go\.work\.sum|flake\.lock|packages\.lock\.json|\.terraform\.lock\.hcl|podfile\.lock|pubspec\.lock|mix\.lock|gradle\.lockfile|requirements.*\.txt|sha\d+sums?(?:\.txt)?|checksums?(?:\.txt)?)$/;
const test =
  /(?:^|[/_.-])(?:tests?|testing|testdata|test-data|specs?|__tests__|__mocks__|__snapshots__|mocks?|mocked|fixtures?|e2e|integration[_-]tests?|cypress|testcases?|testutils?)(?:[/_.-]|$)|(?:^|\/)test[_-]|(?:Test|Tests|Spec|IT)\.(?:java|kt|cs|scala|swift|php)$/;
const doc =
  /(?:^|[/_.-])(?:docs?|documentation|examples?|samples?|demos?|tutorials?|website|changelogs?|readme|contributing|cookbook)(?:[/_.-]|$)|\.env\.(?:template|tmpl)$|\.(?:md|mdx|markdown|rst|adoc|txt\.in|dist|po|pot)$/;
const translation = /(?:^|[/_.-])(?:locales?|i18n|l10n|lang|langs|translations?|messages|intl)(?:[/_.-]|$)|\.(?:po|pot|xlf|xliff|resx|arb|strings)$/;

interface Place {
  readonly test: boolean;
  readonly doc: boolean;
  readonly translation: boolean;
}
const placeOf = (path: string, lower: string): Place => ({
  test: test.test(lower) || test.test(path),
  doc: doc.test(lower),
  translation: translation.test(lower),
});

let last: { readonly path: string; readonly kind: PathKind } | undefined;
/** Of the folder of the last file, with its slash: files come folder by folder. */
let folder: { readonly path: string; readonly place: Place } | undefined;

interface Named {
  readonly place: Place;
  readonly writes: PathKind['writes'];
  readonly isLock: boolean;
  readonly isMinified: boolean;
}
/** Files of one name are many: `index.ts`, `main.tf`. */
const byName = new Map<string, Named>();
const mostNames = 5000;
const named = (name: string): Named => {
  const known = byName.get(name);
  if (known) return known;
  const lower = name.toLowerCase();
  const dot = lower.lastIndexOf('.');
  const extension = dot < 0 ? '' : lower.slice(dot + 1);
  const found: Named = {
    place: placeOf(name, lower),
    writes:
      configName.test(lower) || (lower.startsWith('.') && !code.has(extension)) || config.has(extension) || config.has(lower)
        ? 'config'
        : code.has(extension)
          ? 'code'
          : 'text',
    isLock: lock.test(lower),
    isMinified: /\.min\.(?:js|css|mjs)$|\.(?:map|bundle\.js)$/.test(lower),
  };
  if (byName.size >= mostNames) byName.clear();
  byName.set(name, found);
  return found;
};

export const pathKind = (path: string): PathKind => {
  if (last?.path === path) return last.kind;
  const lower = path.toLowerCase();
  const cut = path.lastIndexOf('/') + 1;
  if (folder?.path.length !== cut || !path.startsWith(folder.path))
    folder = { path: path.slice(0, cut), place: placeOf(path.slice(0, cut), lower.slice(0, cut)) };
  const within = folder.place;
  const { place: own, writes, isLock, isMinified } = named(path.slice(cut));
  const kind: PathKind = {
    path: lower,
    writes,
    sample: within.test || own.test ? 'test-path' : within.doc || own.doc ? 'doc-path' : undefined,
    quiet: isLock
      ? 'lock-file'
      : within.translation || own.translation
        ? 'translation'
        : isMinified || /\.yarn\/(?:releases|plugins)\//.test(lower)
          ? 'minified'
          : undefined,
  };
  last = { path, kind };
  return kind;
};
